package dev.upkeep.config.corpus;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.SourceLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The lines of a file that our diagnostics cover.
///
/// @param named lines that a finding names, be it as the use of a definition
/// @param ends where the blocks end in which (or at whose statement) a finding stands: keepalived
///   judges a block when it is complete, and gives the line it has just read
/// @param skipped blocks that we skipped whole
/// @param broken from such a block, from an unknown `${NAME}`, a block where none belongs or a
///   missing `{`, to the end of the outermost block around it (or of the one without `{`, which is
///   foreign to some of keepalived's processes, so that they take each of its lines for unknown):
///   where keepalived does not know a keyword, it takes the block apart, the inner `}` closes the
///   outer one, and the words that follow are unknown
record Covered(
        Set<Integer> named,
        Set<Integer> ends,
        List<Blocks.Range> skipped,
        List<Blocks.Range> broken) {

    /// Findings that name the statement from which on keepalived takes a block apart.
    private static final Set<String> TAKEN_APART = Set.of("definition.unknown", "block.unexpected");

    static Covered of(Path file, List<Diagnostic> findings) throws IOException {
        Blocks blocks = Blocks.of(file);
        Covered covered =
                new Covered(new TreeSet<>(), new TreeSet<>(), new ArrayList<>(), new ArrayList<>());
        for (Diagnostic finding : findings) {
            SourceLocation place = finding.where();
            while (place != null) {
                if (place.source().name().equals(file.toString())) {
                    covered.add(finding, place.line(), blocks);
                    if (place.line() == blocks.unended()) { // keepalived does not count that line
                        covered.named.add(place.line() - 1);
                    }
                }
                place = place.source().from();
            }
        }
        return covered;
    }

    private void add(Diagnostic finding, int line, Blocks blocks) {
        named.add(line);
        Blocks.Range around = blocks.innermost(line);
        if (around != null) {
            ends.addAll(blocks.ends(around));
        }
        boolean unclosed = finding.code().id().equals("syntax.unclosed-block");
        Blocks.Range block = unclosed ? blocks.toTheEnd(line) : blocks.openedAt(line);
        boolean left = block != null && (unclosed || skips(finding));
        if (left) {
            skipped.add(block);
        }
        boolean headless = finding.code().id().equals("block.missing");
        if (headless) {
            named.add(blocks.next(line)); // where keepalived looked for the brace
        }
        if (left || headless || TAKEN_APART.contains(finding.code().id())) {
            broken.add(new Blocks.Range(line, blocks.outermostEnd(line)));
        }
        if (headless) {
            broken.add(new Blocks.Range(line, blocks.endWithoutBrace(line)));
        }
    }

    /// Returns whether a finding at the statement of a block says that the block has no effect.
    private static boolean skips(Diagnostic finding) {
        return finding.message().contains("skipped")
                || finding.message().contains("dropped")
                || finding.code().id().startsWith("syntax.");
    }

    boolean covers(int line, List<String> messages) {
        return named.contains(line)
                || ends.contains(line)
                || skipped.stream().anyMatch(range -> range.contains(line))
                || (structural(messages)
                        && broken.stream().anyMatch(range -> range.contains(line)));
    }

    private static boolean structural(List<String> messages) {
        return messages.stream()
                .anyMatch(message ->
                        message.startsWith("Unknown keyword ")
                                || message.startsWith("Unexpected '{'")
                                || message.startsWith("Extra '}'"));
    }
}
