package dev.upkeep.checkers.reconcile;

import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.netlink.process.StateFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// Remembers across a crash which entries of the kernel's table are ours: those that the running
/// configuration names. So a server that was taken out of the configuration while the daemon was
/// dead is recognised and removed, and what an operator added by hand is not.
///
/// The file lies in a directory that is empty after a boot, as the table is. It is written at start
/// and at reloads only, before the first request that depends on it.
public final class OwnershipFile {

    private final @Nullable Path path;

    /// Remembers in that file, or nothing when it is null.
    public OwnershipFile(@Nullable Path path) {
        this.path = path;
    }

    /// Returns the file of the network namespace of this process.
    ///
    /// @param directory for example `/run/upkeep`
    public static Path inDirectory(Path directory) {
        return StateFile.ofNamespace(directory, "ipvs");
    }

    /// Reads what was saved; nothing when there is no file.
    ///
    /// @throws IOException when the file cannot be read or understood
    public Ownership load() throws IOException {
        if (path == null) {
            return Ownership.nothing();
        }
        Map<ServiceKey, Set<Endpoint>> entries = new LinkedHashMap<>();
        Set<NftTable.Id> tables = new LinkedHashSet<>();
        Set<ServiceKey> drains = new LinkedHashSet<>();
        boolean syncDaemons = false;
        @Nullable ServiceKey key = null;
        Set<Endpoint> servers = Set.of();
        int number = 0;
        String entry = "";
        try {
            for (String line : StateFile.lines(path)) {
                number++;
                entry = line;
                StringTokenizer words = new StringTokenizer(line);
                String first = words.nextToken();
                switch (first) {
                    case "service" -> {
                        int protocol = Integer.parseInt(words.nextToken());
                        key =
                                new ServiceKey.OnAddress(
                                        protocol, endpoint(words.nextToken(), words));
                        servers = new LinkedHashSet<>();
                        entries.put(key, servers);
                    }
                    case "mark" -> {
                        Family family = Family.valueOf(words.nextToken());
                        int mark = Integer.parseUnsignedInt(words.nextToken());
                        key = new ServiceKey.OnMark(family, mark);
                        servers = new LinkedHashSet<>();
                        entries.put(key, servers);
                    }
                    case "table" -> {
                        Family family = Family.valueOf(words.nextToken());
                        tables.add(new NftTable.Id(family, words.nextToken()));
                    }
                    case "sync-daemons" -> syncDaemons = true;
                    case "drains" -> drains.add(Objects.requireNonNull(key, "service"));
                    default -> servers.add(endpoint(first, words));
                }
            }
        } catch (NoSuchFileException e) {
            return Ownership.nothing();
        } catch (RuntimeException e) {
            throw new IOException(path + ":" + number + ": '" + entry + "' is no entry of it", e);
        }
        return new Ownership(entries, drains, tables, syncDaemons);
    }

    private static Endpoint endpoint(String address, StringTokenizer words) {
        return new Endpoint(IpAddress.parse(address), Integer.parseInt(words.nextToken()));
    }

    /// Replaces what is saved, all or nothing. There is no file where nothing is ours.
    ///
    /// @throws IOException when it cannot be written
    void save(Ownership owned) throws IOException {
        if (path == null) {
            return;
        }
        if (owned.equals(Ownership.nothing())) {
            delete();
            return;
        }
        StateFile.replace(path, out -> write(owned, out));
    }

    private static void write(Ownership owned, BufferedWriter out) throws IOException {
        if (owned.syncDaemons()) {
            out.write("sync-daemons\n");
        }
        for (NftTable.Id table : owned.tables()) {
            out.write("table " + table.family() + " " + table.name() + "\n");
        }
        for (var entry : owned.entries().entrySet()) {
            ServiceKey key = entry.getKey();
            switch (key) {
                case ServiceKey.OnAddress(int protocol, var endpoint) -> {
                    out.write("service " + protocol + " ");
                    write(endpoint, out);
                }
                case ServiceKey.OnMark(var family, int mark) ->
                        out.write("mark " + family + " " + Integer.toUnsignedString(mark) + "\n");
            }
            if (owned.drains().contains(key)) {
                out.write("drains\n");
            }
            for (Endpoint server : entry.getValue()) {
                write(server, out);
            }
        }
    }

    private static void write(Endpoint endpoint, BufferedWriter out) throws IOException {
        out.write(endpoint.address().toString());
        out.write(' ');
        out.write(Integer.toString(endpoint.port()));
        out.write('\n');
    }

    /// Forgets everything: the table was cleaned up.
    ///
    /// @throws IOException when the file cannot be removed
    void delete() throws IOException {
        if (path != null) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw FileErrors.named("remove", path, e);
            }
        }
    }
}
