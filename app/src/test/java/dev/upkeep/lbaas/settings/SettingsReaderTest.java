package dev.upkeep.lbaas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.lbaas.layered.MarkTool;
import dev.upkeep.lbaas.mapping.Layers;
import dev.upkeep.lbaas.model.Subnet;
import dev.upkeep.lbaas.settings.ApiSettings.LayeredSettings;
import dev.upkeep.net.IpAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsReaderTest {

    private static final Path FOLDER = Path.of("/etc/upkeep");

    @Test
    void settings_withNothing_areLocalAndEmbedded() throws SettingsException {
        ApiSettings settings = SettingsReader.parse("{}", FOLDER);

        assertThat(settings.local()).isTrue();
        assertThat(settings.listen().getPort()).isEqualTo(9876);
        assertThat(settings.providers()).containsExactly("ipvs");
    }

    @Test
    void subnet_withoutAnId_hasTheSameOneEverywhere() throws SettingsException {
        String text =
                """
                {"networks": [{"name": "web", "subnets": [
                  {"name": "web-net", "cidr": "172.16.100.7/24", "gateway_ip": "172.16.100.1"}]}],
                 "ports": [{"name": "vip", "address": "172.16.100.11"}]}
                """;

        Subnet one = SettingsReader.parse(text, FOLDER).networks().subnets().getFirst();
        Subnet other = SettingsReader.parse(text, FOLDER).networks().subnets().getFirst();

        assertThat(one).isEqualTo(other);
        assertThat(one.cidr()).hasToString("172.16.100.0/24");
        assertThat(one.gateway()).isEqualTo(IpAddress.parse("172.16.100.1"));
    }

    @Test
    void layers_areReadWithTheirNodes() throws SettingsException {
        String text =
                """
                {"director": {"layered": {"node": "10.20.0.1", "uplink": "eth0",
                  "marks": "iptables-legacy",
                  "nodes": [{"address": "10.20.0.1", "weight": 3}, {"address": "10.20.0.2"}]}}}
                """;

        LayeredSettings layered =
                Objects.requireNonNull(SettingsReader.parse(text, FOLDER).director().layered());

        assertThat(layered.marks()).isEqualTo(MarkTool.IPTABLES_LEGACY);
        assertThat(layered.layers().director()).isTrue();
        assertThat(layered.layers().nodes()).extracting(Layers.Node::weight).containsExactly(3, 1);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("no JSON", "{", "no JSON object"),
                Arguments.of("an unknown name", "{\"lisen\": \"x\"}", "lisen: unknown setting"),
                Arguments.of(
                        "an unknown name inside",
                        "{\"store\": {\"dir\": \"x\"}}",
                        "store.dir: unknown setting"),
                Arguments.of(
                        "another type",
                        "{\"providers\": \"ipvs\"}",
                        "providers: expected a list of texts, got ipvs"),
                Arguments.of(
                        "everybody without authentication",
                        "{\"listen\": \"0.0.0.0:9876\"}",
                        "can be reached by others"),
                Arguments.of(
                        "two stores",
                        "{\"store\": {\"memory\": true, \"directory\": \"/x\"}}",
                        "store: expected one of"),
                Arguments.of(
                        "layers without a part",
                        "{\"director\": {\"layered\": {}}}",
                        "director.layered: expected 'node'"),
                Arguments.of(
                        "an uplink without nodes",
                        "{\"director\": {\"layered\": {\"node\": \"10.0.0.1\", \"uplink\": \"eth0\"}}}",
                        "director.layered: expected 'node'"),
                Arguments.of(
                        "an uplink that is no interface",
                        "{\"director\": {\"layered\": {\"uplink\": \"a b\"}}}",
                        "director.layered.uplink: expected the name of an interface"),
                Arguments.of(
                        "another tool",
                        "{\"director\": {\"layered\": {\"marks\": \"ufw\"}}}",
                        "director.layered.marks: expected one of nft, iptables, iptables-legacy"),
                Arguments.of(
                        "a weight out of range",
                        "{\"director\": {\"layered\": {\"nodes\": [{\"address\": \"10.0.0.1\", \"weight\": 70000}]}}}",
                        "director.layered.nodes[0].weight: expected a whole number from 0 to 65535"),
                Arguments.of(
                        "a port outside of all subnets",
                        "{\"ports\": [{\"name\": \"vip\", \"address\": \"10.0.0.1\"}]}",
                        "10.0.0.1 is in no subnet"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void settings_withAMistake_sayWhere(String name, String text, String message) {
        assertThatThrownBy(() -> SettingsReader.parse(text, FOLDER))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }
}
