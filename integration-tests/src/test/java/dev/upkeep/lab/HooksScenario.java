package dev.upkeep.lab;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What happens to keepalived and Upkeep in [HooksTest]: servers fail and return, links go down,
/// the configuration is loaded again, with less in it, and both are stopped. Each step waits for
/// the FIFO lines that it causes.
final class HooksScenario {
    private static final String CONFIGURATION = DaemonHost.resource("hooks.conf");
    private static final Pattern REMOVED = Pattern.compile("(?s)# REMOVED\n.*?# END\n");

    /// Ends of the lines of scripts that the second reload runs.
    private static final List<String> REMOVING =
            List.of(
                    " <deleted-own>",
                    " <deleted> <INSTANCE> <DELETED> <DELETED> <100>",
                    " <gone> <INSTANCE> <GONE> <FAULT> <100>",
                    " <removed-down>",
                    " <removed-server-down>");

    private final BothDaemons<HookHost> daemons;
    private final HookHost ours;
    private final HookHost theirs;
    private final BothDaemons<List<String>> fifos;
    private final List<String> runsBeforeStop;
    private final BothDaemons<Integer> statuses;

    /// Plays all of it with two new hosts.
    HooksScenario(Lab lab) {
        theirs = new HookHost(lab, Program.KEEPALIVED, "theirs");
        ours = new HookHost(lab, Program.UPKEEP, "ours");
        daemons = new BothDaemons<>(theirs, ours);
        daemons.both(HookHost::readFifo);
        daemons.both(HookHost::serveMail);
        daemons.both(host -> host.listen(8081));
        daemons.both(host -> host.listen(8082));
        List.of("one", "two", "three")
                .forEach(name -> daemons.both(host -> host.at().write(name, "0")));
        daemons.both(host -> host.at().configure(CONFIGURATION));
        daemons.both(host -> host.at().start());
        await("GROUP \"GROUP\" MASTER 0", 1);
        await("GROUP \"BROKEN\" FAULT 0", 1);
        await("INSTANCE \"WEIGHTED\" MASTER 100", 1);
        await("INSTANCE \"DELETED\" MASTER 100", 1);
        await("INSTANCE \"GONE\" MASTER 100", 1);
        await("RS [10.9.2.1]:none:0 FWM 2 DOWN", 1);
        await("VS FWM 4 UP", 1);
        fifos = new BothDaemons<>(theirs.fifos(), ours.fifos());
        servers();
        checks();
        links();
        runsBeforeStop = reloads();
        statuses = new BothDaemons<>(theirs.end(), ours.end());
    }

    BothDaemons<HookHost> daemons() {
        return daemons;
    }

    /// The FIFOs while the daemons ran.
    BothDaemons<List<String>> fifos() {
        return fifos;
    }

    /// The runs of scripts until then, the same of both daemons.
    List<String> runsBeforeStop() {
        return runsBeforeStop;
    }

    /// The daemons' exit statuses.
    BothDaemons<Integer> statuses() {
        return statuses;
    }

    /// The health of a server is a file, 0 when all is well.
    private void servers() {
        step("one", "1", "RS [10.9.2.1]:none:0 FWM 1 DOWN", 1);
        step("two", "1", "RS [10.9.2.2]:none:0 FWM 1 DOWN", 1);
        step("three", "1", "VS FWM 1 DOWN", 1);
        step("one", "0", "RS [10.9.2.1]:none:0 FWM 1 UP", 1);
        step("two", "0", "RS [10.9.2.2]:none:0 FWM 1 UP", 1);
        step("three", "0", "VS FWM 1 UP", 2);
        step("alpha", "", "VS FWM 2 UP", 1);
        step(host -> host.at().remove("alpha"), "VS FWM 2 DOWN", 2);
    }

    private void step(String file, String text, String line, int times) {
        step(host -> host.at().write(file, text), line, times);
    }

    /// Two checks of one server: each that changes is mailed, the server goes with the first and
    /// returns with the last.
    private void checks() {
        step(host -> host.stopListening(8081), "VS FWM 3 DOWN", 1);
        daemons.both(host -> host.stopListening(8082));
        daemons.both(host -> host.awaitMail("TCP CHECK failed on service", 2));
        daemons.both(host -> host.listen(8081));
        daemons.both(host -> host.awaitMail("TCP CHECK succeed on service", 1));
        step(host -> host.listen(8082), "VS FWM 3 UP", 2);
    }

    private void links() {
        step(host -> host.link("d0", "down"), "GROUP \"GROUP\" FAULT 0", 1);
        step(host -> host.link("d0", "up"), "GROUP \"GROUP\" MASTER 0", 2);
        step(host -> host.link("d2", "up"), "GROUP \"BROKEN\" MASTER 0", 1);
        step(host -> host.link("d3", "down"), "INSTANCE \"WEIGHTED\" MASTER_PRIORITY 80", 1);
        step(host -> host.link("d3", "up"), "INSTANCE \"WEIGHTED\" MASTER_PRIORITY 100", 1);
    }

    /// A script that still runs at the stop is ended, and a mail not yet sent may be lost: so these
    /// wait for the last ones.
    private List<String> reloads() {
        daemons.both(host -> host.at().reload(1));
        daemons.both(host -> host.at().configure(REMOVED.matcher(CONFIGURATION).replaceAll("")));
        daemons.both(host -> host.at().reload(2));
        await("INSTANCE \"DELETED\" DELETED 100", 1);
        await("INSTANCE \"GONE\" FAULT 100", 1);
        await("VS FWM 4 DOWN", 1);
        for (String run : REMOVING) {
            daemons.both(host -> host.at().awaitLine(HookHost.RUNS, run, 1));
        }
        Await.until(
                "the same runs of scripts",
                DaemonHost.LIMIT,
                () -> ours.runs().equals(theirs.runs()),
                () -> theirs.runs() + "\n" + ours.runs());
        List<String> runs = ours.runs();
        daemons.both(host -> host.awaitMail("TCP CHECK succeed on service", 2));
        daemons.both(host -> host.awaitMail("GONE - Entering FAULT state", 1));
        daemons.both(host -> host.awaitMail("DELETED - Deleted", 1));
        daemons.both(host -> host.awaitMail("BROKEN - Entering MASTER state", 1));
        return runs;
    }

    private void step(Consumer<HookHost> action, String line, int times) {
        daemons.both(action);
        await(line, times);
    }

    private void await(String line, int times) {
        daemons.both(host -> host.awaitTold(line, times));
    }
}
