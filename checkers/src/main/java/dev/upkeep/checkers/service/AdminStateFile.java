package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.netlink.process.StateFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Remembers across a stop or a crash what the operator asked for, so that a server under repair
/// gets no clients because the daemon was started anew. A line for each server that is not enabled:
/// `disabled 10.2.0.1:80 tcp:10.1.0.1:80`. The name of the virtual server is the rest of the line,
/// as the name of a group may have spaces.
///
/// The file lies where that of [dev.upkeep.checkers.reconcile.OwnershipFile] lies: a boot forgets
/// it.
public final class AdminStateFile {

    private final @Nullable Path path;

    private AdminStateFile(@Nullable Path path) {
        this.path = path;
    }

    /// Returns the file beside that of the ownership; with null nothing is remembered.
    public static AdminStateFile beside(@Nullable Path ownershipFile) {
        return new AdminStateFile(
                ownershipFile == null
                        ? null
                        : ownershipFile.resolveSibling(ownershipFile.getFileName() + ".operator"));
    }

    /// Reads what was saved; nothing when there is no file.
    ///
    /// @throws IOException when the file cannot be read or understood
    public AdminStates load() throws IOException {
        if (path == null) {
            return AdminStates.NONE;
        }
        Map<AdminStates.Place, AdminState> states = new LinkedHashMap<>();
        int number = 0;
        try {
            for (String line : StateFile.lines(path)) {
                number++;
                String[] words = line.split(" ", 3);
                if (words.length < 3) {
                    throw new IllegalArgumentException("'" + line + "' has no three words");
                }
                states.put(
                        new AdminStates.Place(
                                ServiceName.parse(words[2]), ServerName.parse(words[1])),
                        AdminState.valueOf(words[0].toUpperCase(Locale.ROOT)));
            }
        } catch (NoSuchFileException e) {
            return AdminStates.NONE;
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ":" + number + ": " + e.getMessage(), e);
        }
        return new AdminStates(states);
    }

    /// Replaces what is saved, all or nothing. There is no file where every server is enabled. When
    /// it cannot be written the log says so: what was asked for counts all the same.
    void save(AdminStates adminStates, Logger log) {
        if (path == null) {
            return;
        }
        try {
            if (adminStates.states().isEmpty()) {
                Files.deleteIfExists(path);
            } else {
                StateFile.replace(path, out -> write(adminStates, out));
            }
        } catch (IOException e) {
            log.warn("What the operator asked for will not outlast a restart: {}", e.toString());
        }
    }

    private static void write(AdminStates adminStates, BufferedWriter out) throws IOException {
        for (var each : adminStates.states().entrySet()) {
            out.write(each.getValue().name().toLowerCase(Locale.ROOT));
            out.write(" " + each.getKey().server() + " " + each.getKey().service() + "\n");
        }
    }
}
