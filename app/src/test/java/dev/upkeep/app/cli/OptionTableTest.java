package dev.upkeep.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The native launcher has to know the options, too, before there is a virtual machine: its table
/// is written from [Option] and [Commands].
class OptionTableTest {

    /// Of options without a letter; letters end below.
    private static final int FIRST_CODE = 256;

    private static final Path TABLE = Path.of("src/native/options.h");

    /// With `-Dupkeep.rewrite=true` the table is written anew.
    @Test
    void nativeTable_isThatOfTheEnum() throws IOException {
        String expected = table();
        if (Boolean.getBoolean("upkeep.rewrite")) {
            Files.writeString(TABLE, expected);
        }
        assertThat(TABLE).as("-Dupkeep.rewrite=true writes it anew").hasContent(expected);
    }

    private static String table() {
        StringBuilder out =
                new StringBuilder(
                        """
                        /* keepalived's options for getopt_long, and our commands. Written by \
                        OptionTableTest, not by hand. */
                        #include <getopt.h>

                        """);
        StringBuilder letters = new StringBuilder();
        StringBuilder names = new StringBuilder();
        int code = FIRST_CODE;
        for (Option option : Option.values()) {
            boolean unlettered = option.letter() == '\0';
            out.append("#define OPTION_").append(option.name()).append(' ');
            out.append(unlettered ? code++ : "'" + option.letter() + "'");
            out.append('\n');
            if (!unlettered) {
                letters.append(option.letter()).append(colons(option));
            }
            names.append(
                    "    {\"%s\", %s, NULL, OPTION_%s},\n"
                            .formatted(option.longName(), argument(option), option.name()));
        }
        out.append("\n#define OPTION_LETTERS \"").append(letters).append("\"\n\n");
        out.append("static const struct option OPTION_NAMES[] = {\n").append(names);
        out.append("    {NULL, 0, NULL, 0},\n};\n\n#define COMMANDS ");
        out.append(
                Commands.names().stream()
                        .sorted()
                        .map(name -> '"' + name + '"')
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow());
        return out.append('\n').toString();
    }

    private static String colons(Option option) {
        return switch (option.argument()) {
            case NONE -> "";
            case REQUIRED -> ":";
            case OPTIONAL -> "::";
        };
    }

    private static String argument(Option option) {
        return switch (option.argument()) {
            case NONE -> "no_argument";
            case REQUIRED -> "required_argument";
            case OPTIONAL -> "optional_argument";
        };
    }
}
