package dev.upkeep.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.reader.WrittenLines;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reloads that real controllers make, and accidents.
class ReloadGateTest {

    private static final String ROUTER = instance("VI_1", 51, "192.0.2.10");
    private static final String WEB = service("192.0.2.10", "198.51.100.1", "198.51.100.2");
    private static final String MAIL = service("192.0.2.11", "198.51.100.1");

    @TempDir private Path folder;

    private static String instance(String name, int id, String address) {
        return """
        vrrp_instance %s {
            interface lo0
            virtual_router_id %d
            unicast_src_ip 127.0.0.1
            unicast_peer {
                192.0.2.7
            }
            virtual_ipaddress {
                %s/24 dev lo
            }
        }
        """
                .formatted(name, id, address)
                .replace("    interface lo0\n", "");
    }

    private static String service(String address, String... servers) {
        StringBuilder text = new StringBuilder();
        text.append("virtual_server ").append(address).append(" 80 {\n    lb_algo rr\n");
        for (String server : servers) {
            text.append("    real_server ").append(server).append(" 80 {\n");
            text.append("        TCP_CHECK {\n        }\n    }\n");
        }
        return text.append("}\n").toString();
    }

    @Test
    void unknownWord_isApplied() throws IOException {
        assertThat(refusal(ROUTER + WEB, ROUTER + WEB.replace("lb_algo", "frobnicate 1\nlb_algo")))
                .isNull();
    }

    @Test
    void wordUnknownAndServiceRemoved_isApplied() throws IOException {
        assertThat(refusal(ROUTER + WEB + MAIL, ROUTER + "frobnicate 1\n" + MAIL)).isNull();
    }

    @Test
    void firstInstanceAfterAnEmptyFile_isApplied() throws IOException {
        String text = ROUTER.replace("virtual_ip", "track_interface {\n lo\n}\nvirtual_ip");
        assertThat(refusal("global_defs {\n}\n", text)).isNull();
    }

    @Test
    void missingBrace_isRefusedWithWhatItCosts() throws IOException {
        String text = ROUTER + WEB.replaceFirst("lb_algo rr", "lb_algo rr }") + MAIL;
        assertThat(refusal(ROUTER + WEB + MAIL, text))
                .contains("virtual_server [192.0.2.10]:80/udp")
                .doesNotContain("192.0.2.11");
    }

    @Test
    void misspeltServer_isRefused() throws IOException {
        String text = ROUTER + WEB.replace("real_server 198.51.100.2", "reel_server 198.51.100.2");
        assertThat(refusal(ROUTER + WEB, text))
                .contains("real_server [198.51.100.2]:80 of virtual_server")
                .contains("reload_policy keepalived");
    }

    @Test
    void serverThatIsOfTwoServicesAndLeavesOne_isApplied() throws IOException {
        String text = ROUTER + WEB.replaceFirst("(?s)    real_server 198.51.100.1.*?\n    }\n", "");
        assertThat(refusal(ROUTER + WEB + MAIL, text + MAIL + "frobnicate 1\n")).isNull();
    }

    @Test
    void misspeltCheck_isRefused() throws IOException {
        String text = ROUTER + MAIL.replace("TCP_CHECK {", "TCP_CHECK {\n connect_ip x\n");
        assertThat(refusal(ROUTER + MAIL, text)).isNull(); // the check stays
        String lost = ROUTER + MAIL.replace("TCP_CHECK {\n", "TCP_CHECK\n{\n}\nTCP_CHEK {\n");
        assertThat(refusal(ROUTER + MAIL, lost)).isNull(); // one check of one kind is there
    }

    @Test
    void instanceWithoutItsId_isRefused() throws IOException {
        String text = ROUTER.replace("    virtual_router_id 51\n", "") + WEB;
        assertThat(refusal(ROUTER + WEB, text)).contains("vrrp_instance VI_1");
    }

    @Test
    void addressThatCannotBeRead_isRefused() throws IOException {
        String two = ROUTER.replace("192.0.2.10/24", "192.0.2.10/24\n192.0.2.12/24");
        assertThat(refusal(two, two.replace("192.0.2.12/24 ", "192.0.2.l2/24 ")))
                .contains("address 192.0.2.12 of vrrp_instance VI_1");
        assertThat(refusal(two, two.replace("192.0.2.12/24 ", "198.51.100.x/24 "))).isNull();
    }

    @Test
    void includeThatVanished_isRefused() throws IOException {
        Path part = Files.writeString(folder.resolve("part.inc"), WEB);
        String text = ROUTER + "include " + part + "\n";
        ReloadGate gate = started(text);
        Files.delete(part);
        assertThat(decide(gate, text)).contains("part.inc").contains("192.0.2.10");
    }

