package dev.upkeep.netlink.loop;

import java.nio.ByteBuffer;

/// The text of `/proc/PID/task/TID/schedstat` (`Documentation/scheduler/sched-stats`): nanoseconds
/// on a processor, nanoseconds in the run queue, time slices. Pure.
public final class SchedStat {

    private SchedStat() {}

    /// Returns one of the numbers of the text that remains in a buffer; 0 where there is none.
    /// Makes no garbage, and leaves the buffer as it is.
    ///
    /// @param index 0 for the time on a processor, 1 for the time in the run queue
    public static long number(ByteBuffer text, int index) {
        int at = text.position();
        for (int skipped = 0; skipped < index; skipped++) {
            while (at < text.limit() && text.get(at) != ' ') {
                at++;
            }
            at++;
        }
        long number = 0;
        for (; at < text.limit() && text.get(at) >= '0' && text.get(at) <= '9'; at++) {
            number = number * 10 + (text.get(at) - '0');
        }
        return number;
    }
}
