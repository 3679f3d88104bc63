package dev.upkeep.netlink.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteDecoder;
import dev.upkeep.netlink.route.RouteEncoder;
import dev.upkeep.netlink.wire.Acknowledgement;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.Netlink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Conversations with the rtnetlink that every kernel has, about what everybody may ask.
class NetlinkSocketTest {

    private static final int RTM_GETLINK = 18;
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_GETROUTE = 26;
    private static final int LOOPBACK = 1; // interface index
    private static final int NOWHERE = 0x7fff0000; // no interface has this index

    private final NetlinkSocket socket;
    private final List<String> answers = new ArrayList<>();

    NetlinkSocketTest() throws KernelException {
        socket = NetlinkSocket.open("test socket", Netlink.NETLINK_ROUTE);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    /// Writes the question for one link.
    private int ask(int interfaceIndex) {
        int sequence = socket.nextSequence();
        socket.writer().begin(RTM_GETLINK, 0, sequence).header32(0).header32(interfaceIndex);
        socket.writer().header32(0).header32(0).end();
        return sequence;
    }

    private void exchange() throws KernelException {
        socket.exchange(
                new NetlinkSocket.Answers() {
                    @Override
                    public void refused(int sequence, Acknowledgement ack) {
                        answers.add(sequence + " refused " + ack.errno());
                    }

                    @Override
                    public void message(MessageReader message) {
                        answers.add(message.sequence() + " type " + message.type());
                    }
                });
    }

    private List<Link> dump(NetlinkSocket.Decoder<Link> decoder) throws KernelException {
        return socket.dump("dump links", RouteEncoder::dumpLinks, decoder);
    }

    @Test
    void exchange_whenOneInTheMiddleIsRefused_saysWhichAndAnswersTheOthers()
            throws KernelException {
        int first = ask(LOOPBACK);
        int second = ask(NOWHERE);
        int third = ask(LOOPBACK);
        exchange();
        assertThat(answers)
                .containsExactly(
                        first + " type " + RTM_NEWLINK,
                        second + " refused " + Errno.ENODEV,
                        third + " type " + RTM_NEWLINK);
        assertThat(socket.receive()).isNull();
    }

    @Test
    void exchange_whenAnswersOfAnEarlierOneAreLeft_skipsThem() throws KernelException {
        ask(NOWHERE);
        socket.send();
        int sequence = ask(LOOPBACK);
        exchange();
        assertThat(answers).containsExactly(sequence + " type " + RTM_NEWLINK);
    }

    @Test
    void exchange_whenNothingWasWritten_sendsNothing() throws KernelException {
        exchange();
        assertThat(answers).isEmpty();
    }

    @Test
    void request_whenRefused_namesOperationErrnoAndMeaning() {
        ask(NOWHERE);
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() -> socket.request("read link", _ -> null))
                .withMessage("read link: ENODEV, No such device (errno 19)");
    }

    @Test
    void dump_whenLongerThanADatagram_isReadToTheEndAgainAndAgain() throws KernelException {
        List<Link> links = dump(RouteDecoder::link);
        assertThat(links).extracting(Link::name).contains("lo");
        assertThat(dump(RouteDecoder::link)).isEqualTo(links);
        assertThat(socket.receive()).isNull();
    }

    @Test
    void dump_whenAMessageIsMalformed_saysSo() {
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() ->
                        dump(_ -> {
                            throw new MalformedMessageException("link without name");
                        }))
                .withMessageContaining("read from test socket: link without name");
    }

    @Test
    void dump_whenRefused_namesIt() {
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() ->
                        socket.dump(
                                "dump nonsense",
                                (out, sequence) ->
                                        out.begin(4000, Netlink.NLM_F_DUMP, sequence)
                                                .header32(0)
                                                .end(),
                                RouteDecoder::link))
                .withMessageStartingWith("dump nonsense: ENOTSUP");
    }

    /// A receive buffer as small as the kernel allows.
    private void overrun() throws KernelException {
        socket.receiveBuffer(1);
        for (int i = 0; i < 100; i++) {
            ask(LOOPBACK);
        }
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(this::exchange)
                .satisfies(lost -> assertThat(lost.errno()).isEqualTo(Errno.ENOBUFS));
        answers.clear();
        socket.receiveBuffer(NetlinkSocket.RECEIVE_BUFFER);
    }

    @Test
    void exchange_afterAnOverrun_answersAsEver() throws KernelException {
        overrun();
        int sequence = ask(LOOPBACK);
        exchange();
        assertThat(answers).containsExactly(sequence + " type " + RTM_NEWLINK);
    }

    @Test
    void dump_afterAnOverrun_isWhole() throws KernelException {
        overrun();
        assertThat(dump(RouteDecoder::link)).extracting(Link::name).contains("lo");
    }

    @Test
    void dump_afterOneThatFailedInTheMiddle_isWhole() throws KernelException {
        // The kernel makes the next part of a dump only when half of this is free.
        socket.receiveBuffer(4096);
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() ->
                        dumpRoutes(_ -> {
                            throw new MalformedMessageException("no route");
                        }));
        assertThat(dumpRoutes(message -> message.type())).isNotEmpty();
    }

    /// Those of all tables: more than one datagram.
    private List<Integer> dumpRoutes(NetlinkSocket.Decoder<Integer> decoder)
            throws KernelException {
        return socket.dump(
                "dump routes",
                (out, sequence) ->
                        out.begin(RTM_GETROUTE, Netlink.NLM_F_DUMP, sequence)
                                .header32(0)
                                .header32(0)
                                .header32(0)
                                .end(),
                decoder);
    }
}
