package dev.upkeep.app.cli;

import dev.upkeep.checkers.reconcile.OwnershipFile;
import dev.upkeep.checkers.reconcile.StateFile;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The virtual addresses of the running daemon's configuration, one in a line, for `upkeep plan`:
/// without it nobody could tell a virtual address that goes from one that the operator set.
///
/// @param path the file; one per network namespace
public record AddressFile(Path path) {

    /// The file of this network namespace.
    public static AddressFile inDirectory(Path directory) {
        Path ipvs = OwnershipFile.inDirectory(directory);
        String name = String.valueOf(ipvs.getFileName()).replace("ipvs-", "addresses-");
        return new AddressFile(ipvs.resolveSibling(name));
    }

    /// Replaces what is saved, all or nothing.
    public void save(List<VrrpInstance> instances) throws IOException {
        StateFile.replace(
                path,
                out -> {
                    for (VrrpInstance instance : instances) {
                        for (VirtualAddress each : KernelPlan.addresses(instance).toList()) {
                            out.write(each.address() + "\n");
                        }
                    }
                });
    }

    /// What was saved; nothing when no daemon runs.
    ///
    /// @throws IOException when the file cannot be read or understood
    public Set<IpAddress> load() throws IOException {
        try {
            Set<IpAddress> addresses = new HashSet<>();
            for (String line : Files.readAllLines(path, StandardCharsets.US_ASCII)) {
                addresses.add(IpAddress.parse(line));
            }
            return addresses;
        } catch (NoSuchFileException e) {
            return Set.of();
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    /// Removes the file: the daemon has given its addresses up.
    public void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
