package dev.upkeep.lbaas.ipvs;

import dev.upkeep.app.control.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A daemon that takes the files of a directory, unless one holds a forbidden text.
public final class FakeDaemon implements DaemonClient {

    private final Path directory;
    private int reloads;
    private String forbidden = "nothing";
    private List<String> inForce = List.of();
    private List<String> servers = List.of();
    private final List<String> seen = new ArrayList<>();

    /// @param directory that its configuration includes
    public FakeDaemon(Path directory) {
        this.directory = directory;
    }

    /// Refuses files with that text from now on.
    public void forbid(String text) {
        forbidden = text;
    }

    /// The answer to `server list`.
    void servers(List<String> lines) {
        servers = lines;
    }

    /// The findings on accepted files.
    List<String> seen() {
        return seen;
    }

    /// How often it was asked to.
    public int reloads() {
        return reloads;
    }

    /// Names of the files that it took last.
    public List<String> inForce() {
        return inForce;
    }

    @Override
    public Answer reload() throws IOException {
        reloads++;
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.sorted().toList()) {
                if (Files.readString(each).contains(forbidden)) {
                    return Answer.refused("no " + forbidden);
                }
                names.add(String.valueOf(each.getFileName()));
                if (!Files.readString(each).contains("drain_timeout")) {
                    seen.add(each.getFileName() + " without drain_timeout");
                }
            }
        }
        inForce = names;
        return Answer.done(List.of());
    }

    @Override
    public Answer servers() {
        return Answer.done(servers);
    }
}
