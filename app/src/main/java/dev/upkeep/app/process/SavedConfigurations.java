package dev.upkeep.app.process;

import dev.upkeep.netlink.process.FileErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of each configuration that was read, in the directory of `config_save_dir`:
/// `keepalived.conf.PID.N`, N counted from 0, as keepalived names them.
public final class SavedConfigurations {

    private static final Logger log = LoggerFactory.getLogger(SavedConfigurations.class);

    private final long pid;
    private int count;

    /// @param pid in the names of the files
    public SavedConfigurations(long pid) {
        this.pid = pid;
    }

    /// Saves a text. What cannot be written is logged: the daemon runs without it.
    ///
    /// @param directory made when it is not there; null for none
    public void save(@Nullable String directory, String text) {
        if (directory == null) {
            return;
        }
        Path file = Path.of(directory, "keepalived.conf." + pid + "." + count++);
        try {
            Files.createDirectories(Path.of(directory));
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        } catch (IOException e) {
            log.warn("Unable to write {}: {}", file, FileErrors.reason(e));
        }
    }
}
