package dev.upkeep.app.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The other end of a [ControlSocket].
public final class ControlClient {

    /// Longer than a daemon takes to say that it does not answer.
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ControlClient() {}

    /// Asks the daemon to read its configuration anew; returns when the kernel has it.
    ///
    /// @return the findings, and why the old configuration stays where it does
    /// @throws IOException when no daemon can be asked, saying why
    public static Answer reload(Path socket) throws IOException {
        return reload(socket, false);
    }

    /// Asks the daemon to read its configuration anew; returns when the kernel has it.
    ///
    /// @param force applies also what would be refused because of what it costs
    /// @return the findings, and why the old configuration stays where it does
    /// @throws IOException when no daemon can be asked, saying why
    public static Answer reload(Path socket, boolean force) throws IOException {
        List<String> words = force ? List.of("reload", "force") : List.of("reload");
        return ask(socket, words, ControlRequest.Reload.LIMIT.plus(LIMIT));
    }

    /// Asks the daemon behind a socket.
    ///
    /// @param words of the request
    /// @throws IOException when no daemon can be asked, saying why
    public static Answer ask(Path socket, List<String> words) throws IOException {
        return ask(socket, words, LIMIT);
    }

    /// Asks the daemon behind a socket.
    ///
    /// @param words of the request
    /// @param limit how long the answer may take
    /// @throws IOException when no daemon can be asked, saying why
    public static Answer ask(Path socket, List<String> words, Duration limit) throws IOException {
        Runnable callOff = Timeouts.clock().after(limit, Thread.currentThread()::interrupt);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return exchange(channel, words);
        } catch (ClosedByInterruptException e) {
            throw new IOException(
                    socket + ": the daemon did not answer within " + limit.toSeconds() + " s", e);
        } catch (ConnectException e) {
            throw new IOException("no daemon is running: nobody listens at " + socket, e);
        } catch (IOException e) {
            throw Files.exists(socket)
                    ? new IOException(socket + ": " + e.getMessage(), e)
                    : new IOException("no daemon is running: there is no " + socket, e);
        } finally {
            callOff.run();
        }
    }

    /// A daemon that has no place for us says so and hangs up at once: then neither our request nor
    /// the end of its answer may get through, and what it said counts all the same.
    private static Answer exchange(SocketChannel channel, List<String> words) throws IOException {
        String line = words.stream().map(RequestWord::encode).collect(Collectors.joining(" "));
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        IOException unsent = attempt(() -> send(channel, line + "\n"));
        IOException cutOff = attempt(() -> receive(channel, received));
        Answer answer = Answer.parse(received.toString(StandardCharsets.UTF_8));
        if (answer != null) {
            return answer;
        }
        IOException failure = unsent == null ? cutOff : unsent;
        throw failure == null
                ? new IOException("the daemon hung up in the middle of its answer")
                : failure;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static @Nullable IOException attempt(Step step) throws ClosedByInterruptException {
        try {
            step.run();
            return null;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            return e;
        }
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private static void receive(SocketChannel channel, ByteArrayOutputStream into)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer) >= 0) {
            into.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }
}
