package dev.upkeep.app;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.netlink.io.Command;
import dev.upkeep.netlink.io.KernelException;
import dev.upkeep.netlink.io.ProcessImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The garbage collector this run has, which the launcher must choose before anybody has read the
/// configuration. G1 starts in half the time and half the memory of ZGC, because objects of the AOT
/// cache can be mapped for it; it stops the threads for some milliseconds, with tens of thousands
/// of servers for some tens. A backup that takes over after seconds does not notice. Where it waits
/// for less, the program is started again with ZGC, before it has done anything.
final class Collector {

    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    /// Set by the launcher: the directory of the distribution, and its choice.
    private static final String HOME = "upkeep.home";

    private static final String CHOICE = "upkeep.collector";

    /// Tells the launcher what to choose.
    private static final String WANTED = "UPKEEP_COLLECTOR";

    /// Ten times the longest stop of G1 that was seen: 0.12 s, starting with 50,000 real servers.
    private static final Duration TIGHT = Duration.ofMillis(1_500);

    private Collector() {}

    /// Goes over to ZGC when the configuration asks for it and the launcher chose G1. Does not
    /// return then.
    ///
    /// @param words of the command line
    static void change(List<String> words, Configuration configuration) {
        if (!"g1".equals(System.getProperty(CHOICE)) || !tight(configuration)) {
            return;
        }
        List<String> command = new ArrayList<>(words);
        command.addFirst(System.getProperty(HOME) + "/bin/upkeep");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(WANTED, "z");
        try {
            ProcessImage.replace(new Command(command, environment, null));
        } catch (KernelException refused) {
            log.warn("{}: running on with a collector of longer stops", refused.getMessage());
        }
    }

    private static boolean tight(Configuration configuration) {
        return configuration.vrrpInstances().stream()
                .anyMatch(it -> tight(it.advertInterval(), it.downTimerAdverts()));
    }

    /// Whether a backup takes over so soon that a stop of all threads could be mistaken for a dead
    /// master.
    ///
    /// @param adverts how many may be missing
    static boolean tight(Duration advertInterval, int adverts) {
        return advertInterval.multipliedBy(adverts).compareTo(TIGHT) < 0;
    }
}