    @Test
    void filesOfAPatternThatVanished_areRefused() throws IOException {
        Path part = Files.writeString(folder.resolve("part.inc"), WEB);
        String text = ROUTER + "include " + folder.resolve("*.inc") + "\n";
        ReloadGate gate = started(text);
        Files.delete(part);
        assertThat(decide(gate, text)).contains("192.0.2.10");
    }

    @Test
    void emptyFile_isRefused_unlessTheOperatorInsists() throws IOException {
        assertThat(refusal(ROUTER + WEB, "# nothing\n")).startsWith("the file is empty");
        assertThat(refusal(ROUTER + WEB, "global_defs {\n}\n")).isNull();
        assertThat(refusal(ROUTER + WEB, policy("keepalived"))).isNull();
        assertThat(refusal(policy("keepalived") + WEB, "# nothing\n")).isNull();
    }

    @Test
    void includeThatVanished_isApplied_whenTheOperatorInsists() throws IOException {
        Path part = Files.writeString(folder.resolve("part.inc"), WEB);
        String text = ROUTER + "include " + part + "\n";
        ReloadGate gate = started(text);
        Files.delete(part);
        Path file = write(text);
        assertThat(gate.decide(read(file), lines(file), true).refusal()).isNull();
    }

    @Test
    void serverOfADefinitionThatIsRemoved_isApplied() throws IOException {
        String text = "$FIRST=198.51.100.1\n$SECOND=198.51.100.2\n" + WEB;
        String words =
                text.replace("real_server 198.51.100.1", "real_server $FIRST")
                        .replace("real_server 198.51.100.2", "real_server $SECOND");
        String removed = words.replaceFirst("(?s)    real_server \\$SECOND.*?\n    }\n", "");
        assertThat(refusal(words, removed + "frobnicate 1\n")).isNull();
    }

    @Test
    void serverOfADefinitionThatIsLostByAnError_isRefused() throws IOException {
        String text =
                "$FIRST=198.51.100.1\n"
                        + WEB.replace("real_server 198.51.100.1", "real_server $FIRST");
        assertThat(refusal(text, text.replace("real_server $", "reel_server $")))
                .contains("real_server [198.51.100.1]:80");
        assertThat(refusal(text, text.replace("$FIRST=198.51.100.1\n", "")))
                .contains("real_server [198.51.100.1]:80");
    }

    @Test
    void repetition_isCompared() throws IOException {
        String text =
                MAIL
                        + "$SERVER= \\\nreal_server 198.51.100.${N} 80 { \\\n}\n"
                        + "virtual_server 192.0.2.10 80 {\nlb_algo rr\n~SEQ(N, 5, 7) $SERVER\n}\n";
        assertThat(refusal(text, text.replace("5, 7", "5, 6") + "frobnicate 1\n")).isNull();
        assertThat(refusal(text, text.replace("5, 7", "5, 2, 7") + "frobnicate 1\n")).isNull();
        assertThat(refusal(text, text.replace("\nreal_server", "\nreal_servr")))
                .contains("real_server [198.51.100.5]:80");
    }

    @Test
    void missingFile_isAlwaysRefused() throws IOException {
        ReloadGate gate = started(policy("keepalived") + WEB);
        Path absent = folder.resolve("absent.conf");
        assertThat(gate.decide(read(absent), lines(absent)).refusal()).isNotNull();
    }

    @Test
    void policyOfTheOperator_decides() throws IOException {
        String lost = WEB.replaceFirst("lb_algo rr", "lb_algo rr }") + MAIL;
        assertThat(refusal(policy("keepalived") + WEB + MAIL, lost)).isNull();
        assertThat(refusal(WEB + MAIL, policy("keepalived") + lost)).isNull();
        String word = ROUTER + "frobnicate 1\n";
        assertThat(refusal(policy("strict") + ROUTER, word)).contains("frobnicate");
        assertThat(refusal(policy("strict") + word, word)).isNull();
    }

    private static String policy(String word) {
        return "global_defs {\n    reload_policy " + word + "\n}\n";
    }

    private @Nullable String refusal(String running, String next) throws IOException {
        return decide(started(running), next);
    }

    private ReloadGate started(String text) throws IOException {
        ReloadGate gate = new ReloadGate();
        gate.accept(read(write(text)));
        return gate;
    }

    private @Nullable String decide(ReloadGate gate, String text) throws IOException {
        Path file = write(text);
        return gate.decide(read(file), lines(file)).refusal();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("keepalived.conf"), text);
    }

    private static ReadResult read(Path file) {
        return ConfigurationReader.read(file.toString(), options());
    }

    private static Supplier<List<List<String>>> lines(Path file) {
        return () -> WrittenLines.read(file.toString(), options());
    }

    private static ReaderOptions options() {
        return new ReaderOptions(
                "", _ -> null, Set.of(), new SplittableRandom(1), false, new RealSystem());
    }
}
