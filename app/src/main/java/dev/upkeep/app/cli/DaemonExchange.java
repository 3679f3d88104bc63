package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.ControlClient;
import dev.upkeep.app.control.ControlSocket;
import dev.upkeep.app.status.SnapshotJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// Asks the running daemon for a command: the options that say which one and in what form, one
/// request, its answer on standard output, and the exit status.
final class DaemonExchange {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int NO_DAEMON = 2;

    /// Longer than a daemon takes to say that it does not answer.
    static final Duration LIMIT = Duration.ofSeconds(10);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "FILE",
            defaultValue = "/run/keepalived.pid",
            scope = ScopeType.INHERIT,
            description = {
                "The pid file of the daemon (default: ${DEFAULT-VALUE}); its socket lies beside",
                "it, with .sock for .pid"
            })
    private String pidFile = "";

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Prints one line of JSON instead of text.")
    private boolean json;

    /// The forms of an answer.
    ///
    /// @param text the lines of the answer as they are printed
    /// @param key what `value` is called in the JSON object
    /// @param value the lines of the answer as lists, maps and simple values
    /// @param refusal what stands before the reason when the daemon refused
    record Form(
            Function<List<String>, List<String>> text,
            String key,
            Function<List<String>, Object> value,
            String refusal) {

        Form(
                Function<List<String>, List<String>> text,
                String key,
                Function<List<String>, Object> value) {
            this(text, key, value, "");
        }

        /// The same with words before the reason of a refusal.
        Form refusal(String before) {
            return new Form(text, key, value, before);
        }

        /// Returns the form of an answer whose lines are printed as they are.
        static Form lines(String key) {
            return new Form(Function.identity(), key, lines -> lines);
        }

        /// Returns the form of an answer that is one sentence.
        static Form sentence() {
            return new Form(Function.identity(), "message", lines -> String.join("\n", lines));
        }
    }

    /// Returns whether `--json` was given.
    boolean json() {
        return json;
    }

    /// Returns the writer of results.
    PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /// Returns the writer of errors.
    PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    /// Asks, without printing.
    ///
    /// @throws IOException when no daemon can be asked, saying why
    Answer ask(List<String> words, Duration limit) throws IOException {
        return ControlClient.ask(ControlSocket.beside(Path.of(pidFile)), words, limit);
    }

    /// Asks and prints the answer.
    ///
    /// @return the exit status: [#DONE], [#REFUSED] or [#NO_DAEMON]
    int print(List<String> words, Duration limit, Form form) {
        try {
            return print(ask(words, limit), form);
        } catch (IOException e) {
            return noDaemon(e);
        }
    }

    private int print(Answer answer, Form form) {
        if (json) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put(form.key, form.value.apply(answer.lines()));
            object.put("error", answer.error());
            out().println(SnapshotJson.of(object));
        } else {
            form.text.apply(answer.lines()).forEach(out()::println);
            if (answer.error() != null) {
                err().println(form.refusal + answer.error());
            }
        }
        flush();
        return answer.error() == null ? DONE : REFUSED;
    }

    /// Says that no daemon could be asked.
    int noDaemon(IOException e) {
        if (json) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("error", e.getMessage());
            out().println(SnapshotJson.of(object));
        } else {
            err().println(e.getMessage());
        }
        flush();
        return NO_DAEMON;
    }

    private void flush() {
        out().flush();
        err().flush();
    }
}
