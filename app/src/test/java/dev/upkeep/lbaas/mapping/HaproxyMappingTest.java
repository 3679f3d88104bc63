package dev.upkeep.lbaas.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HaproxyMappingTest {

    private static final String CERTIFICATES = "/etc/upkeep/certificates";

    private static Tree http() {
        return new LbaasFixture()
                .web()
                .map(each ->
                        each.kind() == Kind.LISTENER || each.kind() == Kind.POOL
                                ? each.with("protocol", "HTTP")
                                : each);
    }

    private static Tree pool(String name, Object value) {
        Tree tree = http();
        return tree.with(tree.all(Kind.POOL).getFirst().with(name, value));
    }

    private static Tree listener(String name, Object value) {
        Tree tree = http();
        return tree.with(tree.all(Kind.LISTENER).getFirst().with(name, value));
    }

    private static String text(Tree tree) {
        return HaproxyMapping.of(
                tree,
                List.of(IpAddress.parse("172.16.100.11"), IpAddress.parse("2001:db8::1")),
                "/run/x.sock",
                "haproxy",
                "v1",
                null);
    }

    @Test
    void addresses_areBoundWhetherTheyAreThereOrNot() {
        assertThat(text(http()))
                .contains("bind 172.16.100.11:80 transparent", "bind [2001:db8::1]:80 transparent");
    }

    @Test
    void cookiePersistence_namesEveryMember() {
        Tree tree = pool("session_persistence", Map.of("type", "HTTP_COOKIE"));
        String member = tree.all(Kind.MEMBER).getFirst().id();

        assertThat(text(tree))
                .contains("cookie SRV insert indirect nocache", " cookie " + member + "\n");
    }

    @Test
    void applicationCookie_isAStickTable() {
        Tree tree = pool("session_persistence", Map.of("type", "APP_COOKIE", "cookie_name", "J"));

        assertThat(text(tree))
                .contains("stick store-response 'res.cook(J)'", "stick match 'req.cook(J)'");
    }

    @Test
    void member_thatIsOff_isDisabled_andABackupIsOne() {
        Tree tree = http();
        tree = tree.with(tree.all(Kind.MEMBER).getFirst().with("admin_state_up", false));
        tree = tree.with(tree.all(Kind.MEMBER).getLast().with("backup", true));

        assertThat(text(tree)).containsPattern("weight 1 disabled\n").contains("weight 1 backup\n");
    }

    @Test
    void listenerOptions_areThere() {
        assertThat(text(listener("connection_limit", 7L))).contains("maxconn 7\n");
        assertThat(text(listener("allowed_cidrs", List.of("10.0.0.0/8"))))
                .contains("acl allowed src 10.0.0.0/8", "connection reject unless allowed");
        assertThat(text(listener("insert_headers", Map.of("X-Forwarded-For", "true"))))
                .contains("option forwardfor");
    }

    @Test
    void text_ofAClient_isOneWordThatMeansItself() {
        assertThat(HaproxyMapping.quoted("it's $x \"y\" #z")).isEqualTo("'it'\\''s $x \"y\" #z'");
        assertThatThrownBy(() -> HaproxyMapping.quoted("a\nstats socket x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of("UDP listeners", listener("protocol", "UDP")),
                Arguments.of(
                        "certificates other than file:///etc/upkeep/certificates/NAME",
                        listener("default_tls_container_ref", "file:///etc/shadow")),
                Arguments.of(
                        "certificates other than file:///etc/upkeep/certificates/NAME",
                        listener(
                                "default_tls_container_ref",
                                "file:///etc/upkeep/certificates/../../shadow")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void option_thatIsNotDone_is501(String option, Tree tree) {
        ApiFault fault =
                catchThrowableOfType(
                        ApiFault.class,
                        () -> new HaproxyLimits("haproxy").require(tree, CERTIFICATES));

        assertThat(fault.status()).isEqualTo(501);
        assertThat(fault.text()).endsWith("option: " + option);
    }
}
