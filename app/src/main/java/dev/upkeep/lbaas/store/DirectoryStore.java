package dev.upkeep.lbaas.store;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// One file for each document. It is written beside its place, forced to the disk, renamed, and the
/// directory forced too: after a crash there is the old document or the new one. One process alone
/// holds the directory.
public final class DirectoryStore implements Store {

    private static final String SUFFIX = ".json";
    private static final String UNFINISHED = ".new";

    private final Path directory;
    private final FileChannel lockFile;
    private final Map<String, Long> revisions = new HashMap<>();
    private long last;

    /// Opens a directory, which is made when it is not there.
    ///
    /// @throws StoreException when it cannot be used, or another process holds it
    public DirectoryStore(Path directory) throws StoreException {
        this.directory = directory;
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            lockFile =
                    FileChannel.open(
                            directory.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed("open", e);
        }
        lock();
    }

    private void lock() throws StoreException {
        try {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return; // held until the channel closes
            }
            lockFile.close();
        } catch (IOException | IllegalStateException e) {
            throw failed("lock", e);
        }
        throw new StoreException(directory + ": another process holds it", null);
    }

    private StoreException failed(String operation, Exception cause) {
        return new StoreException(
                directory + ": cannot " + operation + ": " + cause.getMessage(), cause);
    }

    @Override
    public synchronized List<Document> all() throws StoreException {
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(UNFINISHED)) {
                    Files.delete(file); // a crash came before it counted
                } else if (name.endsWith(SUFFIX)) {
                    String key = key(name);
                    long revision = revisions.computeIfAbsent(key, _ -> ++last);
                    documents.add(new Document(key, Files.readString(file), revision));
                }
            }
        } catch (IOException e) {
            throw failed("read", e);
        }
        return documents;
    }

    /// Keys hold names that clients choose: what could lead out of the directory, or stand for
    /// something else there, becomes `%` and two hexadecimal digits.
    private Path file(String key) {
        StringBuilder name = new StringBuilder();
        for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
            if (each == '/') {
                name.append('_');
            } else if (Character.isLetterOrDigit(each) || each == '-') {
                name.append((char) each);
            } else {
                name.append('%').append(HexFormat.of().toHexDigits(each));
            }
        }
        return directory.resolve(name + SUFFIX);
    }

    private static String key(String fileName) {
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        return URLDecoder.decode(name.replace('_', '/'), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized long put(String key, String text, long expected) throws StoreException {
        require(key, expected);
        Path file = file(key);
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            writeForced(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory();
        } catch (IOException e) {
            throw failed("write " + file.getFileName(), e);
        }
        last++;
        revisions.put(key, last);
        return last;
    }

    private static void writeForced(Path file, String text) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private void forceDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long claim(String key, String text, long known) throws StoreException {
        return put(key, text, 0);
    }

    @Override
    public synchronized void delete(String key, long expected) throws StoreException {
        require(key, expected);
        try {
            Files.delete(file(key));
            forceDirectory();
        } catch (NoSuchFileException e) {
            throw new ConflictException(key);
        } catch (IOException e) {
            throw failed("delete " + key, e);
        }
        revisions.remove(key);
    }

    private void require(String key, long expected) throws ConflictException {
        if (revisions.getOrDefault(key, 0L) != expected) {
            throw new ConflictException(key);
        }
    }

    /// Nobody else writes: the lock holds them off.
    @Override
    public void listen(Listener listener) {
        Objects.requireNonNull(listener);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new IllegalStateException(directory + ": cannot close", e);
        }
    }
}
