package dev.upkeep.config.value;

import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualAddress.Flag;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SystemView.RouteTable;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A line of `virtual_ipaddress`, `virtual_ipaddress_excluded` or `static_ipaddress`.
public final class VirtualAddressType implements LineType<VirtualAddress> {
    public static final VirtualAddressType VIRTUAL = new VirtualAddressType(false);
    public static final VirtualAddressType STATIC = new VirtualAddressType(true);

    /// Lifetime without an end.
    private static final long FOREVER = 4_294_967_295L;

    private final LineOptions options;

    private VirtualAddressType(boolean isStatic) {
        options = describe();
        if (isStatic) {
            options.with(
                    "track_group",
                    OptionArguments.word("track_group"),
                    "Instances that also watch the interface of this address.");
            options.with(
                    Flag.WHILE_QUORUM.word(),
                    OptionArguments.NOTHING,
                    "Set the address only while all virtual servers with it have their quorum.");
        } else {
            options.with(
                    Flag.USE_VMAC.word(),
                    OptionArguments.NOTHING,
                    "Put the address on a macvlan of its own.");
        }
    }

    private static LineOptions describe() {
        var nothing = OptionArguments.NOTHING;
        return new LineOptions()
                .with(
                        "dev",
                        OptionArguments.device(),
                        "Interface; the one of the instance if absent.")
                .with("scope", OptionArguments.named(RouteTable.SCOPES, 0, 255), "IPv4 scope.")
                .with(
                        "broadcast",
                        OptionArguments.matching("<address>|+|-", "[+-]|[0-9.]+"),
                        "IPv4 broadcast; + sets the host bits, - clears them.")
                .synonym("brd", "broadcast")
                .with("label", OptionArguments.word("label"), "IPv4 label, at most 15 characters.")
                .with("peer", OptionArguments.prefix(), "Other end of a point-to-point link.")
                .with(Flag.HOME.word(), nothing, "Mark as home address (IPv6).")
                .with(
                        Flag.DUPLICATE_ADDRESS_DETECTION.word(),
                        nothing,
                        "Leave duplicate address detection on (IPv6).")
                .with(
                        Flag.MANAGE_TEMPORARY.word(),
                        nothing,
                        "Make temporary addresses from it (IPv6).")
                .with(Flag.NO_PREFIX_ROUTE.word(), nothing, "Make no route for the prefix.")
                .with(Flag.AUTO_JOIN.word(), nothing, "Join the multicast group of the address.")
                .with(
                        Flag.NO_TRACK.word(),
                        nothing,
                        "It does not matter when others remove the address.")
                .with(
                        "preferred_lft",
                        OptionArguments.matching("<seconds>|forever", "[0-9]{1,10}|forever"),
                        "IPv6 preferred lifetime.");
    }

    @Override
    public LineOptions options() {
        return options;
    }

    @Override
    public @Nullable VirtualAddress parse(Arguments in) {
        Word first = in.require("an IP address");
        Prefix prefix = first == null ? null : prefix(in, first);
        if (first == null || prefix == null) {
            in.skipRest();
            return null;
        }
        Map<String, String> given = new HashMap<>();
        while (in.hasNext()) {
            Word word = in.next();
            LineOption option = word == null ? null : options.read(in, word, "an address");
            if (option == null || word == null) {
                if (word != null && !options.knows(word.text())) {
                    continue; // an unknown word alone does not spoil the address
                }
                in.skipRest();
                return null;
            }
            String value = option.words().isEmpty() ? "" : option.words().getFirst();
            if (given.put(option.keyword(), value) != null && option.keyword().equals("dev")) {
                in.error(
                        DiagnosticCode.OPTION_REPEATED,
                        word,
                        "dev is given twice; the line is dropped",
                        null);
                in.skipRest();
                return null;
            }
            if (!usable(in, word, option, prefix)) {
                in.skipRest();
                return null;
            }
        }
        return build(in, first, prefix, given);
    }

    private static @Nullable Prefix prefix(Arguments in, Word word) {
        Prefix prefix = Prefix.tryRead(word.text());
        if (prefix != null) {
            return prefix;
        }
        int slash = word.text().indexOf('/');
        IpAddress address = slash < 0 ? null : AddressType.tryRead(word.text().substring(0, slash));
        if (address == null) {
            AddressType.invalid(in, word, "; the line is skipped");
            return null;
        }
        in.error(
                DiagnosticCode.ADDRESS_PREFIX,
                word,
                "'" + word.text() + "' has no usable prefix length; the full length is used",
                AddressAdvice.of(word.text(), in.subject()));
        return new Prefix(address, Prefix.fullLength(address.family()), false);
    }

