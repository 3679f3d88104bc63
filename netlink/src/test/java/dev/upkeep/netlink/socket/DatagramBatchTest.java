package dev.upkeep.netlink.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Over loopback: any datagram socket behaves here as a netlink socket does.
class DatagramBatchTest {

    private static final int NLMSG_NOOP = 1;

    private final DatagramSocket socket;
    private final DatagramBatch batch = new DatagramBatch();

    DatagramBatchTest() throws KernelException {
        socket = DatagramSocket.udp(Family.INET, SocketOptions.NONE);
        socket.bind(new Endpoint(IpAddress.parse("127.0.0.1"), 0), 0);
        socket.connect(socket.localEndpoint(), 0);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    /// Sends a datagram with messages of these sequence numbers.
    private void send(int... sequences) throws KernelException {
        ByteBuffer packet = ByteBuffer.allocateDirect(1024);
        MessageWriter out = new MessageWriter(packet);
        for (int sequence : sequences) {
            out.begin(NLMSG_NOOP, 0, sequence).header32(sequence).end();
        }
        socket.send(packet.flip());
    }

    private List<List<Integer>> receive() throws KernelException, MalformedMessageException {
        List<List<Integer>> datagrams = new ArrayList<>();
        for (MessageReader message : batch.receive(socket)) {
            List<Integer> sequences = new ArrayList<>();
            while (message.next()) {
                sequences.add(message.sequence());
            }
            datagrams.add(sequences);
        }
        return datagrams;
    }

    @Test
    void receive_whenNothingIsThere_givesNone() throws Exception {
        assertThat(receive()).isEmpty();
    }

    @Test
    void receive_whenDatagramsAreThere_givesThemInOrderFourAtATime() throws Exception {
        send(1, 2);
        send(3);
        assertThat(receive()).containsExactly(List.of(1, 2), List.of(3));
        assertThat(receive()).isEmpty();
        for (int i = 0; i < 6; i++) {
            send(i);
        }
        assertThat(receive()).containsExactly(List.of(0), List.of(1), List.of(2), List.of(3));
        assertThat(receive()).containsExactly(List.of(4), List.of(5));
    }

    @Test
    void receive_whenADatagramIsShorterThanTheLastOne_endsWhereItEnds() throws Exception {
        send(1, 2, 3, 4);
        assertThat(receive()).containsExactly(List.of(1, 2, 3, 4));
        send(5);
        assertThat(receive()).containsExactly(List.of(5));
    }
}
