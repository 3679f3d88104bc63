package dev.upkeep.netlink.nft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.netlink.wire.MessageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NftEncoderTest {

    @Test
    void newTables_areTheBytesOfNft() throws IOException {
        List<NftRequest> transaction = new ArrayList<>(NftRequest.making(Samples.IP));
        transaction.addAll(NftRequest.making(Samples.IP6));

        List<String> expected = new ArrayList<>(Samples.captured("sent.hex", ""));
        // nft takes its answer from the end of the batch, which older kernels do not acknowledge.
        String lastRule = expected.get(expected.size() - 2);
        expected.set(expected.size() - 2, lastRule.replaceFirst("010c10000000", "050c10000000"));
        assertThat(encode(transaction)).containsExactlyElementsOf(expected);
    }

    @Test
    void deletion_isTheBytesOfNft() {
        assertThat(
                        encode(
                                List.of(
                                        new NftRequest.DeleteElements(
                                                Samples.IP.id(),
                                                "marked",
                                                List.copyOf(Samples.IP.elementsOf("marked"))))))
                .element(1)
                .isEqualTo( // nft delete element ip t marked { 0x63 . 10.3.0.11 }
                        "400000000e0a050001000000000000000200000006000100740000000b0002006d61726b65"
                                + "6400001800038014000180100001800c000100630000000a03000b");
        assertThat(encode(List.of(new NftRequest.DeleteTable(Samples.IP.id()))))
                .element(1)
                .isEqualTo( // nft delete table ip t
                        "1c000000020a05000100000000000000020000000600010074000000");
    }

    @Test
    void manyElements_areSplitIntoMessagesWithinTheStatedLength() {
        List<NftElement> elements =
                IntStream.range(0, 2_345)
                        .mapToObj(i ->
                                NftElement.of(
                                        Samples.address("fd00::1"),
                                        Samples.port(80),
                                        Samples.address("fd00::2:" + Integer.toHexString(i)),
                                        Samples.port(8080)))
                        .toList();
        List<NftRequest> transaction =
                List.of(new NftRequest.AddElements(Samples.IP6.id(), "tcp_destinations", elements));
        var out = new MessageWriter(ByteBuffer.allocate(1 << 20));
        int[] sequence = {0};
        List<Integer> requests = new ArrayList<>();
        new NftEncoder(
                        out,
                        request -> {
                            requests.add(request);
                            return sequence[0]++;
                        })
                .write(transaction);

        assertThat(requests).containsExactly(-1, 0, 0, 0, 0, 0, -1);
        assertThat((long) out.length()).isLessThanOrEqualTo(NftEncoder.longest(transaction));
    }

    @Test
    void longest_coversEveryKindOfRequest() {
        List<NftRequest> transaction = new ArrayList<>(NftRequest.making(Samples.IP));
        for (NftTable table : Set.of(Samples.IP, Samples.IP6)) {
            transaction.add(new NftRequest.DeleteTable(table.id()));
            transaction.addAll(NftRequest.making(table));
        }
        int bytes = encode(transaction).stream().mapToInt(message -> message.length() / 2).sum();

        assertThat((long) bytes).isLessThanOrEqualTo(NftEncoder.longest(transaction));
    }

    /// The messages in hexadecimal, numbered from 0.
    private static List<String> encode(List<NftRequest> transaction) {
        ByteBuffer buffer = ByteBuffer.allocate(65536);
        var out = new MessageWriter(buffer);
        int[] sequence = {0};
        new NftEncoder(out, _ -> sequence[0]++).write(transaction);
        byte[] bytes = new byte[out.length()];
        buffer.get(0, bytes);
        List<String> messages = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        for (int at = 0; at < bytes.length; at += in.getInt(at)) {
            messages.add(HexFormat.of().formatHex(bytes, at, at + in.getInt(at)));
        }
        return messages;
    }
}
