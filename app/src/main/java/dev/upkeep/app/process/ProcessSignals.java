package dev.upkeep.app.process;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/// The signals that reach this process. The launcher's handler writes the number of each into a
/// pipe (`signals.c`), and one thread reads them: Java's own way makes a thread for each signal,
/// and under a limit of processes the signal is lost.
final class ProcessSignals {

    private static final int HUP = 1;
    private static final int INT = 2;
    private static final int USR1 = 10;
    private static final int USR2 = 12;
    private static final int TERM = 15;

    private static final Map<Integer, DaemonSignal> MEANINGS =
            Map.of(
                    TERM,
                    DaemonSignal.STOP,
                    INT,
                    DaemonSignal.STOP,
                    HUP,
                    DaemonSignal.RELOAD,
                    USR1,
                    DaemonSignal.DATA,
                    USR2,
                    DaemonSignal.STATS,
                    SignalNumbers.JSON,
                    DaemonSignal.JSON,
                    SignalNumbers.STATS_CLEAR,
                    DaemonSignal.STATS_CLEAR);

    private ProcessSignals() {}

    /// Takes over the signals, for as long as the process lives. Without the launcher, in tests and
    /// while the AOT cache is trained, they keep what they do.
    ///
    /// @param ignoreInterrupt whether INT is survived and asks for nothing
    /// @param signals takes each as it comes, on a thread of its own
    /// @throws IOException when there is no descriptor for the pipe
    static void handle(boolean ignoreInterrupt, Consumer<DaemonSignal> signals) throws IOException {
        if (!launched()) {
            return;
        }
        take(MEANINGS.keySet().stream().mapToInt(Integer::intValue).toArray());
        Thread.ofPlatform().name("signals").daemon().start(() -> pass(ignoreInterrupt, signals));
    }

    private static void pass(boolean ignoreInterrupt, Consumer<DaemonSignal> signals) {
        try {
            for (int number = next(); number != 0; number = next()) {
                DaemonSignal meaning = MEANINGS.get(number);
                if (meaning != null && !(ignoreInterrupt && number == INT)) {
                    signals.accept(meaning);
                }
            }
        } catch (IOException e) { // a daemon that hears no signal is to end
            throw new IllegalStateException("signals cannot be read: " + e.getMessage(), e);
        }
    }

    /// Ends the thread: the end of the virtual machine waits 0.3 s for one that is in a system
    /// call.
    static void end() {
        if (launched()) {
            release();
        }
    }

    private static boolean launched() {
        return System.getProperty("upkeep.program") != null;
    }

    /// Installs the handler for these numbers.
    private static native void take(int[] numbers) throws IOException;

    /// Waits for a signal.
    ///
    /// @return its number, 0 after [#release]
    private static native int next() throws IOException;

    /// Lets [#next] return.
    private static native void release();
}
