package dev.upkeep.netlink.wire;

import dev.upkeep.fuzz.Fuzz;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.ipvs.IpvsDecoder;
import dev.upkeep.netlink.nft.NftDecoder;
import dev.upkeep.netlink.nft.NftSet;
import dev.upkeep.netlink.route.RouteDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The decoders of netlink messages, which the kernel writes, but other programs, too.
class WireFuzzTest {

    private static final Set<Class<? extends Throwable>> MALFORMED =
            Set.of(MalformedMessageException.class);
    private static final int MESSAGES = 2000;
    private static final int[] GENERIC = {2, 3, 27};
    private static final int[] ROUTE = {16, 17, 20, 21, 24};
    private static final int[] NFTABLES = {0xa00, 0xa03, 0xa06, 0xa09, 0xa0c, 0xa0f};
    private static final int[] VALUE_LENGTHS = {0, 1, 2, 3, 4, 8, 16, 20};

    private final SplittableRandom making = new SplittableRandom(7);

    @Test
    void ipvsMessages_areDecodedOrMalformed() {
        Fuzz.run(
                "ipvs",
                messages(GENERIC, 4),
                MALFORMED,
                (input, random) -> {
                    int kind = random.nextInt(8);
                    MessageReader reader = reader(input);
                    while (reader.next()) {
                        switch (kind) {
                            case 0 -> IpvsDecoder.service(reader);
                            case 1 -> IpvsDecoder.serviceStatus(reader);
                            case 2 -> IpvsDecoder.destination(reader, Family.INET);
                            case 3 -> IpvsDecoder.destinationStatus(reader, Family.INET6);
                            case 4 -> IpvsDecoder.timeouts(reader);
                            case 5 -> IpvsDecoder.daemon(reader);
                            case 6 -> IpvsDecoder.info(reader);
                            default -> GenericFamily.decode(reader);
                        }
                    }
                });
    }

    @Test
    void routeMessages_areDecodedOrMalformed() {
        Fuzz.run(
                "route",
                messages(ROUTE, 16),
                MALFORMED,
                (input, random) -> {
                    MessageReader reader = reader(input);
                    while (reader.next()) {
                        switch (random.nextInt(3)) {
                            case 0 -> RouteDecoder.event(reader);
                            case 1 -> RouteDecoder.link(reader);
                            default -> RouteDecoder.address(reader);
                        }
                    }
                });
    }

    @Test
    void nftablesMessages_areDecodedOrMalformed() {
        @Nullable NftSet[] last = new @Nullable NftSet[1];
        Fuzz.run(
                "nftables",
                messages(NFTABLES, 4),
                MALFORMED,
                (input, random) -> {
                    int kind = random.nextInt(6);
                    MessageReader reader = reader(input);
                    while (reader.next()) {
                        switch (kind) {
                            case 0 -> NftDecoder.generation(reader);
                            case 1 -> NftDecoder.table(reader);
                            case 2 -> NftDecoder.chain(reader);
                            case 3 -> last[0] = NftDecoder.set(reader).value();
                            case 4 -> {
                                NftSet set = last[0];
                                if (set != null) {
                                    NftDecoder.elements(reader, set);
                                }
                            }
                            default -> NftDecoder.rule(reader);
                        }
                    }
                });
    }

    @Test
    void acknowledgements_areDecodedOrMalformed() {
        Fuzz.run(
                "acknowledgement",
                messages(GENERIC, 16),
                MALFORMED,
                (input, random) -> {
                    MessageReader reader = reader(input);
                    while (reader.next()) {
                        Acknowledgement.decode(reader);
                        int ignored = reader.doneErrno();
                    }
                });
    }

    @Test
    void attributes_areReadOrMalformed() {
        Fuzz.run(
                "attributes",
                messages(GENERIC, 4),
                MALFORMED,
                (input, random) -> walk(Attributes.of(ByteBuffer.wrap(input)), random, 0));
    }

    private static void walk(Attributes in, SplittableRandom random, int depth)
            throws MalformedMessageException {
        while (in.next()) {
            switch (random.nextInt(9)) {
                case 0 -> in.u8();
                case 1 -> in.u16();
                case 2 -> in.u16be();
                case 3 -> in.u32();
                case 4 -> in.u32be();
                case 5 -> in.u64();
                case 6 -> in.string();
                case 7 -> in.bytes();
                default -> {
                    if (depth < 1000) {
                        walk(in.nested(), random, depth + 1);
                    }
                }
            }
        }
    }

    private static MessageReader reader(byte[] input) {
        byte[] room = Arrays.copyOf(input, Math.max(1, input.length));
        return new MessageReader(ByteBuffer.wrap(room)).reset(input.length);
    }

    /// Well-formed messages with random attributes.
    private List<byte[]> messages(int[] types, int header) {
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(message(types[making.nextInt(types.length)], header));
        }
        return messages;
    }

    private byte[] message(int type, int header) {
        byte[] attributes = attributes(0);
        if (making.nextBoolean()) {
            attributes = attribute(1 + making.nextInt(4), attributes);
        }
        int length = 16 + header + attributes.length;
        ByteBuffer out = ByteBuffer.allocate(align(length)).order(ByteOrder.nativeOrder());
        out.putInt(length).putShort((short) type).putShort((short) making.nextInt(0x10000));
        out.putInt(1).putInt(0);
        byte[] start = new byte[header];
        if (making.nextInt(3) == 0) {
            making.nextBytes(start);
        } else {
            start[0] = (byte) new int[] {0, 1, 2, 10}[making.nextInt(4)];
        }
        return out.put(start).put(attributes).array();
    }

    private byte[] attributes(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = making.nextInt(8);
        for (int i = 0; i < count; i++) {
            int type = making.nextInt(24) | (making.nextInt(12) == 0 ? 0x8000 : 0);
            out.writeBytes(attribute(type, value(depth)));
        }
        return out.toByteArray();
    }

    private byte[] value(int depth) {
        int kind = making.nextInt(6);
        if (kind == 0 && depth < 6) {
            return attributes(depth + 1);
        }
        if (kind == 1) {
            return Fuzz.bytes("eth" + making.nextInt(9) + "\0");
        }
        byte[] value = new byte[VALUE_LENGTHS[making.nextInt(VALUE_LENGTHS.length)]];
        making.nextBytes(value);
        if (value.length > 0 && making.nextInt(3) == 0) {
            Arrays.fill(value, (byte) 0);
            value[0] = (byte) making.nextInt(12);
        }
        return value;
    }

    private static byte[] attribute(int type, byte[] value) {
        int length = 4 + value.length;
        ByteBuffer out = ByteBuffer.allocate(align(length)).order(ByteOrder.nativeOrder());
        return out.putShort((short) length).putShort((short) type).put(value).array();
    }

    private static int align(int length) {
        return (length + 3) & ~3;
    }
}
