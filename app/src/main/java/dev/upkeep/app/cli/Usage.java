package dev.upkeep.app.cli;

/// The texts of `--help` and `--version`.
public final class Usage {

    /// keepalived's release whose configuration language is read here.
    private static final String LANGUAGE = "2.4.3";

    /// Of this release, in keepalived's form.
    private static final String DATE = "11/27,2026";

    private Usage() {}

    /// Returns the text of `--help`.
    public static String help(String program) {
        StringBuilder out = new StringBuilder();
        out.append("Usage: ").append(program).append(" [OPTION...]\n");
        for (Option option : Option.values()) {
            String names =
                    (option.letter() == '\0' ? "      " : "  -" + option.letter() + ", ")
                            + "--"
                            + option.longName()
                            + value(option);
            out.append(names);
            if (names.length() > 30) {
                out.append('\n').repeat(' ', 32);
            } else {
                out.repeat(' ', 32 - names.length());
            }
            out.append(option.help()).append('\n');
        }
        out.append("\nCommands:\n");
        for (String[] command : COMMANDS) {
            out.append("  ").append(command[0]).repeat(' ', 30 - command[0].length());
            out.append(command[1]).append('\n');
        }
        return out.toString();
    }

    /// Returns the release of keepalived whose configuration is read, in keepalived's form.
    public static String keepalived() {
        return "Keepalived v" + LANGUAGE + " (" + DATE + ")";
    }

    /// The text of `--version`. Programs that drive keepalived read its release from the first
    /// line, and below whether it was built with JSON.
    public static String version(String release) {
        return keepalived()
                + "\n\nUpkeep v"
                + release
                + ", which reads the configuration of that release\n\nRunning on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch")
                + ", Java "
                + System.getProperty("java.version")
                + "\n\nconfigure options: --enable-json --enable-bfd --enable-regex"
                + "\n\nConfig options:  NFTABLES LVS REGEX VRRP VRRP_AUTH JSON BFD"
                + " OLD_CHKSUM_COMPAT INIT=systemd SYSTEMD_NOTIFY\n";
    }

    private static final String[][] COMMANDS = {
        {"check [--json] FILE...", "Check configurations, showing the lines in question"},
        {"explain KEYWORD|PATH", "What a keyword means"},
        {"genhash -s ADDR -p PORT -u URL", "Print the digest of a page for HTTP_GET"},
        {"plan FILE", "What starting or reloading with FILE would change"},
        {"server list [VIRTUAL]", "The real servers of the running daemon"},
        {"server drain VIRTUAL REAL", "No new connections for a real server"},
        {"server disable VIRTUAL REAL", "Take a real server out"},
        {"server enable VIRTUAL REAL", "Give it back what the configuration says"},
    };

    private static String value(Option option) {
        return switch (option.argument()) {
            case NONE -> "";
            case REQUIRED -> "=" + option.placeholder();
            case OPTIONAL -> "[=" + option.placeholder() + "]";
        };
    }
}
