package dev.upkeep.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.plan.PoolTransition;
import dev.upkeep.checkers.plan.TablePlan;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.checkers.table.TableDiff;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.FakeKernel;
import dev.upkeep.netlink.FakePacketFilter;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.Destination.ForwardingMethod;
import dev.upkeep.netlink.ipvs.Destination.Tunnel;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTimeouts;
import dev.upkeep.netlink.ipvs.Service;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.resource.PresentResources;
import dev.upkeep.vrrp.resource.Resource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    private static final Link PLAN0 =
            new Link(2, "plan0", 0x41, Link.ETHERNET, HardwareAddress.NONE, 1500, 0, 0, "", 0);
    private static final ServiceKey WEB = key("10.0.0.9", 80);

    private static final CheckState DOWN = new CheckState(false, true, 0, 0, false, null);
    private static final String FIRST = "real_server 10.0.0.1 80 {\n weight 1\n}\n";
    private static final String CHECKED =
            "real_server 10.0.0.2 80 {\n weight 2\n TCP_CHECK {\n connect_timeout 3\n }\n}\n";
    private static final String INHIBITED =
            CHECKED.replace("weight 2\n", "weight 2\n inhibit_on_failure\n");

    @TempDir private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeMachine machine = new FakeMachine();

    /// A machine with a kernel that can be changed by hand.
    private static final class FakeMachine implements PlannedMachine {
        private final FakeKernel kernel = new FakeKernel();
        private final FakePacketFilter filter = new FakePacketFilter();
        private boolean running;
        private Map<PoolKey, Pool> pools = Map.of();
        private GeneratedMarks marks = GeneratedMarks.NONE;
        private AdminStates adminStates = AdminStates.NONE;
        private @Nullable IpvsTimeouts timeouts = new IpvsTimeouts(900, 120, 300);
        private List<SyncDaemon> syncDaemons = List.of();
        private boolean tracking = true;
        private Ownership owned = Ownership.nothing();
        private List<InterfaceAddress> ours = List.of();
        private List<InterfaceAddress> present = List.of();
        private List<String> networkChanges = List.of();
        private @Nullable KernelException refusal;
        private @Nullable String refusedReload;

        @Override
        public boolean daemonRuns(Path pidFile) {
            return running;
        }

        /// Answers as the daemon does: from its pools.
        @Override
        public PlanAnswer reloadPlan(Path pidFile, Path file, String configId) throws IOException {
            if (refusedReload != null) {
                throw new IOException(refusedReload);
            }
            var desired = PoolTransition.ofReload(read(file), marks, pools, Map.of()).desired();
            var tables = filter(TablePlan.filterTables(desired, owned));
            var actual = new TablePlan.Kernel(kernel.table(), tables);
            return new PlanAnswer(
                    networkChanges, PlanAnswer.lines(TablePlan.of(desired, actual, owned, false)));
        }

        @Override
        public AdminStates adminStates() {
            return adminStates;
        }

        @Override
        public PresentResources network() {
            return PresentResources.of(List.of(PLAN0), present, List.of(), List.of());
        }

        @Override
        public List<Resource> ourResources() {
            return ours.stream()
                    .<Resource>map(address -> new Resource.Address(address, true))
                    .toList();
        }

        @Override
        public Ownership owned() {
            return owned;
        }

        @Override
        public Balancer balancer() throws KernelException {
            if (refusal != null) {
                throw refusal;
            }
            return new Balancer(kernel.table(), timeouts, syncDaemons, tracking);
        }

        @Override
        public Map<NftTable.Id, NftTable> filter(Set<NftTable.Id> tables) {
            Map<NftTable.Id, NftTable> found = new HashMap<>();
            for (NftTable.Id id : tables) {
                NftTable table = filter.read(id);
                if (table != null) {
                    found.put(id, table);
                }
            }
            return found;
        }
    }

    @BeforeEach
    void newMachine() {
        machine = new FakeMachine();
    }

    @Test
    void firstStart_addsEverything() throws IOException {
        assertThat(plan(web(FIRST + CHECKED))).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "+ add service [10.0.0.9]:tcp:80 rr",
                        "+ add server [10.0.0.1]:80 (DR, weight 1) to service [10.0.0.9]:tcp:80",
                        "+ add server [10.0.0.2]:80 (DR, weight 2) to service [10.0.0.9]:tcp:80");
        assertThat(machine.kernel.requests()).isEmpty();
    }

    @Test
    void reload_ofTheRunningFile_isNothing() throws IOException {
        run(web(FIRST + CHECKED));
        assertThat(plan(web(FIRST + CHECKED))).isZero();
        assertThat(lines()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void reload_showsWhatChanges_inTheOrderThatKeepsService() throws IOException {
        run(web(FIRST) + service("10.0.0.8", FIRST));
        String third = "real_server 10.0.0.3 80 {\n weight 3\n}\n";
        assertThat(plan(web(third).replace("lb_algo rr", "lb_algo wrr"))).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "~ edit service [10.0.0.9]:tcp:80 wrr",
                        "+ add server [10.0.0.3]:80 (DR, weight 3) to service [10.0.0.9]:tcp:80",
                        "- delete server [10.0.0.1]:80 from service [10.0.0.9]:tcp:80",
                        "- delete service [10.0.0.8]:tcp:80");
    }

    @Test
    void reload_ofDrift_showsTheRepair() throws IOException {
        run(web(FIRST));
        machine.kernel.meddle(new IpvsRequest.EditService(new Service(WEB, "lc", 0, 0, 32, null)));
        assertThat(plan(web(FIRST))).isEqualTo(2);
        assertThat(lines()).containsExactly("~ edit service [10.0.0.9]:tcp:80 rr");
    }

    @Test
    void entriesOfOthers_areNotPartOfIt() throws IOException {
        run(web(FIRST));
        Service foreign = new Service(key("10.0.0.7", 80), "rr", 0, 0, 32, null);
        machine.kernel.meddle(new IpvsRequest.AddService(foreign));
        assertThat(plan(web(FIRST))).isZero();
        assertThat(plan("global_defs {\n}\n")).isEqualTo(2);
        assertThat(lines()).containsExactly("- delete service [10.0.0.9]:tcp:80");
    }

    @Test
    void serverThatIsDown_staysSoInAReload_andIsUpAfterAStart() throws IOException {
        run(web(FIRST + CHECKED));
        pool().check(1, 0, DOWN);
        machine.kernel.meddle(new IpvsRequest.DeleteDestination(WEB, endpoint("10.0.0.2", 80)));
        assertThat(plan(web(FIRST + CHECKED))).isZero();
        machine.running = false; // it crashed
        assertThat(plan(web(FIRST + CHECKED))).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "+ add server [10.0.0.2]:80 (DR, weight 2) to service [10.0.0.9]:tcp:80");
    }

    @Test
    void serverThatIsDownAndStaysInTheTable_keepsItsWeightOfZero() throws IOException {
        run(web(FIRST + INHIBITED));
        pool().check(1, 0, DOWN);
        machine.kernel.meddle(
                new IpvsRequest.EditDestination(
                        WEB,
                        new Destination(
                                endpoint("10.0.0.2", 80),
                                ForwardingMethod.DIRECT_ROUTE,
                                0,
                                0,
                                0,
                                Tunnel.IPIP)));
        assertThat(plan(web(FIRST + INHIBITED))).isZero();
        assertThat(plan(web(FIRST.replace("weight 1", "weight 5") + INHIBITED))).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "~ edit server [10.0.0.1]:80 (DR, weight 5) of service [10.0.0.9]:tcp:80");
    }

    @Test
    void alphaServer_isNotAddedByAStart() throws IOException {
        String alpha = CHECKED.replace("TCP_CHECK {\n", "TCP_CHECK {\n alpha\n");
        assertThat(plan(web(FIRST + alpha))).isEqualTo(2);
        assertThat(lines()).hasSize(2).noneMatch(line -> line.contains("10.0.0.2"));
    }

    @Test
    void lvsFlush_isOfTheStartAlone() throws IOException {
        String file = "global_defs {\n lvs_flush\n}\n" + web(FIRST);
        run(file);
        assertThat(plan(file)).isZero();
        machine.running = false;
        assertThat(plan(file)).isEqualTo(2);
        assertThat(lines())
                .startsWith("- flush the table", "+ add service [10.0.0.9]:tcp:80 rr")
                .hasSize(3);
    }

    @Test
    void kernelThatRefuses_isAnError() throws IOException {
        machine.refusal = new KernelException("open IPVS", 1, "missing capability CAP_NET_ADMIN");
        assertThat(plan(web(FIRST))).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("open IPVS: missing capability CAP_NET_ADMIN (errno 1)");
    }

    @Test
    void reloadThatTheDaemonWouldRefuse_isSaid_alsoWithoutServices() throws IOException {
        machine.running = true;
        machine.refusedReload = "a reload would be refused: the file is empty";
        assertThat(plan("global_defs {\n}\n")).isEqualTo(1);
        assertThat(err.toString()).contains("a reload would be refused: the file is empty");
        assertThat(plan("vrrp_instance V {\n}\n")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void reload_namesInstancesThatComeGoAndChange() throws IOException {
        machine.running = true;
        machine.networkChanges =
                List.of("- vrrp_instance B", "~ vrrp_instance A, + address 10.0.0.7/32");
        assertThat(plan("global_defs {\n}\n")).isEqualTo(2);
        assertThat(lines()).isEqualTo(machine.networkChanges);
        machine.running = false;
        assertThat(plan("global_defs {\n}\n")).isZero();
    }

    @Test
    void fileWithoutServices_needsNoLoadBalancer() throws IOException {
        machine.refusal = new KernelException("open IPVS", 2, "the kernel module is missing");
        assertThat(plan("global_defs {\n}\n")).isZero();
    }

    @Test
    void errorsOfTheFile_areSaid_andThePlanIsAboutTheRest() throws IOException {
        run(web(FIRST));
        assertThat(plan(web(FIRST + "rael_server 10.0.0.3 80 {\n}\n"))).isZero();
        assertThat(err.toString()).contains("keepalived.conf:11:1: error").contains("real_server");
    }

    @Test
    void fileThatIsMissing_isAnError() {
        assertThat(call(directory.resolve("none").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("none");
    }

    @Test
    void addresses_areThoseOfAMaster() throws IOException {
        machine.present = addresses("192.0.2.1", "192.0.2.10", "192.0.2.12");
        machine.ours = addresses("192.0.2.10", "192.0.2.12", "192.0.2.99");
        String router =
                """
                vrrp_instance %s {
                    interface plan0
                    virtual_router_id %d
                    virtual_ipaddress {
                        192.0.2.%d
                        192.0.2.%d
                    }
                }
                """;
        String file =
                "global_defs {\n dynamic_interfaces\n}\n"
                        + router.formatted("MASTER", 1, 10, 11)
                        + router.formatted("BACKUP", 2, 20, 21);
        assertThat(plan(file)).as(err.toString()).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "+ add address 192.0.2.11/32 dev plan0 for MASTER",
                        "- delete address 192.0.2.12/32 dev plan0");
    }

    @Test
    void reload_ofAddressesRoutesAndRules_isWhatTheDaemonSays() throws IOException {
        run(web(FIRST));
        machine.networkChanges = List.of("+ add route 10.1.0.0/16 dev plan0 for V");
        assertThat(plan(web(FIRST))).isEqualTo(2);
        assertThat(lines()).containsExactly("+ add route 10.1.0.0/16 dev plan0 for V");
    }

    @Test
    void answer_isReadAsItWasSent() {
        for (PlanAnswer answer :
                List.of(
                        new PlanAnswer(List.of("+ a"), List.of("- b")),
                        new PlanAnswer(List.of("+ a"), null),
                        new PlanAnswer(List.of(), List.of()))) {
            assertThat(PlanAnswer.of(answer.answer())).isEqualTo(answer);
        }
    }

    @Test
    void serverThatDrains_isEditedAndNotDeleted() throws IOException {
        String drains = "drain_timeout 30\n";
        run(web(drains + FIRST + CHECKED));
        assertThat(plan(web(drains + FIRST))).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "~ edit server [10.0.0.2]:80 (DR, weight 0) of service [10.0.0.9]:tcp:80");
        machine.kernel.meddle(
                new IpvsRequest.EditDestination(
                        WEB,
                        new Destination(
                                endpoint("10.0.0.2", 80),
                                ForwardingMethod.DIRECT_ROUTE,
                                0,
                                0,
                                0,
                                Tunnel.IPIP)));
        assertThat(plan(web(drains + FIRST))).as("while it drains").isZero();
    }

    @Test
    void serversThatTheOperatorDrainsOrDisabled_stayAsTheyAre() throws IOException {
        String file = web("drain_timeout 30\n" + FIRST + CHECKED);
        run(file);
        pool().setAdminState(0, AdminState.DRAINING);
        pool().setAdminState(1, AdminState.DISABLED);
        assertThat(plan(file)).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "~ edit server [10.0.0.1]:80 (DR, weight 0) of service [10.0.0.9]:tcp:80",
                        "~ edit server [10.0.0.2]:80 (DR, weight 0) of service [10.0.0.9]:tcp:80");
        machine.kernel.meddle(new IpvsRequest.DeleteDestination(WEB, endpoint("10.0.0.2", 80)));
        machine.kernel.meddle(
                new IpvsRequest.EditDestination(
                        WEB,
                        new Destination(
                                endpoint("10.0.0.1", 80),
                                ForwardingMethod.DIRECT_ROUTE,
                                0,
                                0,
                                0,
                                Tunnel.IPIP)));
        pool().endDrain(endpoint("10.0.0.2", 80));
        assertThat(plan(file)).as("once they are").isZero();
    }

    private static AdminStates.Place place(String server) {
        return new AdminStates.Place(
                ServiceName.parse("tcp:10.0.0.9:80"), ServerName.parse(server));
    }

    @Test
    void serverThatTheOperatorDisabledBefore_staysOutOfAStart() throws IOException {
        machine.adminStates = new AdminStates(Map.of(place("10.0.0.2:80"), AdminState.DISABLED));
        assertThat(plan(web(FIRST + CHECKED))).isEqualTo(2);
        assertThat(lines()).hasSize(2).noneMatch(line -> line.contains("10.0.0.2"));
    }

    @Test
    void serviceThatGoesAndDrains_isEditedAndNotDeleted() throws IOException {
        run(web(FIRST) + service("10.0.0.8", "drain_timeout 30\n" + FIRST));
        assertThat(plan(web(FIRST))).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "~ edit server [10.0.0.1]:80 (DR, weight 0) of service [10.0.0.8]:tcp:80");
        var drained =
                new Destination(
                        endpoint("10.0.0.1", 80),
                        ForwardingMethod.DIRECT_ROUTE,
                        0,
                        0,
                        0,
                        Tunnel.IPIP);
        machine.kernel.meddle(new IpvsRequest.EditDestination(key("10.0.0.8", 80), drained));
        assertThat(plan(web(FIRST))).as("while it drains").isZero();
    }

    @Test
    void timeouts_thatDiffer_areEdited() throws IOException {
        String file = "global_defs {\n lvs_timeouts tcp 900 tcpfin 60 udp 30\n}\n" + web(FIRST);
        run(file);
        assertThat(plan(file)).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "~ edit timeout tcpfin 60 (was 120)", "~ edit timeout udp 30 (was 300)");
        machine.timeouts = null;
        assertThat(plan(file)).isEqualTo(2);
        assertThat(lines()).contains("~ edit timeout tcp 900");
    }

    @Test
    void syncDaemon_followsItsInstance_whichIsBackupAfterAStart() throws IOException {
        String router =
                """
                vrrp_instance A {
                 interface plan0
                 virtual_router_id 51
                 priority 9
                 virtual_ipaddress {
                  192.0.2.1
                 }
                }
                """;
        String file = "global_defs {\n dynamic_interfaces\n lvs_sync_daemon plan0 A\n}\n" + router;
        machine.present = addresses("192.0.2.1");
        assertThat(plan(file)).as(err.toString()).isEqualTo(2);
        assertThat(lines()).containsExactly("+ start sync daemon backup on plan0 with id 51");
        machine.running = true;
        machine.owned = Ownership.nothing().withSyncDaemons(true);
        machine.syncDaemons =
                List.of(new SyncDaemon(SyncDaemon.Role.BACKUP, "plan0", 51, 0, null, 0, 0));
        assertThat(plan(file)).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "- stop sync daemon backup",
                        "+ start sync daemon master on plan0 with id 51");
        assertThat(plan(file.replace(" lvs_sync_daemon plan0 A\n", ""))).isEqualTo(2);
        assertThat(lines()).containsExactly("- stop sync daemon backup");
    }

    @Test
    void fullNat_withoutConnectionTracking_switchesItOn() throws IOException {
        machine.tracking = false;
        assertThat(plan(web(FIRST))).isEqualTo(2);
        assertThat(lines()).noneMatch(line -> line.contains("sysctl"));
        assertThat(plan(fullNat(FIRST))).isEqualTo(2);
        assertThat(lines()).contains("~ edit sysctl net.ipv4.vs.conntrack 1 (was 0)");
    }

    @Test
    void fullNat_startsWithATableOfNftables() throws IOException {
        assertThat(plan(fullNat(FIRST))).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "+ add service [10.0.0.9]:tcp:80 rr",
                        "+ add server [10.0.0.1]:80 (NAT, weight 1) to service [10.0.0.9]:tcp:80",
                        "+ add table ip upkeep_fnat",
                        "+ add chain postrouting to table ip upkeep_fnat",
                        "+ add set tcp_destinations to table ip upkeep_fnat",
                        "+ add element 10.0.0.9 . 80 . 10.0.0.1 . 80 to set tcp_destinations of"
                                + " table ip upkeep_fnat",
                        "+ add rule to chain postrouting of table ip upkeep_fnat");
    }

    @Test
    void fullNat_followsTheServersOfAReload() throws IOException {
        run(fullNat(FIRST));
        assertThat(plan(fullNat(FIRST))).isZero();
        assertThat(plan(fullNat(FIRST.replace("0.1 80", "0.3 80")))).isEqualTo(2);
        assertThat(lines())
                .contains(
                        "- delete element 10.0.0.9 . 80 . 10.0.0.1 . 80 of set tcp_destinations of"
                                + " table ip upkeep_fnat",
                        "+ add element 10.0.0.9 . 80 . 10.0.0.3 . 80 to set tcp_destinations of"
                                + " table ip upkeep_fnat")
                .hasSize(4);
    }

    @Test
    void fullNat_thatIsNoLongerConfigured_goesWithItsTable() throws IOException {
        run(fullNat(FIRST));
        assertThat(plan(web(FIRST))).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "~ edit server [10.0.0.1]:80 (DR, weight 1) of service [10.0.0.9]:tcp:80",
                        "- delete table ip upkeep_fnat");
    }

    @Test
    void groupOnAGeneratedMark_keepsItWhenAReloadBringsAnotherBeforeIt() throws IOException {
        String marks = "global_defs {\n nftables_ipvs\n}\n";
        String second = group("second", "10.0.1.2");
        run(marks + second);
        assertThat(plan(marks + second)).isZero();
        assertThat(plan(marks + group("first", "10.0.1.1") + second)).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "+ add service FWM 1001 rr",
                        "+ add server [10.0.0.1]:0 (DR, weight 1) to service FWM 1001",
                        "+ add element 10.0.1.1 . 80 : 1001 to set tcp_map of table ip"
                                + " keepalived_ipvs");
    }

    private static String group(String name, String address) {
        return "virtual_server_group %s {\n %s 80\n}\n".formatted(name, address)
                + web(FIRST).replace("10.0.0.9 80", "group " + name);
    }

    private static String fullNat(String servers) {
        return web(servers).replace("lb_kind DR", "lb_kind FNAT");
    }

    /// A daemon runs on this file: the kernel has its table, and it is known whose it is.
    private void run(String text) throws IOException {
        BalancerConfiguration balancer = read(file(text));
        PoolTransition start = PoolTransition.ofStart(balancer, AdminStates.NONE);
        machine.pools = new LinkedHashMap<>();
        start.services().forEach((key, step) -> machine.pools.put(key, step.pool()));
        machine.marks = start.keys().marks();
        DesiredState desired = start.desired();
        desired.filter().groupTables().values().forEach(machine.filter::put);
        desired.filter()
                .fullNat()
                .tables(desired.table().services())
                .values()
                .forEach(machine.filter::put);
        machine.owned = desired.owned();
        machine.running = true;
        TableDiff.between(IpvsTable.empty(), desired.table(), machine.owned)
                .forEach(machine.kernel::meddle);
    }

    private Pool pool() {
        return machine.pools.values().iterator().next();
    }

    private static BalancerConfiguration read(Path file) {
        return BalancerConfiguration.of(
                ConfigurationReader.read(
                                file.toString(),
                                new ReaderOptions(
                                        "test",
                                        _ -> null,
                                        Set.of(),
                                        new SplittableRandom(1),
                                        false,
                                        new RealSystem()))
                        .configuration());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("keepalived.conf"), text);
    }

    private int plan(String text) throws IOException {
        return call(file(text).toString());
    }

    private int call(String file) {
        out.getBuffer().setLength(0);
        return new picocli.CommandLine(new PlanCommand(machine))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(file);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private static String web(String servers) {
        return service("10.0.0.9", servers);
    }

    private static String service(String address, String servers) {
        return "virtual_server "
                + address
                + " 80 {\nprotocol TCP\nlb_algo rr\nlb_kind DR\n\n\n\n"
                + servers
                + "}\n";
    }

    private static ServiceKey key(String address, int port) {
        return new ServiceKey.OnAddress(6, endpoint(address, port));
    }

    private static Endpoint endpoint(String address, int port) {
        return new Endpoint(IpAddress.parse(address), port);
    }

    private static List<InterfaceAddress> addresses(String... texts) {
        return Stream.of(texts)
                .map(text -> InterfaceAddress.of(PLAN0.index(), IpAddress.parse(text), 32))
                .toList();
    }
}
