package dev.upkeep.app.reload;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.ReloadPolicy;
import dev.upkeep.config.model.ReloadSettings;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Knows what runs, and decides about what shall take its place. Any thread.
public final class ReloadGate {
    private volatile @Nullable Running running;

    private record Running(Configuration configuration, Set<String> faults) {}

    /// Called when a configuration begins to run.
    public void accept(ReadResult read) {
        running = new Running(read.configuration(), ReloadDecision.faults(read));
    }

    /// The configuration that runs, null before the first.
    public @Nullable Configuration running() {
        Running now = running;
        return now == null ? null : now.configuration;
    }

    /// Whether a reload applies what was read.
    ///
    /// @param file as the command line names it
    public ReloadDecision decide(ReadResult read, String file) {
        Running now = running;
        if (now == null) {
            return new ReloadDecision(null);
        }
        return ReloadDecision.of(
                policy(now.configuration, read.configuration()),
                now.configuration,
                now.faults,
                read,
                () -> texts(file, read.diagnostics()));
    }

    /// The more specific of both: a text that says how it is to be taken is taken so.
    private static ReloadPolicy policy(Configuration running, Configuration next) {
        ReloadPolicy own = settings(next).policy();
        return own == ReloadPolicy.DEFAULT ? settings(running).policy() : own;
    }

    private static ReloadSettings settings(Configuration configuration) {
        return configuration.global().daemon().reload();
    }

    /// The main file and the files in which something was found.
    private static List<String> texts(String file, List<Diagnostic> findings) {
        Set<String> names = new LinkedHashSet<>();
        names.add(file);
        for (Diagnostic finding : findings) {
            SourceLocation at = finding.where();
            while (at != null) {
                Source source = at.source();
                if (source.definition() == null) {
                    names.add(source.name());
                }
                at = source.from();
            }
        }
        List<String> texts = new ArrayList<>();
        for (String name : names) {
            texts.add(text(name, file));
        }
        return texts;
    }

    /// A relative name is one beside the main file. What cannot be read, such as a pattern, stands
    /// for its own include line.
    private static String text(String name, String main) {
        try {
            Path path = Path.of(name);
            Path found = Files.isRegularFile(path) ? path : Path.of(main).resolveSibling(path);
            return Files.readString(found, StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException unreadable) {
            return "include " + name;
        }
    }
}
