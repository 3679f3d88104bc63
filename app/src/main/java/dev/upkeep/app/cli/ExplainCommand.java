package dev.upkeep.app.cli;

import dev.upkeep.config.print.Explanation;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `upkeep explain`: what the schema knows of a keyword.
@Command(
        name = "explain",
        description = "Says what a keyword means: its arguments, default and place.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "KEYWORD|PATH",
            description = "A keyword, or its path such as vrrp_instance/priority")
    private String subject = "";

    /// 0, or 1 for a word that is no keyword.
    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        String text = Explanation.of(subject);
        if (text != null) {
            PrintWriter out = command.getOut();
            out.print(text);
            out.flush();
            return 0;
        }
        String near = Explanation.suggestion(subject);
        command.getErr()
                .println(
                        "'"
                                + subject
                                + "' is no keyword"
                                + (near == null ? "" : "; did you mean '" + near + "'?"));
        return 1;
    }
}
