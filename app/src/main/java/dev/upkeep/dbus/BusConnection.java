package dev.upkeep.dbus;

import dev.upkeep.dbus.object.BusAnswer;
import dev.upkeep.dbus.object.BusCall;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.MethodReturn;
import org.freedesktop.dbus.spi.message.InputStreamMessageReader;
import org.freedesktop.dbus.spi.message.OutputStreamMessageWriter;
import org.jspecify.annotations.Nullable;

/// One connection to a bus, over a socket of the JDK with the messages of dbus-java. One thread
/// reads; any thread may send.
///
/// dbus-java's own transport is not used: its authentication needs modules of the JDK that nothing
/// else here does.
final class BusConnection implements AutoCloseable {

    private static final String BUS = "org.freedesktop.DBus";
    private static final String BUS_PATH = "/org/freedesktop/DBus";

    private static final int NO_REPLY_EXPECTED = 1;
    private static final int MAX_LINE = 1024;

    private final SocketChannel channel;
    private final InputStreamMessageReader reader;
    private final OutputStreamMessageWriter writer;
    private final MessageFactory messages =
            new MessageFactory(
                    (byte) (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? 'B' : 'l'));

    /// What came, as far as it concerns the objects.
    interface Calls {
        /// Answers a call.
        BusAnswer answer(BusCall call);
    }

    private BusConnection(SocketChannel channel) {
        this.channel = channel;
        reader = new InputStreamMessageReader(channel);
        writer = new OutputStreamMessageWriter(channel);
    }

    /// Connects as a user.
    ///
    /// @param user the effective one of this process
    /// @throws IOException when there is no bus, or it refuses
    static BusConnection open(UnixDomainSocketAddress address, int user) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        try {
            authenticate(channel, user);
            BusConnection opened = new BusConnection(channel);
            opened.request("Hello", null);
            return opened;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// The mechanism EXTERNAL: the bus asks the kernel who is at the other end.
    private static void authenticate(SocketChannel channel, int user) throws IOException {
        String id =
                HexFormat.of()
                        .formatHex(
                                Integer.toUnsignedString(user).getBytes(StandardCharsets.US_ASCII));
        write(channel, "\0AUTH EXTERNAL " + id + "\r\n");
        String answer = line(channel);
        if (!answer.startsWith("OK ")) {
            throw new IOException("the bus answered " + answer);
        }
        write(channel, "BEGIN\r\n");
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String line(SocketChannel channel) throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (line.length() < MAX_LINE) {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("the bus closed the connection");
            }
            char next = (char) one.get(0);
            if (next == '\n') {
                return line.toString().trim();
            }
            line.append(next);
        }
        throw new IOException("the bus answered with more than a line");
    }

    /// Asks for a name.
    ///
    /// @return false when another program has it: it follows when that program ends
    boolean own(String name) throws IOException {
        Object[] answer = request("RequestName", "su", name, 0);
        long result = answer.length == 0 ? 0 : ((Number) answer[0]).longValue();
        return result == 1 || result == 4;
    }

    /// Gives a name back; the answer comes to the reader.
    void release(String name) throws IOException {
        send(call("ReleaseName", "s", name));
    }

    private MethodCall call(String member, @Nullable String signature, Object... arguments)
            throws IOException {
        try {
            return messages.createMethodCall(
                    BUS, BUS_PATH, BUS, member, (byte) 0, signature, arguments);
        } catch (DBusException e) {
            throw new IOException(e);
        }
    }

    /// Calls a method of the bus before the reader runs.
    private Object[] request(String member, @Nullable String signature, Object... arguments)
            throws IOException {
        MethodCall call = call(member, signature, arguments);
        send(call);
        while (true) {
            Message message = receive();
            if (message instanceof MethodReturn answer
                    && answer.getReplySerial() == call.getSerial()) {
                return parameters(answer);
            }
            if (message instanceof Error refused && refused.getReplySerial() == call.getSerial()) {
                Object[] reason = parameters(refused);
                throw new IOException(
                        reason.length == 0 ? refused.getName() : String.valueOf(reason[0]));
            }
        }
    }

    /// Answers calls until the bus closes the connection.
    void serve(Calls calls) throws IOException {
        while (true) {
            if (receive() instanceof MethodCall call) {
                BusAnswer answer =
                        calls.answer(
                                new BusCall(
                                        call.getPath(),
                                        call.getInterface(),
                                        call.getName(),
                                        call.getSig() == null ? "" : call.getSig(),
                                        List.of(parameters(call))));
                if ((call.getFlags() & NO_REPLY_EXPECTED) == 0) {
                    send(answer(call, answer));
                }
            }
        }
    }

    private Message answer(MethodCall call, BusAnswer answer) throws IOException {
        try {
            return switch (answer) {
                case BusAnswer.Values(String signature, List<Object> values) ->
                        messages.createMethodReturn(
                                call, signature.isEmpty() ? null : signature, values.toArray());
                case BusAnswer.Failure(String name, String text) ->
                        messages.createError(call.getSource(), name, call.getSerial(), "s", text);
            };
        } catch (DBusException e) {
            throw new IOException(e);
        }
    }

    /// Sends a signal.
    ///
    /// @param signature of the arguments, empty for none
    void signal(
            String path,
            String interfaceName,
            String member,
            String signature,
            List<Object> arguments)
            throws IOException {
        try {
            send(
                    messages.createSignal(
                            null,
                            path,
                            interfaceName,
                            member,
                            signature.isEmpty() ? null : signature,
                            arguments.toArray()));
        } catch (DBusException e) {
            throw new IOException(e);
        }
    }

    private synchronized void send(Message message) throws IOException {
        writer.writeMessage(message);
    }

    private Message receive() throws IOException {
        try {
            Message message = null;
            while (message == null) { // part of a message came
                message = reader.readMessage();
            }
            return message;
        } catch (DBusException | RuntimeException e) {
            throw new IOException("a message that is none: " + e.getMessage(), e);
        }
    }

    private static Object[] parameters(Message message) throws IOException {
        try {
            Object[] parameters = message.getParameters();
            return parameters == null ? new Object[0] : parameters;
        } catch (DBusException | RuntimeException e) {
            throw new IOException("a message that is none: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
