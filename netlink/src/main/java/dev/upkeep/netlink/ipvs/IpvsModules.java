package dev.upkeep.netlink.ipvs;

import dev.upkeep.netlink.ipvs.Ipvs.Refusal;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.KernelModules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kernel modules of schedulers and persistence engines. The kernel asks for them itself where
/// its `modprobe` is set up; where it is not, a service is refused with ENOENT, and we ask.
final class IpvsModules {

    /// The outcome for each module: empty when it was loaded, else why not. Each is tried once.
    private final Map<String, String> tried = new HashMap<>();

    /// Forgets what was tried, after `ip_vs` itself was loaded.
    void forget() {
        tried.clear();
    }

    /// The requests that failed because a module is missing, and those that failed because the
    /// service they belong to did.
    static List<Refusal> lacking(List<Refusal> refusals) {
        Set<ServiceKey> waiting = new HashSet<>();
        List<Refusal> lacking = new ArrayList<>();
        for (Refusal refusal : refusals) {
            Service service = service(refusal);
            if (service != null) {
                if (refusal.errno() == Errno.ENOENT) {
                    waiting.add(service.key());
                    lacking.add(refusal);
                }
            } else if (refusal.errno() == Errno.ESRCH && waiting.contains(key(refusal))) {
                lacking.add(refusal);
            }
        }
        return lacking;
    }

    /// Loads the modules that these requests need and that were not tried before.
    ///
    /// @return whether one was loaded, so that asking again makes sense
    boolean load(List<Refusal> lacking) {
        boolean loaded = false;
        for (Refusal refusal : lacking) {
            Service service = service(refusal);
            if (service != null) {
                for (String module : modules(service)) {
                    loaded |= load(module);
                }
            }
        }
        return loaded;
    }

    /// Returns the refusal with the name of what the kernel does not have.
    Refusal named(Refusal refusal) {
        Service service = service(refusal);
        if (service == null || refusal.errno() != Errno.ENOENT) {
            return refusal;
        }
        String engine = service.persistenceEngine();
        StringBuilder text = new StringBuilder("no scheduler ").append(service.scheduler());
        if (engine != null) {
            text.append(" or no persistence engine ").append(engine);
        }
        for (String module : modules(service)) {
            String problem = tried.getOrDefault(module, "");
            if (!problem.isEmpty()) {
                text.append("; ").append(problem);
            }
        }
        text.append(": ").append(refusal.text());
        return new Refusal(refusal.request(), refusal.errno(), text.toString());
    }

    private boolean load(String module) {
        if (tried.containsKey(module)) {
            return false;
        }
        try {
            KernelModules.load(module);
            tried.put(module, "");
            return true;
        } catch (KernelException failed) {
            tried.put(module, String.valueOf(failed.getMessage()));
            return false;
        }
    }

    private static List<String> modules(Service service) {
        String scheduler = "ip_vs_" + service.scheduler();
        String engine = service.persistenceEngine();
        return engine == null ? List.of(scheduler) : List.of(scheduler, "ip_vs_pe_" + engine);
    }

    /// Returns the service that a request adds or edits, null for others.
    private static @Nullable Service service(Refusal refusal) {
        return switch (refusal.request()) {
            case IpvsRequest.AddService(var service) -> service;
            case IpvsRequest.EditService(var service) -> service;
            case IpvsRequest.DeleteService _,
                    IpvsRequest.AddDestination _,
                    IpvsRequest.EditDestination _,
                    IpvsRequest.DeleteDestination _,
                    IpvsRequest.Flush _ ->
                    null;
        };
    }

    private static @Nullable ServiceKey key(Refusal refusal) {
        return switch (refusal.request()) {
            case IpvsRequest.AddService(var service) -> service.key();
            case IpvsRequest.EditService(var service) -> service.key();
            case IpvsRequest.DeleteService(var key) -> key;
            case IpvsRequest.AddDestination(var key, _) -> key;
            case IpvsRequest.EditDestination(var key, _) -> key;
            case IpvsRequest.DeleteDestination(var key, _) -> key;
            case IpvsRequest.Flush _ -> null;
        };
    }
}
