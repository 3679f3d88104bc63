package dev.upkeep.netlink.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// Files that a next run reads. They are replaced all or nothing; what lies in their place and is
/// no file of ours, such as a symbolic link or a device, is neither read nor written.
public final class StateFile {

    /// Most bytes that are read, far above a table of a hundred thousand servers.
    static final int LIMIT = 256 << 20;

    private StateFile() {}

    /// Returns the file in which this network namespace keeps what it owns.
    ///
    /// @param directory for example `/run/upkeep`
    /// @param kind for example `ipvs`
    public static Path ofNamespace(Path directory, String kind) {
        String namespace;
        try {
            namespace = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
        } catch (IOException e) { // no /proc: then there are no namespaces to distinguish either
            namespace = "net";
        }
        return directory.resolve(kind + "-" + namespace.replaceAll("[^a-z0-9]", "") + ".owned");
    }

    /// Reads the lines of a file.
    ///
    /// @throws NoSuchFileException when there is none
    /// @throws IOException naming file and cause when it is no regular file, is longer than 256
    ///   MiB, is no UTF-8 or cannot be read
    public static List<String> lines(Path path) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(path)))
                    .toString()
                    .lines()
                    .toList();
        } catch (CharacterCodingException binary) {
            throw new IOException("cannot read " + path + ": it is no text", binary);
        }
    }

    /// Reads a file.
    ///
    /// @throws NoSuchFileException when there is none
    /// @throws IOException naming file and cause when it is no regular file, is longer than 256 MiB
    ///   or cannot be read
    public static byte[] bytes(Path path) throws IOException {
        try {
            var attributes =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new IOException("it is no regular file");
            }
            try (var in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(LIMIT + 1);
                if (bytes.length > LIMIT) {
                    throw new IOException("it is longer than " + (LIMIT >> 20) + " MiB");
                }
                return bytes;
            }
        } catch (NoSuchFileException none) {
            throw none;
        } catch (IOException e) {
            throw FileErrors.named("read", path, e);
        }
    }

    /// Writes what a file is to hold.
    @FunctionalInterface
    public interface Content {
        /// Writes it, in UTF-8.
        void write(BufferedWriter out) throws IOException;
    }

    /// Makes the file and its directory, or replaces the file.
    ///
    /// @throws IOException naming file and cause when it cannot be written; then it is as before
    public static void replace(Path path, Content content) throws IOException {
        try {
            replaceOrFail(path, content);
        } catch (IOException e) {
            throw FileErrors.named("write", path, e);
        }
    }

    private static void replaceOrFail(Path path, Content content) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next); // of a run that was killed, or somebody's link
        try (BufferedWriter out =
                Files.newBufferedWriter(
                        next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.write(out);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
