package dev.upkeep.lbaas.haproxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runtime API of a HAProxy process, one command for each connection.
final class RuntimeApi {

    private static final Logger log = LoggerFactory.getLogger(RuntimeApi.class);

    /// A process that is busy answers within milliseconds.
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private RuntimeApi() {}

    /// Runs a command.
    ///
    /// @throws IOException when the process does not answer within seconds
    static String ask(Path socket, String command) throws IOException {
        return ask(socket, command, LIMIT);
    }

    /// Runs a command.
    ///
    /// @throws IOException when the process does not answer within that time
    static String ask(Path socket, String command, Duration longest) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            Thread limit = Thread.ofVirtual().start(() -> closeAfter(longest, channel));
            try {
                return answer(channel, socket, command);
            } catch (AsynchronousCloseException e) {
                throw new IOException(
                        socket + ": no answer within " + longest.toMillis() + " ms", e);
            } finally {
                limit.interrupt();
            }
        }
    }

    private static void closeAfter(Duration longest, SocketChannel channel) {
        try {
            Thread.sleep(longest);
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the answer is there
        } catch (IOException e) {
            log.warn("{}", e.getMessage());
        }
    }

    private static String answer(SocketChannel channel, Path socket, String command)
            throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
        ByteBuffer out = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            channel.write(out);
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(1 << 14);
        while (channel.read(in) >= 0) {
            answer.write(in.array(), 0, in.position());
            in.clear();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /// The rows of `show stat`, by their names of columns.
    static List<Map<String, String>> statistics(String text) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith("# ")) {
            return rows;
        }
        String[] names = lines.getFirst().substring(2).split(",", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(names.length, values.length); i++) {
                row.put(names[i], values[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    /// A column of a row; 0 where it is empty.
    static long number(Map<String, String> row, String name) {
        String text = row.getOrDefault(name, "");
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
