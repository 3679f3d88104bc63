package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.netlink.route.Prefix;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RuleEntry;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A rule of the configuration in the kernel's form, which names interfaces itself. Words were
/// checked when the configuration was read.
final class RuleOptions {

    private RuleOptions() {}

    static Resource.Rule of(RoutingRule rule) {
        int action = RuleEntry.Action.TO_TABLE;
        long table = 0;
        Prefix from = null;
        Prefix to = null;
        int tos = 0;
        boolean inverted = false;
        RuleEntry.Mark mark = null;
        int realms = 0;
        Integer suppressPrefix = null;
        Long suppressGroup = null;
        String input = null;
        String output = null;
        Long tunnel = null;
        RuleEntry.Range users = null;
        boolean layer3Master = false;
        int protocol = RouteEntry.KEEPALIVED;
        Integer ipProtocol = null;
        RuleEntry.Range sourcePorts = null;
        RuleEntry.Range destinationPorts = null;
        Long target = null;
        boolean tracked = true;
        for (LineOption option : rule.options()) {
            String word = option.words().isEmpty() ? "" : option.words().getFirst();
            switch (option.keyword()) {
                case "from" -> from = prefix(word);
                case "to" -> to = prefix(word);
                case "table" -> table = Long.parseLong(word);
                case "not" -> inverted = true;
                case "tos" -> tos = Integer.parseInt(word);
                case "fwmark" -> mark = mark(word);
                case "realms" -> realms = realms(word);
                case "suppress_prefixlength" -> suppressPrefix = Integer.valueOf(word);
                case "suppress_ifgroup" -> suppressGroup = Long.valueOf(word);
                case "iif" -> input = word;
                case "oif" -> output = word;
                case "tunnel-id" -> tunnel = Long.valueOf(word);
                case "uidrange" -> users = range(word);
                case "l3mdev" -> layer3Master = true;
                case "protocol" -> protocol = Integer.parseInt(word);
                case "ipproto" -> ipProtocol = Integer.valueOf(word);
                case "sport" -> sourcePorts = range(word);
                case "dport" -> destinationPorts = range(word);
                case "no_track" -> tracked = false;
                case "goto" -> {
                    action = RuleEntry.Action.GOTO;
                    target = Long.valueOf(word);
                }
                case "nop" -> action = RuleEntry.Action.NOP;
                case "blackhole" -> action = RuleEntry.Action.BLACKHOLE;
                case "unreachable" -> action = RuleEntry.Action.UNREACHABLE;
                case "prohibit" -> action = RuleEntry.Action.PROHIBIT;
                default -> {} // track_group
            }
        }
        return new Resource.Rule(
                new RuleEntry(
                        rule.family(),
                        rule.preference(),
                        new RuleEntry.Selector(
                                inverted,
                                from,
                                to,
                                tos,
                                mark,
                                input,
                                output,
                                tunnel,
                                users,
                                new RuleEntry.Transport(ipProtocol, sourcePorts, destinationPorts)),
                        new RuleEntry.Action(
                                action,
                                table,
                                layer3Master,
                                target,
                                realms,
                                suppressPrefix,
                                suppressGroup),
                        protocol),
                tracked);
    }

    /// Every interface that a rule names.
    static Stream<String> interfaces(RoutingRule rule) {
        return rule.options().stream()
                .filter(option -> List.of("iif", "oif").contains(option.keyword()))
                .map(option -> option.words().getFirst());
    }

    /// Returns null for a prefix of length 0: it selects everything.
    private static @Nullable Prefix prefix(String text) {
        Prefix prefix = Prefix.parse(text);
        return prefix.length() == 0 ? null : prefix;
    }

    /// `MARK` alone means all bits of it.
    private static RuleEntry.Mark mark(String text) {
        String[] parts = text.split("/", 2);
        int value = Long.decode(parts[0]).intValue();
        return new RuleEntry.Mark(value, parts.length == 2 ? Long.decode(parts[1]).intValue() : -1);
    }

    private static RuleEntry.Range range(String text) {
        String[] parts = text.split("-", 2);
        return new RuleEntry.Range(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    /// `SOURCE/DESTINATION`, or the destination alone.
    static int realms(String text) {
        String[] parts = text.split("/", 2);
        int last = Integer.parseInt(parts[parts.length - 1]);
        return parts.length == 2 ? (Integer.parseInt(parts[0]) << 16) | last : last;
    }
}