    private static boolean usable(Arguments in, Word word, LineOption option, Prefix address) {
        boolean inet6 = address.address().family() == Family.INET6;
        return switch (option.keyword()) {
            case "broadcast" -> {
                if (inet6) {
                    in.error(
                            DiagnosticCode.ADDRESS_OPTION,
                            word,
                            "broadcast is for IPv4 only",
                            null);
                }
                yield !inet6;
            }
            case "label" -> {
                boolean tooLong = option.words().getFirst().length() > 15;
                if (inet6) {
                    in.error(
                            DiagnosticCode.ADDRESS_OPTION,
                            word,
                            "label is for IPv4 only; ignored",
                            null);
                } else if (tooLong) {
                    in.error(
                            DiagnosticCode.ADDRESS_LABEL,
                            word,
                            "label has more than 15 characters",
                            null);
                }
                yield inet6 || !tooLong;
            }
            case "scope" -> {
                if (inet6) {
                    in.error(
                            DiagnosticCode.ADDRESS_OPTION,
                            word,
                            "scope is for IPv4 only; ignored",
                            null);
                }
                yield true;
            }
            case "peer" -> {
                if (address.explicit()) {
                    in.error(
                            DiagnosticCode.ADDRESS_PEER,
                            word,
                            "an address with a peer carries no prefix length",
                            "put the length behind the peer");
                }
                yield !address.explicit();
            }
            default -> true;
        };
    }

    private static @Nullable VirtualAddress build(
            Arguments in, Word first, Prefix prefix, Map<String, String> given) {
        Prefix peer = given.containsKey("peer") ? Prefix.tryRead(given.get("peer")) : null;
        if (peer != null && peer.address().family() != prefix.address().family()) {
            in.error(
                    DiagnosticCode.ADDRESS_FAMILY,
                    first,
                    "address and peer are of different families",
                    null);
            return null;
        }
        boolean inet = prefix.address().family() == Family.INET;
        int length = peer == null ? prefix.length() : peer.length();
        String scope = given.get("scope");
        String lifetime = given.get("preferred_lft");
        return new VirtualAddress(
                prefix.address(),
                length,
                peer == null ? null : peer.address(),
                given.get("dev"),
                scope == null || !inet ? 0 : Integer.parseInt(scope),
                broadcast(in, first, prefix, given.get("broadcast")),
                inet ? given.get("label") : null,
                lifetime == null ? null : lifetime(lifetime),
                flags(given),
                given.get("track_group"));
    }

    private static Set<Flag> flags(Map<String, String> given) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if (given.containsKey(flag.word())) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private static Long lifetime(String text) {
        return text.equals("forever") ? Long.valueOf(FOREVER) : Long.valueOf(text);
    }

    private static @Nullable IpAddress broadcast(
            Arguments in, Word first, Prefix prefix, @Nullable String text) {
        if (text == null || !(prefix.address() instanceof Ipv4Address(int bits))) {
            return null;
        }
        if (!text.equals("+") && !text.equals("-")) {
            return AddressType.tryRead(text);
        }
        if (prefix.length() > 30) {
            in.error(
                    DiagnosticCode.ADDRESS_BROADCAST,
                    first,
                    "broadcast " + text + " needs a prefix length of at most 30",
                    null);
            return null;
        }
        int hosts = prefix.length() == 0 ? -1 : (1 << (32 - prefix.length())) - 1;
        return new Ipv4Address(text.equals("+") ? bits | hosts : bits & ~hosts);
    }

    @Override
    public String syntax() {
        return "<address>[/<length>] <options>";
    }

    @Override
    public String format(VirtualAddress v) {
        StringBuilder out = new StringBuilder(v.address().toString());
        if (v.peer() == null) {
            out.append('/').append(v.prefixLength());
        } else {
            out.append(" peer ").append(v.peer()).append('/').append(v.prefixLength());
        }
        append(out, "dev", v.device());
        if (v.scope() != 0) {
            append(out, "scope", String.valueOf(v.scope()));
        }
        append(out, "broadcast", v.broadcast() == null ? null : v.broadcast().toString());
        append(out, "label", v.label());
        v.flags().forEach(flag -> out.append(' ').append(flag.word()));
        Long lifetime = v.preferredLifetimeSeconds();
        if (lifetime != null) {
            append(out, "preferred_lft", lifetime == FOREVER ? "forever" : lifetime.toString());
        }
        append(out, "track_group", v.trackGroup());
        return out.toString();
    }

    private static void append(StringBuilder out, String option, @Nullable String value) {
        if (value != null) {
            out.append(' ').append(option).append(' ').append(Quote.word(value));
        }
    }
}
