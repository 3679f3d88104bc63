package dev.upkeep.app.reload;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.ReloadPolicy;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.ExitClass;
import dev.upkeep.config.source.Severity;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides whether a reload applies what was read.
///
/// keepalived applies whatever it understood, so that a lost brace takes running services away. By
/// default ours applies it as well, unless an error costs something that runs: something that the
/// running configuration has, the new one has not, and the new text still names.
///
/// @param refusal why not, as a clause; null when it applies
public record ReloadDecision(@Nullable String refusal) {

    private static final int NAMED = 5;
    private static final int SHORTEST = 4;
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    /// The errors of a reading, and its unresolved includes: those of the running configuration
    /// stand against no reload.
    public static Set<String> faults(ReadResult read) {
        return read.diagnostics().stream()
                .filter(found ->
                        found.severity() == Severity.ERROR
                                || found.severity() == Severity.FATAL
                                || found.severity() == Severity.SECURITY
                                || ofInclude(found))
                .map(ReloadDecision::fault)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String fault(Diagnostic found) {
        return found.code().id() + " " + found.message();
    }

    private static boolean ofInclude(Diagnostic found) {
        return found.code().id().startsWith("include.");
    }

    /// Decides.
    ///
    /// @param policy of the new text where it names one, else of the running configuration
    /// @param accepted faults of the running configuration
    /// @param lines the words that were read, asked for only when they matter
    public static ReloadDecision of(
            ReloadPolicy policy,
            Configuration running,
            Set<String> accepted,
            ReadResult read,
            Supplier<List<List<String>>> lines) {
        Diagnostic none = nothingToRead(read);
        if (none != null) {
            return new ReloadDecision(none.message());
        }
        List<Diagnostic> fresh =
                read.diagnostics().stream()
                        .filter(found ->
                                faults(new ReadResult(read.configuration(), List.of(found)))
                                        .stream()
                                        .anyMatch(fault -> !accepted.contains(fault)))
                        .toList();
        return switch (policy) {
            case KEEPALIVED -> new ReloadDecision(null);
            case STRICT -> strict(fresh);
            case DEFAULT -> new ReloadDecision(loss(running, read.configuration(), fresh, lines));
        };
    }

    private static @Nullable Diagnostic nothingToRead(ReadResult read) {
        return read.diagnostics().stream()
                .filter(found -> found.severity() == Severity.FATAL)
                .filter(found -> found.code().exitClass() == ExitClass.NO_CONFIGURATION)
                .findFirst()
                .orElse(null);
    }

    private static ReloadDecision strict(List<Diagnostic> fresh) {
        return new ReloadDecision(
                fresh.stream()
                        .filter(found -> found.severity() != Severity.HINT)
                        .findFirst()
                        .map(found ->
                                "reload_policy strict, and the running configuration has not this"
                                        + " error: "
                                        + found.message())
                        .orElse(null));
    }

    private static @Nullable String loss(
            Configuration running,
            Configuration next,
            List<Diagnostic> fresh,
            Supplier<List<List<String>>> lines) {
        if (Inventory.none(running) || (fresh.isEmpty() && !Inventory.none(next))) {
            return null;
        }
        Inventory before = Inventory.of(running);
        Inventory after = Inventory.of(next);
        ConfigurationText text = new ConfigurationText(lines.get());
        if (text.isBlank()) {
            return sentence("the file is empty", before.items().keySet().stream().toList());
        }
        boolean include = fresh.stream().anyMatch(ReloadDecision::ofInclude);
        List<String> lost =
                before.items().values().stream()
                        .filter(item -> !after.items().containsKey(item.name()))
                        .filter(item ->
                                include || stillUsed(item, after, text) || misspelt(item, fresh))
                        .map(ConfiguredItem::name)
                        .toList();
        if (lost.isEmpty()) {
            return null;
        }
        Diagnostic cause =
                fresh.stream()
                        .filter(found -> !include || ofInclude(found))
                        .findFirst()
                        .orElseThrow();
        return sentence("by an error (" + cause.message() + ")", lost);
    }

    /// Returns whether the new text still names something that the new configuration has not.
    private static boolean stillUsed(ConfiguredItem item, Inventory after, ConfigurationText text) {
        int written = text.count(item.text());
        return written > after.count(item.text()) || (written == 0 && text.isUnresolved());
    }

    /// Returns whether an error is about a word that is nearly a word of the item: `192.0.2.1O`.
    private static boolean misspelt(ConfiguredItem item, List<Diagnostic> fresh) {
        for (Diagnostic found : fresh) {
            Matcher quoted = QUOTED.matcher(found.message());
            while (quoted.find()) {
                String word = quoted.group(1).replaceFirst("/\\d*$", "");
                for (String own : item.text().words()) {
                    if (own.length() >= SHORTEST && nearly(own, word)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// Returns whether two words differ by one character that is another, is missing or is too
    /// much.
    private static boolean nearly(String a, String b) {
        int start = 0;
        int shorter = Math.min(a.length(), b.length());
        while (start < shorter && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        return Math.max(a.length(), b.length()) - start - end <= 1;
    }

    private static String sentence(String cause, List<String> lost) {
        String names =
                lost.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (lost.size() > NAMED ? " and " + (lost.size() - NAMED) + " more" : "");
        return cause
                + ", so that this would be lost: "
                + names
                + "; upkeep reload --force applies it, as reload_policy keepalived would";
    }
}
