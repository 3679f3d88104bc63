package dev.upkeep.app;

import dev.upkeep.app.control.Answer;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.FlightRecord;
import dev.upkeep.vrrp.machine.PeerTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// The answer to `record INSTANCE`.
final class RecordLines {

    private RecordLines() {}

    /// Returns the events and peers of the instance of a name.
    ///
    /// @param now CLOCK_MONOTONIC in nanoseconds, which the times count back from
    static Answer of(List<InstanceStatus> all, String name, long now) {
        for (InstanceStatus status : all) {
            if (status.instance().name().equals(name)) {
                List<String> lines = new ArrayList<>(FlightRecord.lines(status.record(), now));
                status.peers().forEach(peer -> lines.add(line(peer, now)));
                return Answer.done(lines);
            }
        }
        return Answer.refused("no instance " + name + " runs");
    }

    private static String line(PeerTable.Peer peer, long now) {
        String line =
                String.format(
                        Locale.ROOT,
                        "peer %s last %.3f s ago, priority %d, interval %d ms, %d adverts",
                        peer.address(),
                        (now - peer.lastHeardNanos()) / 1e9,
                        peer.priority(),
                        peer.interval().toMillis(),
                        peer.adverts());
        return peer.refused().isEmpty()
                ? line
                : line + ", remarks " + new TreeMap<>(peer.refused());
    }
}
