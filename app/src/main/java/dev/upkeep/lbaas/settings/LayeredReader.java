package dev.upkeep.lbaas.settings;

import dev.upkeep.lbaas.layered.MarkTool;
import dev.upkeep.lbaas.mapping.Layers;
import dev.upkeep.lbaas.settings.ApiSettings.LayeredSettings;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `director.layered`.
final class LayeredReader {

    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");
    private static final int HEAVIEST = 65_535;

    private LayeredReader() {}

    static @Nullable LayeredSettings read(@Nullable Section section) throws SettingsException {
        if (section == null) {
            return null;
        }
        IpAddress self = section.parsed("node", IpAddress::parse);
        String uplink = section.parsed("uplink", LayeredReader::uplink);
        List<Layers.Node> nodes = new ArrayList<>();
        for (Section each : section.sections("nodes")) {
            each.required("address");
            IpAddress address = each.parsed("address", IpAddress::parse);
            long weight = each.number("weight", 1, 0, HEAVIEST);
            each.requireAllRead();
            if (address != null) {
                nodes.add(new Layers.Node(address, (int) weight));
            }
        }
        MarkTool marks = section.parsed("marks", LayeredReader::tool);
        section.requireAllRead();
        if ((uplink == null) != nodes.isEmpty() || (self == null && uplink == null)) {
            throw new SettingsException(
                    "director.layered: expected 'node' on a node, and 'uplink' with 'nodes' on a"
                            + " director",
                    null);
        }
        return new LayeredSettings(
                new Layers(self, uplink, nodes), marks == null ? MarkTool.NFT : marks);
    }

    private static String uplink(String text) {
        if (!INTERFACE.matcher(text).matches()) {
            throw new IllegalArgumentException("expected the name of an interface, got " + text);
        }
        return text;
    }

    private static MarkTool tool(String text) {
        for (MarkTool each : MarkTool.values()) {
            if (each.word().equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "expected one of "
                        + String.join(
                                ", ", Arrays.stream(MarkTool.values()).map(MarkTool::word).toList())
                        + ", got "
                        + text);
    }
}
