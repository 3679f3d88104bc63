package dev.upkeep.lab.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What tshark reads from a capture file: an opinion that does not come from this project.
public final class Tshark {

    /// `PI_ERROR` of Wireshark: a packet that breaks its protocol.
    private static final int ERROR = 0x800000;

    private Tshark() {}

    /// Returns the packets that are malformed, have an expert error or a wrong checksum, or do not
    /// match a filter, a line for each.
    ///
    /// @param expected a display filter that all packets have to match
    public static List<String> faults(Path packets, String expected) {
        String filter =
                "_ws.malformed || _ws.expert.severity >= %d || ip.checksum.status == 0"
                                .formatted(ERROR)
                        + " || vrrp.checksum.status == 0 || icmpv6.checksum.status == 0"
                        + " || !(%s)".formatted(expected);
        return run(packets, filter, List.of("_ws.col.Info", "_ws.expert.message"));
    }

    /// Returns what packets say: the values of some fields, separated by a space; each row once.
    ///
    /// @param filter a display filter
    public static Set<String> rows(Path packets, String filter, String... fields) {
        Set<String> rows = new TreeSet<>();
        run(packets, filter, List.of(fields)).forEach(row -> rows.add(row.replace('\t', ' ')));
        return rows;
    }

    private static List<String> run(Path packets, String filter, List<String> fields) {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", packets.toString()));
        command.addAll(List.of("-o", "ip.check_checksum:TRUE"));
        command.addAll(List.of("-Y", filter, "-T", "fields"));
        fields.forEach(field -> command.addAll(List.of("-e", field)));
        return Commands.succeeded("tshark", Commands.attempt(command, "")).lines();
    }
}
