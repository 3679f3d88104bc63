package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An IP protocol by name or number (the names of `/etc/protocols` in common use).
final class IpProtocolType implements ValueType<List<String>> {
    static final IpProtocolType IPPROTO = new IpProtocolType();
    private static final Map<String, Integer> NAMES =
            Map.ofEntries(
                    Map.entry("icmp", 1),
                    Map.entry("igmp", 2),
                    Map.entry("ipip", 4),
                    Map.entry("tcp", 6),
                    Map.entry("udp", 17),
                    Map.entry("dccp", 33),
                    Map.entry("gre", 47),
                    Map.entry("esp", 50),
                    Map.entry("ah", 51),
                    Map.entry("ipv6-icmp", 58),
                    Map.entry("ospf", 89),
                    Map.entry("vrrp", 112),
                    Map.entry("sctp", 132),
                    Map.entry("udplite", 136));

    private IpProtocolType() {}

    @Override
    public @Nullable List<String> parse(Arguments in) {
        Word word = in.require("an IP protocol");
        if (word == null) {
            return null;
        }
        Integer named = NAMES.get(word.text());
        if (named != null) {
            return List.of(named.toString());
        }
        Long number = Numbers.whole(in, word, 0, 255);
        return number == null ? null : List.of(number.toString());
    }

    @Override
    public String syntax() {
        return "<name|0..255>";
    }

    @Override
    public String format(List<String> value) {
        return value.getFirst();
    }
}
