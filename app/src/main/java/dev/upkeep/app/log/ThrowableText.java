package dev.upkeep.app.log;

import dev.upkeep.net.PrintableText;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/// A message with the stack of what caused it.
final class ThrowableText {

    private ThrowableText() {}

    /// Returns the text alone, on one line, or followed by the stack on lines of its own.
    static String append(String text, @Nullable Throwable cause) {
        String line = PrintableText.of(text);
        if (cause == null) {
            return line;
        }
        StringWriter stack = new StringWriter();
        cause.printStackTrace(new PrintWriter(stack, true));
        StringBuilder out = new StringBuilder(line);
        for (String each : stack.toString().stripTrailing().split("\n", -1)) {
            out.append('\n').append(PrintableText.of(each.replace("\t", "    ")));
        }
        return out.toString();
    }
}
