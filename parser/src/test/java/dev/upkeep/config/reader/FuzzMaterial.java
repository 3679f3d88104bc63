package dev.upkeep.config.reader;

import dev.upkeep.config.keyword.Schema;
import dev.upkeep.config.schema.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Writes the starting material of [ReaderFuzz] to a directory: `words.dict` with every keyword of
/// the schema and the marks of the preprocessor, `inputs/` with the examples, the files with one
/// fault each and a block per schema path, and an empty `found/`. Run from the top level of the
/// project.
public final class FuzzMaterial {

    /// Marks and words that mean something to the reader without being keywords.
    static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    " {\n",
                    "\n}\n",
                    "\"",
                    "\\",
                    "\\\n",
                    "\n",
                    "#",
                    "!",
                    "@",
                    "@^",
                    "@testhost ",
                    "$",
                    "${",
                    "$A=",
                    "$A= \\\n",
                    "${A}",
                    "$A",
                    "$_PWD",
                    "${_ENV LOOP}",
                    "${_RANDOM 1 9}",
                    "${_HASH}",
                    "~SEQ(x,1,3) ",
                    "~SEQx(x,8,2,16) ",
                    "~LST({x,y},{1,2},{3}) ",
                    "$x",
                    "include fuzz.conf\n",
                    "includea *\n",
                    "include {a,{b,c}}\n",
                    "10.0.0.1",
                    "10.0.0.1-20",
                    "fe80::1",
                    "eth0",
                    "0",
                    "-1",
                    "255",
                    "65536",
                    "99999999999999999999",
                    "1.5",
                    "/32",
                    "'a b'",
                    "\\x41\\777",
                    "\u0000",
                    "\r\n",
                    "\u00e9",
                    "no",
                    "true");

    private FuzzMaterial() {}

    /// Writes the material.
    ///
    /// @param arguments the directory; made if absent, its inputs replaced
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Path inputs = Files.createDirectories(directory.resolve("inputs"));
        Files.createDirectories(directory.resolve("found"));
        Files.writeString(directory.resolve("words.dict"), dictionary());
        int number = 0;
        for (Path root : List.of(Path.of("examples"), Path.of("parser/src/test/resources/bad"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".conf")).sorted().toList()) {
                    Path copy = inputs.resolve("file-" + number++);
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        for (Schema.Path path : Schema.paths()) {
            Files.writeString(inputs.resolve("path-" + number++), smallest(path));
        }
    }

    /// libFuzzer's form: one quoted string per line, other bytes as `\xHH`.
    private static String dictionary() {
        Set<String> words = new TreeSet<>(PIECES);
        for (Schema.Path path : Schema.paths()) {
            words.add(path.node().name() + " ");
        }
        StringBuilder lines = new StringBuilder();
        for (String word : words) {
            lines.append('"');
            for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
                boolean plain = each >= ' ' && each < 0x7f && each != '"' && each != '\\';
                lines.append(plain ? String.valueOf((char) each) : "\\x%02x".formatted(each));
            }
            lines.append("\"\n");
        }
        return lines.toString();
    }

    /// The keyword of a path in its blocks, with an argument that many types take.
    private static String smallest(Schema.Path path) {
        String[] names = path.path().split("/", -1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            boolean block = i + 1 < names.length || path.node() instanceof Section<?, ?>;
            text.append("  ".repeat(i)).append(names[i]).append(" 10.0.0.1 80");
            text.append(block ? " {\n" : "\n");
        }
        return text.append("}\n".repeat(names.length)).toString();
    }
}
