package dev.upkeep.lbaas.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of servers that HAProxy's runtime API changes without a reload: their weights, and
/// whether they are disabled.
public final class HaproxyServers {

    private static final Pattern SERVER =
            Pattern.compile("^  server (\\S+) (\\S+) weight (\\d+)(.*?)( disabled)?$");
    private static final String BACKEND = "backend ";

    private HaproxyServers() {}

    /// A configuration of [HaproxyMapping] without these values. Two configurations with the same
    /// rest need no reload between them.
    public static String rest(String configuration) {
        StringBuilder out = new StringBuilder();
        configuration
                .lines()
                .map(SERVER::matcher)
                .map(line -> line.replaceFirst("  server $1 $2$4"))
                .forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    /// The commands after which a process has the values of a configuration, whatever it had.
    public static List<String> commands(String configuration) {
        List<String> commands = new ArrayList<>();
        String backend = "";
        for (String line : configuration.lines().toList()) {
            if (line.startsWith(BACKEND)) {
                backend = line.substring(BACKEND.length());
            }
            Matcher server = SERVER.matcher(line);
            if (server.matches()) {
                String name = "set server " + backend + "/" + server.group(1);
                commands.add(name + " weight " + server.group(3));
                commands.add(name + " state " + (server.group(5) == null ? "ready" : "maint"));
            }
        }
        return commands;
    }
}
