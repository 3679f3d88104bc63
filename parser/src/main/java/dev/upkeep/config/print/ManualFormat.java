package dev.upkeep.config.print;

import dev.upkeep.config.schema.KeywordInfo;
import org.jspecify.annotations.Nullable;

/// The reference as a manual page, in the macros of man(7).
final class ManualFormat implements PageFormat {

    @Override
    public String head() {
        return """
        .\\" Written by the schema that reads the configuration; not by hand.
        .TH KEEPALIVED.CONF 5 "" Upkeep "File formats"
        .SH NAME
        keepalived.conf \\- configuration of upkeep(8), in the language of keepalived
        .SH DESCRIPTION
        The file
        .I /etc/keepalived/keepalived.conf
        consists of lines of words; the first word of a line is a keyword. Braces open and close blocks. What
        follows ! or # is a comment. Times are seconds unless said otherwise. [x] may be left out, .. means more of
        the same.
        .PP
        .B upkeep check
        shows what is wrong with a file, with the line and what would be right;
        .B upkeep explain
        .I KEYWORD
        prints single entries of this page.
        .PP
        A keyword said to be without effect yet is read and checked, but the daemon does not act on it.
        """;
    }

    @Override
    public String block(String title, @Nullable String help, @Nullable String usage) {
        String about = help == null ? "" : text(help) + "\n.PP\n.B " + text(usage + "") + "\n";
        return ".SH " + quoted(title) + "\n" + about;
    }

    @Override
    public String lines(String title, String syntax) {
        return ".SS " + quoted("lines of " + title) + "\n.B " + text(syntax) + "\n";
    }

    @Override
    public String row(String name, String syntax, @Nullable String byDefault, KeywordInfo info) {
        StringBuilder out = new StringBuilder(".TP\n\\fB").append(text(name)).append("\\fR");
        if (!syntax.isEmpty()) {
            out.append(' ').append(text(syntax));
        }
        out.append('\n').append(text(info.help()));
        if (byDefault != null && !byDefault.isEmpty()) {
            out.append(" Default: ").append(text(byDefault)).append('.');
        }
        if (info.writeInstead() != null) {
            out.append(" Old: write ").append(text(info.writeInstead())).append('.');
        }
        if (info.since() != null) {
            out.append(" Since ").append(text(info.since())).append('.');
        }
        if (info.meaningless() != null) {
            out.append(" No effect: ").append(text(info.meaningless())).append('.');
        }
        return out.append('\n').toString();
    }

    private static String quoted(String title) {
        return '"' + text(title).replace("\"", "\\(dq") + '"';
    }

    /// A line of roff: neither a backslash nor a point at its beginning is meant as a request.
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
