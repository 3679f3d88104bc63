package dev.upkeep.lbaas.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Provisioning;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.model.TreeData;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Statuses and sentences as Octavia 11 gave them to the same requests.
class RulesTest {

    private static final LbaasFixture F = new LbaasFixture();

    private static Arguments refused(
            String name, int status, String text, Function<Tree, Change> request) {
        return Arguments.of(name, status, text, request);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused(
                        "the same protocol and port again",
                        409,
                        "Another Listener on this Load Balancer is already using protocol TCP and"
                                + " protocol_port 80",
                        tree ->
                                F.listener(
                                        tree, Map.of("protocol", "HTTP", "protocol_port", "80"))),
                refused(
                        "a protocol that does not exist",
                        400,
                        "Invalid input for field/attribute protocol. Value: 'FOO'. Value should be"
                                + " one of: TCP, HTTPS, HTTP, TERMINATED_HTTPS, UDP, SCTP, PROMETHEUS",
                        tree -> F.listener(tree, Map.of("protocol", "FOO", "protocol_port", 81))),
                refused(
                        "a port outside its range",
                        400,
                        "Invalid input for field/attribute protocol_port. Value: '99999'. Value"
                                + " should be lower or equal to 65535",
                        tree ->
                                F.listener(
                                        tree, Map.of("protocol", "TCP", "protocol_port", 99999))),
                refused(
                        "headers on a TCP listener",
                        400,
                        "insert-headers is not a valid option for a TCP protocol listener.",
                        tree ->
                                F.listener(
                                        tree,
                                        Map.of(
                                                "protocol",
                                                "TCP",
                                                "protocol_port",
                                                82,
                                                "insert_headers",
                                                Map.of("X-Forwarded-For", "true")))),
                refused(
                        "a time-out of persistence on TCP",
                        400,
                        "Validation failure: persistence_timeout and persistence_granularity is"
                                + " only for UDP and SCTP protocol pools.",
                        tree ->
                                pool(
                                        tree,
                                        Map.of("type", "SOURCE_IP", "persistence_timeout", "300"))),
                refused(
                        "an application cookie without a name",
                        400,
                        "Validation failure: Field \"cookie_name\" must be specified when using the"
                                + " \"APP_COOKIE\" session persistence type.",
                        tree -> pool(tree, Map.of("type", "APP_COOKIE"))),
                refused(
                        "a second default pool",
                        409,
                        "This listener already has a default pool",
                        tree ->
                                F.pool(
                                        tree,
                                        Map.of(
                                                "listener_id",
                                                LbaasFixture.only(tree, Kind.LISTENER),
                                                "protocol",
                                                "TCP",
                                                "lb_algorithm",
                                                "ROUND_ROBIN"))),
                refused(
                        "a pool without its algorithm",
                        400,
                        "Invalid input for field/attribute lb_algorithm. Value: 'None'. Mandatory"
                                + " field missing.",
                        tree -> F.pool(tree, Map.of("protocol", "TCP"))),
                refused(
                        "the same member again",
                        409,
                        "Another member on this pool is already using ip 172.16.100.9 on"
                                + " protocol_port 80",
                        tree ->
                                member(
                                        tree,
                                        Map.of("address", "172.16.100.9", "protocol_port", 80))),
                refused(
                        "a weight outside its range",
                        400,
                        "Invalid input for field/attribute weight. Value: '257'. Value should be"
                                + " lower or equal to 256",
                        tree ->
                                member(
                                        tree,
                                        Map.of(
                                                "address",
                                                "172.16.100.7",
                                                "protocol_port",
                                                80,
                                                "weight",
                                                257))),
                refused(
                        "no address",
                        400,
                        "Invalid input for field/attribute address. Value: 'nope'. Value should be"
                                + " IPv4 or IPv6 format",
                        tree -> member(tree, Map.of("address", "nope", "protocol_port", 80))),
                refused(
                        "an attribute that does not exist",
                        400,
                        "Unknown attribute for argument member_.member: foo",
                        tree ->
                                member(
                                        tree,
                                        Map.of(
                                                "address",
                                                "10.0.0.1",
                                                "protocol_port",
                                                80,
                                                "foo",
                                                1))),
                refused(
                        "a monitor of datagrams on TCP",
                        400,
                        "Validation failure: The UDP-CONNECT type is only supported for pools of"
                                + " type UDP/SCTP.",
                        tree -> monitor(tree, Map.of("type", "UDP-CONNECT"))),
                refused(
                        "a path on a TCP monitor",
                        400,
                        "url_path is not a valid option for health monitors of type TCP",
                        tree -> monitor(tree, Map.of("type", "TCP", "url_path", "/x"))),
                refused(
                        "codes of no known form",
                        400,
                        "Invalid input for field/attribute expected_codes. Value: '2xx'. Value"
                                + " should match the pattern"
                                + " ^(\\d{3}(\\s*,\\s*\\d{3})*)$|^(\\d{3}-\\d{3})$",
                        tree -> monitor(tree, Map.of("type", "HTTP", "expected_codes", "2xx"))),
                refused(
                        "deleting what has children",
                        400,
                        "Validation failure: Cannot delete Load Balancer"
                                + " 00000000-0000-0000-0000-000000000002 - it has children",
                        tree -> LoadBalancerRules.delete(tree, false)),
                refused(
                        "an unknown listener",
                        404,
                        "Listener x not found.",
                        tree -> ListenerRules.delete(tree, "x")));
    }

    private static Change pool(Tree tree, Map<String, Object> persistence) {
        return F.pool(
                tree,
                Map.of(
                        "protocol",
                        "TCP",
                        "lb_algorithm",
                        "ROUND_ROBIN",
                        "session_persistence",
                        persistence));
    }

    private static Change member(Tree tree, Map<String, Object> request) {
        return F.member(tree, LbaasFixture.only(tree, Kind.POOL), request);
    }

    private static Change monitor(Tree tree, Map<String, Object> request) {
        Map<String, Object> whole = new HashMap<>(request);
        whole.putAll(Map.of("delay", 5, "timeout", 3, "max_retries", 2));
        return F.monitor(tree, LbaasFixture.only(tree, Kind.POOL), whole);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void request_thatIsRefused_saysWhatOctaviaSays(
            String name, int status, String text, Function<Tree, Change> request) {
        Tree tree = new LbaasFixture().web();

        ApiFault fault = catchThrowableOfType(ApiFault.class, () -> request.apply(tree));

        assertThat(fault.text()).isEqualTo(text);
        assertThat(fault.status()).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vips")
    void vip_thatCannotBe_isRefused(String name, String text, Map<String, Object> request) {
        ApiFault fault =
                catchThrowableOfType(
                        ApiFault.class,
                        () ->
                                LoadBalancerRules.create(
                                        F.context(),
                                        Kind.LOAD_BALANCER
                                                .schema()
                                                .create("load_balancer.loadbalancer", request)));

        assertThat(fault.text()).isEqualTo(text);
        assertThat(fault.status()).isEqualTo(400);
    }

    static Stream<Arguments> vips() {
        return Stream.of(
                Arguments.of(
                        "no place for it",
                        "Validation failure: VIP must contain one of: vip_port_id, vip_network_id,"
                                + " vip_subnet_id.",
                        Map.of("vip_address", "10.0.0.1")),
                Arguments.of(
                        "no address",
                        "Invalid input for field/attribute vip_address. Value: 'nope'. Value should"
                                + " be IPv4 or IPv6 format",
                        Map.of("vip_subnet_id", LbaasFixture.SUBNET, "vip_address", "nope")),
                Arguments.of(
                        "a provider that is not there",
                        "Provider 'nope' is not enabled.",
                        Map.of("vip_subnet_id", LbaasFixture.SUBNET, "provider", "nope")),
                Arguments.of(
                        "no UUID",
                        "Invalid input for field/attribute vip_subnet_id. Value: 'x'. Value should"
                                + " be UUID format",
                        Map.of("vip_subnet_id", "x")));
    }

    @Test
    void loadBalancer_withoutAnAddress_getsTheFirstFreeOne() {
        assertThat(new LbaasFixture().loadBalancer().root().text("vip_address"))
                .isEqualTo("172.16.100.11");
    }

    @Test
    void parent_thatIsPending_isImmutable() {
        Tree pending = new LbaasFixture().loadBalancer();
        Tree tree = pending.with(pending.root().with(Provisioning.PENDING_UPDATE));

        ApiFault fault =
                catchThrowableOfType(
                        ApiFault.class,
                        () -> F.listener(tree, Map.of("protocol", "TCP", "protocol_port", 80)));

        assertThat(fault.status()).isEqualTo(409);
        assertThat(fault.text())
                .isEqualTo("Load Balancer " + tree.id() + " is immutable and cannot be updated.");
    }

    @Test
    void member_thatIsAdded_makesAllAboveItPending() {
        Tree tree = new LbaasFixture().web();

        Change change = member(tree, Map.of("address", "172.16.100.8", "protocol_port", 80));

        assertThat(change.element().provisioning()).isEqualTo(Provisioning.PENDING_CREATE);
        assertThat(change.tree().elements())
                .filteredOn(each -> each.kind() != Kind.MEMBER)
                .extracting(Element::provisioning)
                .containsOnly(Provisioning.PENDING_UPDATE);
    }

    @Test
    void batch_withoutAdditive_replacesMembersAndKeepsIds() {
        Tree tree = new LbaasFixture().web();
        String pool = LbaasFixture.only(tree, Kind.POOL);
        String kept = LbaasFixture.only(tree, Kind.MEMBER);

        Tree after =
                batch(
                                tree,
                                pool,
                                false,
                                List.of(
                                        Map.of(
                                                "address",
                                                "172.16.100.9",
                                                "protocol_port",
                                                80,
                                                "weight",
                                                5),
                                        Map.of("address", "172.16.100.12", "protocol_port", 80)))
                        .tree()
                        .settled("2026-01-01T00:00:01");

        assertThat(after.all(Kind.MEMBER))
                .extracting(each -> each.text("address"), each -> each.number("weight"))
                .containsExactly(tuple("172.16.100.9", 5L), tuple("172.16.100.12", 1L));
        assertThat(after.find(Kind.MEMBER, kept))
                .isNotNull()
                .extracting(each -> each.text("name"))
                .isEqualTo("web1");
    }

    @Test
    void batch_withAdditive_removesNothing() {
        Tree tree = new LbaasFixture().web();
        String pool = LbaasFixture.only(tree, Kind.POOL);

        Tree after =
                batch(
                                tree,
                                pool,
                                true,
                                List.of(Map.of("address", "172.16.100.12", "protocol_port", 80)))
                        .tree()
                        .settled("2026-01-01T00:00:01");

        assertThat(after.all(Kind.MEMBER)).hasSize(3);
    }

    private static Change batch(
            Tree tree, String pool, boolean additive, List<Map<String, ?>> members) {
        var requests =
                members.stream().map(each -> Kind.MEMBER.schema().create("m", each)).toList();
        List<Set<String>> said = members.stream().map(each -> Set.copyOf(each.keySet())).toList();
        return MemberRules.batch(tree, F.context(), pool, requests, said, additive);
    }

    @Test
    void loadBalancer_withEverythingInOneRequest_isCreatedWhole() {
        Map<String, Object> pool =
                Map.of(
                        "name",
                        "web",
                        "protocol",
                        "HTTP",
                        "lb_algorithm",
                        "ROUND_ROBIN",
                        "members",
                        List.of(Map.of("address", "10.0.0.1", "protocol_port", 80)),
                        "healthmonitor",
                        Map.of("type", "HTTP", "delay", 5, "timeout", 3, "max_retries", 2));
        Map<String, Object> policy =
                Map.of(
                        "action",
                        "REDIRECT_TO_POOL",
                        "redirect_pool",
                        Map.of("name", "web"),
                        "rules",
                        List.of(
                                Map.of(
                                        "type",
                                        "PATH",
                                        "compare_type",
                                        "STARTS_WITH",
                                        "value",
                                        "/api")));
        Tree tree =
                new LbaasFixture()
                        .loadBalancer(
                                Map.of(
                                        "listeners",
                                        List.of(
                                                Map.of(
                                                        "protocol",
                                                        "HTTP",
                                                        "protocol_port",
                                                        80,
                                                        "default_pool",
                                                        pool,
                                                        "l7policies",
                                                        List.of(policy)))));

        assertThat(tree.elements())
                .extracting(Element::kind)
                .containsExactly(
                        Kind.LOAD_BALANCER,
                        Kind.POOL,
                        Kind.HEALTH_MONITOR,
                        Kind.MEMBER,
                        Kind.LISTENER,
                        Kind.L7POLICY,
                        Kind.L7RULE);
        assertThat(tree.all(Kind.L7POLICY).getFirst().text("redirect_pool_id"))
                .isEqualTo(LbaasFixture.only(tree, Kind.POOL));
    }

    @Test
    void quota_thatIsFull_is403() {
        LbaasFixture full = new LbaasFixture((project, kind, more) -> kind != Kind.LISTENER);
        Tree tree = full.loadBalancer();

        ApiFault fault =
                catchThrowableOfType(
                        ApiFault.class,
                        () -> full.listener(tree, Map.of("protocol", "TCP", "protocol_port", 80)));

        assertThat(fault.status()).isEqualTo(403);
        assertThat(fault.text()).isEqualTo("Quota has been met for resources: Listener");
    }

    @Test
    void pool_thatIsDeleted_leavesItsListener() {
        Tree tree = new LbaasFixture().web();

        Tree after =
                PoolRules.delete(tree, F.context(), LbaasFixture.only(tree, Kind.POOL))
                        .tree()
                        .settled("2026-01-01T00:00:01");

        assertThat(after.elements())
                .extracting(Element::kind)
                .containsExactly(Kind.LOAD_BALANCER, Kind.LISTENER);
        assertThat(after.all(Kind.LISTENER).getFirst().get("default_pool_id")).isNull();
    }

    @Test
    void tree_thatIsStored_readsBackEqual() {
        Tree tree = new LbaasFixture().web();

        assertThat(TreeData.read(TreeData.write(tree))).isEqualTo(tree);
    }
}
