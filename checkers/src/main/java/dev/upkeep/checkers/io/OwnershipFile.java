package dev.upkeep.checkers.io;

import dev.upkeep.checkers.machine.Owned;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.nft.NftTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
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

    /// The file of the network namespace of this process.
    ///
    /// @param directory for example `/run/upkeep`
    public static Path inDirectory(Path directory) {
        String namespace;
        try {
            namespace = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
        } catch (IOException e) { // no /proc: then there are no namespaces to tell apart either
            namespace = "net";
        }
        return directory.resolve("ipvs-" + namespace.replaceAll("[^a-z0-9]", "") + ".owned");
    }

    /// Reads what was saved; nothing when there is no file.
    ///
    /// @throws IOException when the file cannot be read or understood
    public Owned load() throws IOException {
        if (path == null) {
            return Owned.nothing();
        }
        Map<ServiceKey, Set<Endpoint>> entries = new LinkedHashMap<>();
        Set<NftTable.Id> tables = new LinkedHashSet<>();
        boolean syncDaemons = false;
        Set<Endpoint> servers = Set.of();
        try (var in = Files.newBufferedReader(path)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                StringTokenizer words = new StringTokenizer(line);
                String first = words.nextToken();
                switch (first) {
                    case "service" -> {
                        int protocol = Integer.parseInt(words.nextToken());
                        servers = new LinkedHashSet<>();
                        entries.put(
                                new ServiceKey.OnAddress(
                                        protocol, endpoint(words.nextToken(), words)),
                                servers);
                    }
                    case "mark" -> {
                        Family family = Family.valueOf(words.nextToken());
                        int mark = Integer.parseUnsignedInt(words.nextToken());
                        servers = new LinkedHashSet<>();
                        entries.put(new ServiceKey.OnMark(family, mark), servers);
                    }
                    case "table" -> {
                        Family family = Family.valueOf(words.nextToken());
                        tables.add(new NftTable.Id(family, words.nextToken()));
                    }
                    case "sync-daemons" -> syncDaemons = true;
                    default -> servers.add(endpoint(first, words));
                }
            }
        } catch (NoSuchFileException e) {
            return Owned.nothing();
        } catch (RuntimeException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
        return new Owned(entries, tables, syncDaemons);
    }

    private static Endpoint endpoint(String address, StringTokenizer words) {
        return new Endpoint(IpAddress.parse(address), Integer.parseInt(words.nextToken()));
    }

    /// Replaces what is saved, all or nothing. There is no file where nothing is ours.
    ///
    /// @throws IOException when it cannot be written
    void save(Owned owned) throws IOException {
        if (path == null) {
            return;
        }
        if (owned.equals(Owned.nothing())) {
            delete();
            return;
        }
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try (BufferedWriter out = Files.newBufferedWriter(next)) {
            if (owned.syncDaemons()) {
                out.write("sync-daemons\n");
            }
            for (NftTable.Id table : owned.tables()) {
                out.write("table " + table.family() + " " + table.name() + "\n");
            }
            for (var entry : owned.entries().entrySet()) {
                switch (entry.getKey()) {
                    case ServiceKey.OnAddress(int protocol, var endpoint) -> {
                        out.write("service " + protocol + " ");
                        write(endpoint, out);
                    }
                    case ServiceKey.OnMark(var family, int mark) ->
                            out.write(
                                    "mark " + family + " " + Integer.toUnsignedString(mark) + "\n");
                }
                for (Endpoint server : entry.getValue()) {
                    write(server, out);
                }
            }
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
            Files.deleteIfExists(path);
        }
    }
}
