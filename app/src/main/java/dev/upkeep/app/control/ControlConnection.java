package dev.upkeep.app.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;

/// One request and its answer, on a thread of its own. An alarm interrupts that thread, which ends
/// whatever it waits for: the rest of the request, the answer, a reader that does not read.
///
/// @param handler must not block
record ControlConnection(
        SocketChannel channel,
        Function<ControlRequest, CompletableFuture<Answer>> handler,
        Timeouts alarm,
        Logger log) {

    /// Of a request with its end of line, in bytes.
    static final int LONGEST_REQUEST = 4096;

    private static final Answer TOO_LONG =
            Answer.refused("the request is longer than " + LONGEST_REQUEST + " bytes");

    /// From the connection to the end of the answer, unless the request says more.
    static final Duration LIMIT = Duration.ofSeconds(5);

    /// Holds it, and closes the channel.
    void hold() {
        Limit limit = new Limit();
        try (channel) {
            Answer answer = answer(limit);
            write(channel, answer);
            channel.shutdownOutput();
            channel.configureBlocking(answer.equals(TOO_LONG)); // more may be on its way
            discard();
        } catch (ClosedByInterruptException e) {
            log.debug("Control socket: a request took longer than {} s", limit.time.toSeconds());
        } catch (IOException e) {
            log.debug("Control socket: {}", e.getMessage()); // the other side has gone
        } finally {
            limit.callOff.run();
        }
    }

    /// The alarm: first for the request, then for its answer.
    private final class Limit {
        private Duration time = LIMIT;
        private Runnable callOff = alarm.after(LIMIT, Thread.currentThread()::interrupt);

        void extend(Duration longer) {
            if (longer.compareTo(time) > 0) {
                callOff.run();
                time = longer;
                callOff = alarm.after(longer, Thread.currentThread()::interrupt);
            }
        }
    }

    private Answer answer(Limit limit) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(LONGEST_REQUEST);
        int end = readLine(request);
        if (end < 0) {
            return TOO_LONG;
        }
        try {
            String line = new String(request.array(), 0, end, StandardCharsets.UTF_8);
            ControlRequest decoded = RequestDecoder.decode(line);
            limit.extend(decoded.limit());
            return handler.apply(decoded).get();
        } catch (MalformedRequestException e) {
            return Answer.refused(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            log.error("Control socket: {}", e.getCause(), e.getCause());
            return Answer.refused("the daemon failed: " + e.getCause());
        } catch (InterruptedException e) { // the channel is still good for a word
            return Answer.refused(
                    "the daemon did not answer within " + limit.time.toSeconds() + " s");
        }
    }

    /// Reads what is left of the request: the kernel would reset a connection that is closed with
    /// something unread, and the answer with it.
    private void discard() throws IOException {
        ByteBuffer rest = ByteBuffer.allocate(LONGEST_REQUEST);
        while (channel.read(rest.clear()) > 0) {
            // until the other side has read the answer and closes
        }
    }

    /// Reads up to the end of the line, or of what the other side sends.
    ///
    /// @return the length of the line, -1 when it does not fit
    private int readLine(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            int begin = into.position();
            if (channel.read(into) < 0) {
                return begin;
            }
            for (int i = begin; i < into.position(); i++) {
                if (into.get(i) == '\n') {
                    return i;
                }
            }
        }
        return -1;
    }

    static void write(SocketChannel channel, Answer answer) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(answer.text().getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }
}
