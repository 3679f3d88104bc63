package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.process.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Remembers across a crash which virtual interfaces are ours, and the values that settings of
/// their parents had before.
///
/// @param path the file; one per network namespace
public record VirtualLinkFile(Path path) {

    /// Returns the file of the network namespace of this process.
    ///
    /// @param directory for example `/run/upkeep`
    public static VirtualLinkFile inDirectory(Path directory) {
        return new VirtualLinkFile(StateFile.ofNamespace(directory, "vmac"));
    }

    /// The remembered state.
    ///
    /// @param links names of interfaces
    /// @param settings former values by path below `/proc/sys/net`
    record Content(Set<String> links, Map<String, String> settings) {
        static final Content NOTHING = new Content(Set.of(), Map.of());

        Content {
            links = Set.copyOf(links);
            settings = Map.copyOf(settings);
        }
    }

    /// Reads what was saved; nothing when there is no file. Lines that are not understood are left
    /// out.
    ///
    /// @throws IOException when the file cannot be read
    Content load() throws IOException {
        Set<String> links = new LinkedHashSet<>();
        Map<String, String> settings = new LinkedHashMap<>();
        try {
            for (String line : StateFile.lines(path)) {
                String[] words = line.split(" ", -1);
                if (words.length == 2 && words[0].equals("link")) {
                    links.add(words[1]);
                } else if (words.length == 3 && words[0].equals("setting")) {
                    settings.put(words[1], words[2]);
                }
            }
        } catch (NoSuchFileException none) {
            return Content.NOTHING;
        }
        return new Content(links, settings);
    }

    /// Replaces what is saved, all or nothing; there is no file where there is nothing to remember.
    void save(Content content) throws IOException {
        if (content.links().isEmpty() && content.settings().isEmpty()) {
            Files.deleteIfExists(path);
            return;
        }
        StateFile.replace(
                path,
                out -> {
                    for (String link : content.links()) {
                        out.write("link " + link + "\n");
                    }
                    for (Map.Entry<String, String> setting : content.settings().entrySet()) {
                        out.write("setting " + setting.getKey() + " " + setting.getValue() + "\n");
                    }
                });
    }
}
