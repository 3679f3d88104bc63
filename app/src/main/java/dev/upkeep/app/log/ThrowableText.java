package dev.upkeep.app.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/// A message with the stack of what caused it.
final class ThrowableText {

    private ThrowableText() {}

    /// The text alone, or followed by the stack on lines of its own.
    static String append(String text, @Nullable Throwable cause) {
        if (cause == null) {
            return text;
        }
        StringWriter out = new StringWriter();
        out.append(text).append('\n');
        cause.printStackTrace(new PrintWriter(out, true));
        return out.toString().stripTrailing();
    }
}
