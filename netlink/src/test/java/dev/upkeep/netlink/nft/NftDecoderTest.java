package dev.upkeep.netlink.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.netlink.nft.NftDecoder.InTable;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NftDecoderTest {

    private interface Decode<T> {
        T decode(MessageReader message) throws MalformedMessageException;
    }

    @Test
    void dumpOfATable_isTheTableThatWasMade() throws IOException {
        List<NftSet> sets =
                read("NEWSET", message -> NftDecoder.set(message)).stream()
                        .map(InTable::value)
                        .toList();
        List<NftDecoder.Rule> rules =
                read("NEWRULE", NftDecoder::rule).stream().map(InTable::value).toList();
        List<NftChain> chains = new ArrayList<>();
        for (InTable<NftChain> found : read("NEWCHAIN", NftDecoderTest::chain).subList(0, 2)) {
            NftChain chain = found.value();
            chains.add(
                    new NftChain(
                            chain.name(),
                            chain.hook(),
                            rules.stream()
                                    .filter(rule -> rule.chain().equals(chain.name()))
                                    .map(NftDecoder.Rule::expressions)
                                    .toList()));
        }
        // Each set answers twice: its elements, then an empty list.
        Map<String, Set<NftElement>> elements = new LinkedHashMap<>();
        List<String> messages = Samples.captured("dumped.hex", "NEWSETELEM");
        for (int i = 0; i < messages.size(); i++) {
            NftSet set = sets.get(i / 2);
            elements.computeIfAbsent(set.name(), _ -> new LinkedHashSet<>())
                    .addAll(NftDecoder.elements(message(messages.get(i)), set));
        }

        assertThat(read("NEWTABLE", NftDecoder::table)).containsExactly("t");
        assertThat(NftTable.of(Samples.IP.id(), sets, chains, elements)).isEqualTo(Samples.IP);
    }

    @Test
    void generation_isRead() throws IOException {
        assertThat(read("NEWGEN", NftDecoder::generation)).containsOnly(2);
    }

    @Test
    void setWithTimeouts_isNoneOfOurs() throws IOException {
        String captured = Samples.captured("dumped.hex", "NEWSET").get(1);
        String flags = "0800030000000000";
        assertThat(captured).doesNotContain(flags); // absent, as they are all 0

        String map = Samples.captured("dumped.hex", "NEWSET").getFirst();
        NftSet withTimeouts =
                NftDecoder.set(message(map.replace("080003000000008c", "080003000000009c")))
                        .value();

        assertThat(withTimeouts.key()).isEmpty();
    }

    @Test
    void foreignExpression_equalsNothing() throws IOException {
        String rule = Samples.captured("dumped.hex", "NEWRULE").getLast();
        String masquerade = "6d617371"; // "masq"
        String other = "78787878";

        List<NftExpression> expressions =
                NftDecoder.rule(message(rule.replace(masquerade, other))).value().expressions();

        assertThat(expressions).last().isEqualTo(new NftExpression.Unknown("xxxx"));
    }

    @Test
    void invertedLookup_isForeign() throws IOException {
        String rule = Samples.captured("dumped.hex", "NEWRULE").getLast();

        List<NftExpression> expressions =
                NftDecoder.rule(message(rule.replace("0800050000000000", "0800050000000001")))
                        .value()
                        .expressions();

        assertThat(expressions).contains(new NftExpression.Unknown("lookup"));
    }

    @Test
    void everyPrefixOfAMessage_isReadOrRefused() throws IOException {
        for (String captured : Samples.captured("dumped.hex", "NEWRULE")) {
            for (int length = 40; length < captured.length(); length += 8) {
                String cut = captured.substring(0, length);
                int bytes = length / 2;
                String patched = HexFormat.of().toHexDigits(Integer.reverseBytes(bytes));
                MessageReader message = message(patched + cut.substring(8));
                try {
                    NftDecoder.rule(message);
                } catch (MalformedMessageException expected) {
                    assertThat(expected).hasMessageContaining("expected");
                }
            }
        }
    }

    @Test
    void keyOfAnotherLength_isRefused() throws IOException {
        String elements = Samples.captured("dumped.hex", "NEWSETELEM").getFirst();

        assertThatThrownBy(() -> NftDecoder.elements(message(elements), Samples.DESTINATIONS))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("nftables data: expected 16 bytes, got 8");
    }

    private static InTable<NftChain> chain(MessageReader message) throws MalformedMessageException {
        return Objects.requireNonNull(NftDecoder.chain(message));
    }

    private static <T> List<T> read(String name, Decode<T> decode) throws IOException {
        List<T> found = new ArrayList<>();
        for (String captured : Samples.captured("dumped.hex", name)) {
            found.add(decode.decode(message(captured)));
        }
        return found;
    }

    private static MessageReader message(String hex) throws MalformedMessageException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        var reader = new MessageReader(ByteBuffer.wrap(bytes)).reset(bytes.length);
        assertThat(reader.next()).isTrue();
        return reader;
    }
}
