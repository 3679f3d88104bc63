package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.socket.SocketFilter;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Filters are run by [#accepts], an interpreter of their few instructions.
class AdvertisementFilterTest {

    private static final String V3 = "31 07 64 01 00 64 00 00 0a 09 00 64";
    private static final String V2 = "21 07 64 01 00 01 00 00 0a 09 00 64 00 00 00 00 00 00 00 00";

    @ParameterizedTest(name = "{0}: {2}, under a flood {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "version 3 | " + V3 + " | true | true",
                "version 2 | " + V2 + " | true | true",
                "another id | 31 08 64 01 00 64 00 00 0a 09 00 64 | false | false",
                "too long | " + V3 + " 00 | true | false",
                "too short | 31 07 64 02 00 64 00 00 0a 09 00 64 | true | false",
                "unknown version | 41 07 64 01 00 64 00 00 0a 09 00 64 | true | false",
                "unknown type | 32 07 64 01 00 64 00 00 0a 09 00 64 | true | false",
                "no id | 31 | false | false",
                "nothing | '' | false | false"
            })
    void packet_passesWhereItMayConcernAnInstance(
            String name, String hex, boolean usually, boolean strictly) {
        AdvertisementFilter filter =
                new AdvertisementFilter(Family.INET, Set.of(7, 200), Set.of(2, 3), false, false);
        for (int headerLength : new int[] {20, 24, 60}) {
            byte[] packet = packet(Family.INET, headerLength, bytes(hex));
            assertThat(accepts(filter.program(), packet)).as(name).isEqualTo(usually);
            assertThat(accepts(filter.strictly(true).program(), packet))
                    .as(name + ", under a flood")
                    .isEqualTo(strictly);
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void randomPackets_passUnderAFloodWhereTheReaderFindsThemWhole(Family family)
            throws MalformedPacketException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        AdvertisementFilter filter =
                new AdvertisementFilter(family, Set.of(1, 2, 255), Set.of(3), true, false);
        for (int i = 0; i < 50_000; i++) {
            byte[] advert = new byte[8 + 4 * random.nextInt(12)];
            random.nextBytes(advert);
            advert[0] = (byte) (random.nextInt(4) == 0 ? 0x21 : 0x31);
            advert[1] = (byte) random.nextInt(4);
            advert[3] = (byte) random.nextInt(8);
            AdvertisementReader reader = AdvertisementReader.of(ByteBuffer.wrap(advert), family);
            boolean whole =
                    reader.version() == 3
                            && (reader.virtualRouterId() == 1 || reader.virtualRouterId() == 2)
                            && reader.length() == reader.expectedLength();
            assertThat(accepts(filter.program(), packet(family, 20, advert)))
                    .as("seed %d, packet %d", seed, i)
                    .isEqualTo(whole);
        }
    }

    @Test
    void anyId_passesWhereUnknownOnesAreLogged() {
        AdvertisementFilter filter =
                new AdvertisementFilter(Family.INET, Set.of(), Set.of(3), false, false);
        assertThat(accepts(filter.program(), packet(Family.INET, 20, bytes("31 63")))).isTrue();
    }

    @Test
    void manyIds_areToldApartUpToALimit() {
        for (int count : new int[] {1, AdvertisementFilter.MOST_IDS, 255}) {
            Set<Integer> ids = IntStream.rangeClosed(1, count).boxed().collect(Collectors.toSet());
            SocketFilter program =
                    new AdvertisementFilter(Family.INET6, ids, Set.of(3), false, false).program();
            for (int id = 0; id < 256; id++) {
                byte[] packet = {0x31, (byte) id, 100, 0};
                assertThat(accepts(program, packet))
                        .as("id %d of %d", id, count)
                        .isEqualTo(ids.contains(id) || count > AdvertisementFilter.MOST_IDS);
            }
        }
    }

    @Test
    void trailer_leavesTheLengthOpen() {
        AdvertisementFilter filter =
                new AdvertisementFilter(Family.INET, Set.of(7), Set.of(3), true, true);
        byte[] longer = packet(Family.INET, 20, bytes(V3 + " 01 02"));
        byte[] other = packet(Family.INET, 20, bytes(V2));
        assertThat(accepts(filter.program(), longer)).isTrue();
        assertThat(accepts(filter.program(), other)).isFalse();
    }

    private static byte[] packet(Family family, int headerLength, byte[] advert) {
        if (family == Family.INET6) {
            return advert;
        }
        byte[] packet = new byte[headerLength + advert.length];
        packet[0] = (byte) (0x40 | headerLength / 4);
        System.arraycopy(advert, 0, packet, headerLength, advert.length);
        return packet;
    }

    private static byte[] bytes(String hex) {
        String[] words = hex.isEmpty() ? new String[0] : hex.split(" ");
        byte[] bytes = new byte[words.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(words[i], 16);
        }
        return bytes;
    }

    private static boolean accepts(SocketFilter filter, byte[] packet) {
        int loaded = 0;
        int index = 0;
        for (int at = 0; ; at++) {
            SocketFilter.Instruction now = filter.instructions().get(at);
            int operand = now.operand();
            switch (now.code()) {
                case 0x50 -> {
                    if (index + operand >= packet.length) {
                        return false;
                    }
                    loaded = packet[index + operand] & 0xff;
                }
                case 0x80 -> loaded = packet.length;
                case 0x01 -> index = operand;
                case 0xb1 -> index = (packet[operand] & 0x0f) * 4;
                case 0x07 -> index = loaded;
                case 0x64 -> loaded <<= operand;
                case 0x04 -> loaded += operand;
                case 0x0c -> loaded += index;
                case 0x15 -> at += loaded == operand ? now.jumpTrue() : now.jumpFalse();
                case 0x1d -> at += loaded == index ? now.jumpTrue() : now.jumpFalse();
                case 0x06 -> {
                    return operand != 0;
                }
                default -> throw new IllegalStateException("instruction " + now);
            }
        }
    }
}
