package dev.upkeep.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.value.ScriptWords.Piece;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ScriptTypeTest {

    /// The words after `notify_backup` in a file, and the arguments that keepalived 2.2.7 gave the
    /// script (recorded by the script itself).
    @SuppressWarnings("unused") // read by name
    private static final List<Line> LINES =
            List.of(
                    new Line("\"/x a b\"", "a", "b"),
                    new Line("\"/x 'a b' c\"", "a b", "c"),
                    new Line("'/x a'", "a"),
                    new Line("\"/x a\\ b\"", "a", "b"),
                    new Line("\"/x a\\\\ b\"", "a b"),
                    new Line("\"/x \\\"c d\\\"\"", "c d"),
                    new Line("\"/x '\\\"e\\\"'\"", "\"e\""),
                    new Line("\"/x \\'f g\\'\"", "f g"),
                    new Line("\"/x g\\nh\"", "g", "h"),
                    new Line("\"/x 'i\\nj'\"", "i\nj"),
                    new Line("\"/x 'k''l' m'n 'o\"", "kl", "mn o"),
                    new Line("\"/x \\\\\\\"p\\\\\\\"\"", "\"p\""),
                    new Line("\"/x q\\tr \\\\t\"", "q", "r", "\t"),
                    new Line("\"/x '' x\"", "", "x"),
                    new Line("\"/x $HOME `id` $(id) *\"", "$HOME", "`id`", "$(id)", "*"),
                    new Line("\"/x a;b | c > d\"", "a;b", "|", "c", ">", "d"));

    record Line(String written, List<String> arguments) {
        Line(String written, String... arguments) {
            this(written, List.of(arguments));
        }
    }

    @ParameterizedTest
    @FieldSource("LINES")
    void commandLine_isSplitTwice_asKeepalivedDoes(Line line) {
        List<String> arguments = read(line.written()).arguments();

        assertThat(arguments.subList(1, arguments.size())).isEqualTo(line.arguments());
    }

    @ParameterizedTest
    @FieldSource("LINES")
    void format_readBack_givesTheSameCommand(Line line) {
        Script script = read(line.written());

        assertThat(read(ScriptType.SCRIPT.format(script))).isEqualTo(script);
    }

    private static Script read(String written) {
        List<Piece> words = ScriptWords.split(written);
        assertThat(words).hasSize(1);
        return ScriptType.of(words.getFirst().text(), null);
    }
}
