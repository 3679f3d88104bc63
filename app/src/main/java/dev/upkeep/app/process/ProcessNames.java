package dev.upkeep.app.process;

import dev.upkeep.config.model.ProcessIdentity;
import dev.upkeep.netlink.process.FileErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The names of the daemon's processes in lists of processes, as configured. VRRP and checks share
/// a process here: it has the name of VRRP where that runs.
///
/// @param parent null for the name it was started by
/// @param vrrp null for that name, too
/// @param checkers likewise
/// @param bfd likewise, where only BFD runs
public record ProcessNames(
        @Nullable String parent,
        @Nullable String vrrp,
        @Nullable String checkers,
        @Nullable String bfd) {

    private static final Path OWN = Path.of("/proc/self/comm");

    /// `process_name`, `vrrp_process_name`, `checker_process_name`, and for those that are not
    /// given `process_names`.
    public static ProcessNames of(ProcessIdentity identity) {
        return new ProcessNames(
                identity.processName(),
                identity.vrrpName() == null && identity.roleNames()
                        ? "keepalived_vrrp"
                        : identity.vrrpName(),
                identity.checkerName() == null && identity.roleNames()
                        ? "keepalived_lvs"
                        : identity.checkerName(),
                identity.bfdName() == null && identity.roleNames()
                        ? "keepalived_bfd"
                        : identity.bfdName());
    }

    /// Renames this process; the kernel keeps 15 bytes.
    ///
    /// @throws IOException naming the file and the cause
    public static void rename(String name) throws IOException {
        try {
            Files.writeString(OWN, name, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw FileErrors.named("write", OWN, e);
        }
    }
}
