package dev.upkeep.app.genhash;

import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.SystemCalls;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// `SO_MARK` of a socket of Java's, which gives its descriptor to nobody: the one that `/proc`
/// shows since the socket has one. For a program without other threads that open files.
final class SocketMark {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private SocketMark() {}

    /// Marks the packets of a socket (needs CAP_NET_ADMIN).
    ///
    /// @param socket without a descriptor, as it is made
    /// @param mark unsigned 32 bits
    static void set(Socket socket, int mark) throws IOException {
        Set<Integer> before = sockets();
        socket.setReuseAddress(false); // makes the descriptor
        Set<Integer> made = sockets();
        made.removeAll(before);
        if (made.size() != 1) {
            throw new IOException("the socket is not to be found in " + DESCRIPTORS);
        }
        int fd = made.iterator().next();
        SystemCalls.check(
                SystemCalls.setOption(fd, Constants.SOL_SOCKET, Constants.SO_MARK, mark),
                "mark the socket");
    }

    private static Set<Integer> sockets() throws IOException {
        Set<Integer> found = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path each : all) {
                if (target(each).startsWith("socket:")) {
                    found.add(Integer.valueOf(each.getFileName().toString()));
                }
            }
        }
        return found;
    }

    /// What a descriptor is; nothing for that of the listing itself, which may be closed.
    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException _) {
            return "";
        }
    }
}
