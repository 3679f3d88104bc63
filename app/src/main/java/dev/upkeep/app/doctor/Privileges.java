package dev.upkeep.app.doctor;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.config.model.SchedulingGlobals;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.model.VrrpScript;
import dev.upkeep.netlink.process.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lists what a configuration needs of the capabilities of its process.
public final class Privileges {

    private final Set<String> held;
    private final List<Finding> findings = new ArrayList<>();

    private Privileges(Set<String> held) {
        this.held = held;
    }

    /// Returns the effective capabilities of this process, by name.
    public static Set<String> held() {
        return Capability.effective().stream().map(Enum::name).collect(Collectors.toSet());
    }

    /// Returns the capabilities that are missing, each with what does not work without it.
    ///
    /// @param held names of effective capabilities: `CAP_NET_ADMIN`
    public static List<Finding> missing(Configuration configuration, Set<String> held) {
        Privileges all = new Privileges(held);
        all.network(configuration);
        all.scripts(configuration);
        all.process(configuration);
        return all.findings;
    }

    private void network(Configuration configuration) {
        boolean vrrp = !configuration.vrrpInstances().isEmpty();
        boolean services = !configuration.virtualServers().isEmpty();
        if (vrrp || services) {
            problem("CAP_NET_ADMIN", "neither addresses nor IPVS can be changed");
        }
        if (vrrp) {
            problem("CAP_NET_RAW", "adverts can be neither sent nor heard");
        }
        if (configuration.process().netNamespace() != null) {
            problem("CAP_SYS_ADMIN", "net_namespace cannot be entered");
        }
        if (configuration.process().ipvsNamespace() != null) {
            problem("CAP_SYS_ADMIN", "net_namespace_ipvs cannot be entered");
        }
    }

    private void scripts(Configuration configuration) {
        String user =
                held.containsAll(Set.of("CAP_SETUID", "CAP_SETGID", "CAP_KILL"))
                        ? null
                        : otherUser(configuration);
        if (user != null) {
            String lost = "scripts of user " + user + " cannot be run as that user";
            warning("CAP_SETUID", lost);
            warning("CAP_SETGID", lost);
            warning("CAP_KILL", "scripts of user " + user + " cannot be ended when they hang");
        }
    }

    /// A user other than root that scripts run as, null when there is none.
    private static @Nullable String otherUser(Configuration configuration) {
        Stream<Script> tracked =
                configuration.trackers().scripts().stream().map(VrrpScript::script);
        Stream<Script> checks =
                configuration.virtualServers().stream()
                        .flatMap(service -> service.realServers().stream())
                        .flatMap(server -> server.checkers().stream())
                        .filter(Checker.Misc.class::isInstance)
                        .map(check -> ((Checker.Misc) check).script());
        ScriptUser general = configuration.global().daemon().scripts().user();
        return Stream.concat(
                        Stream.ofNullable(general),
                        Stream.concat(tracked, checks)
                                .flatMap(script -> Stream.ofNullable(script.user())))
                .map(ScriptUser::name)
                .filter(name -> !name.equals("root") && !name.equals("0"))
                .findFirst()
                .orElse(null);
    }

    private void process(Configuration configuration) {
        SchedulingGlobals scheduling = configuration.global().daemon().scheduling();
        process("vrrp", scheduling.vrrp(), !configuration.vrrpInstances().isEmpty());
        process("checker", scheduling.checkers(), !configuration.virtualServers().isEmpty());
        process("bfd", scheduling.bfd(), !configuration.trackers().bfdInstances().isEmpty());
    }

    private void process(String role, ProcessScheduling configured, boolean runs) {
        Integer nice = configured.nice();
        if (runs && configured.realtimePriority() > 0) {
            warning(
                    "CAP_SYS_NICE",
                    role + "_rt_priority " + configured.realtimePriority() + " cannot be set");
        } else if (runs && nice != null && nice < 0) {
            warning("CAP_SYS_NICE", role + "_priority " + nice + " cannot be set");
        }
        if (runs && configured.noSwap()) {
            warning("CAP_IPC_LOCK", role + "_no_swap cannot lock memory beyond RLIMIT_MEMLOCK");
        }
    }

    private void problem(String capability, String lost) {
        if (!held.contains(capability)) {
            findings.add(Finding.problem(sentence(capability, lost), advice(capability)));
        }
    }

    private void warning(String capability, String lost) {
        if (!held.contains(capability)) {
            findings.add(Finding.warning(sentence(capability, lost), advice(capability)));
        }
    }

    private static String sentence(String capability, String lost) {
        return capability + " is missing: " + lost + ".";
    }

    private static String advice(String capability) {
        return "Run as root, or give the service AmbientCapabilities=" + capability + ".";
    }
}
