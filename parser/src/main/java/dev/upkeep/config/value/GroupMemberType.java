package dev.upkeep.config.value;

import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A line of `virtual_server_group`: an address, a range of addresses or a firewall mark.
public final class GroupMemberType implements ValueType<Member> {
    public static final GroupMemberType MEMBER = new GroupMemberType();

    private GroupMemberType() {}

    @Override
    public @Nullable Member parse(Arguments in) {
        Word word = in.require("an address or fwmark");
        if (word == null) {
            return null;
        }
        Member member = word.text().equals("fwmark") ? mark(in) : range(in, word);
        if (member == null) {
            in.skipRest();
        }
        return member;
    }

    private static @Nullable Member mark(Arguments in) {
        Word word = in.require("a mark");
        Long mark = word == null ? null : Numbers.whole(in, word, 0, LongType.UINT32);
        if (mark == null) {
            return null;
        }
        Family family = null;
        if (in.accept("inet")) {
            family = Family.INET;
        } else if (in.accept("inet6")) {
            family = Family.INET6;
        }
        return new Member.FirewallMark(mark.intValue(), family);
    }

    private static @Nullable Member range(Arguments in, Word word) {
        String text = word.text();
        int dash = text.indexOf('-');
        int slash = text.indexOf('/');
        int end = dash >= 0 ? dash : slash >= 0 ? slash : text.length();
        IpAddress first = AddressType.tryRead(text.substring(0, end));
        if (first == null) {
            AddressType.invalid(in, word, "");
            return null;
        }
        IpAddress last = first;
        if (dash >= 0) {
            last = last(first, text.substring(dash + 1));
        } else if (slash >= 0) {
            last = lastOfNetwork(first, text.substring(slash + 1));
        }
        if (last == null || last.family() != first.family() || last.compareTo(first) < 0) {
            in.error(
                    DiagnosticCode.ADDRESS_RANGE,
                    word,
                    "'" + text + "' is not a range of addresses",
                    "write 10.0.0.1-9, 10.0.0.0/28 or the last address in full");
            return null;
        }
        Word portWord = in.next();
        Long port = portWord == null ? Long.valueOf(0) : Numbers.whole(in, portWord, 0, 65535);
        return port == null ? null : new Member.AddressRange(first, last, port.intValue());
    }

    /// The end of `first-TEXT`: a whole address, or its last decimal octet or hexadecimal group.
    private static @Nullable IpAddress last(IpAddress first, String text) {
        IpAddress whole = AddressType.tryRead(text);
        if (whole != null) {
            return whole;
        }
        boolean inet = first.family() == Family.INET;
        int radix = inet ? 10 : 16;
        int most = inet ? 255 : 0xffff;
        try {
            int part = Integer.parseInt(text, radix);
            byte[] bytes = first.bytes();
            bytes[bytes.length - 1] = (byte) part;
            if (!inet) {
                bytes[14] = (byte) (part >> 8);
            }
            return part < 0 || part > most ? null : IpAddress.of(bytes);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The last address of a network whose first one is given; null when host bits are set.
    private static @Nullable IpAddress lastOfNetwork(IpAddress first, String text) {
        int full = Prefix.fullLength(first.family());
        int length = Prefix.length(text, full);
        if (length < 0) {
            return null;
        }
        BigInteger hosts = BigInteger.ONE.shiftLeft(full - length).subtract(BigInteger.ONE);
        BigInteger value = new BigInteger(1, first.bytes());
        if (value.and(hosts).signum() != 0) {
            return null;
        }
        byte[] sum = value.or(hosts).toByteArray();
        byte[] bytes = new byte[full / 8];
        int count = Math.min(sum.length, bytes.length);
        System.arraycopy(sum, sum.length - count, bytes, bytes.length - count, count);
        return IpAddress.of(bytes);
    }

    @Override
    public String syntax() {
        return "<address>[/<length>|-<last>] [<port>] | fwmark <mark> [inet|inet6]";
    }

    @Override
    public String format(Member value) {
        return switch (value) {
            case Member.FirewallMark(int mark, var family) ->
                    "fwmark "
                            + Integer.toUnsignedString(mark)
                            + (family == null ? "" : family == Family.INET ? " inet" : " inet6");
            case Member.AddressRange(var first, var last, int port) ->
                    (first.equals(last) ? first.toString() : first + "-" + last)
                            + (port == 0 ? "" : " " + port);
        };
    }
}
