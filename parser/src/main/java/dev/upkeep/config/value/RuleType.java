package dev.upkeep.config.value;

import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SystemView.RouteTable;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A line of `virtual_rules` or `static_rules`: selectors and an action. A rule without a
/// preference gets -1 here.
public final class RuleType implements LineType<RoutingRule> {
    public static final RuleType RULE = new RuleType(false);

    /// With `track_group`, for static rules.
    public static final RuleType STATIC = new RuleType(true);

    private static final Set<String> ACTIONS =
            Set.of("table", "goto", "nop", "blackhole", "unreachable", "prohibit", "l3mdev");

    private final LineOptions options;

    private RuleType(boolean isStatic) {
        options = describe();
        if (isStatic) {
            options.with(
                    "track_group",
                    OptionArguments.word("track_group"),
                    "Instances that also watch the interface of this rule.");
        }
    }

    private static LineOptions describe() {
        var nothing = OptionArguments.NOTHING;
        var u32 = OptionArguments.anyBase(LongType.UINT32);
        return new LineOptions()
                .with("inet", nothing, "The rule is IPv4.")
                .with("inet6", nothing, "The rule is IPv6.")
                .with("from", OptionArguments.selector(), "Source selector.")
                .with("to", OptionArguments.selector(), "Destination selector.")
                .with(
                        "table",
                        OptionArguments.named(RouteTable.TABLES, 1, LongType.UINT32),
                        "Action: look the route up in this table.")
                .synonym("lookup", "table")
                .with("not", nothing, "Turns the selectors around.")
                .with("preference", u32, "Priority of the rule.")
                .synonym("order", "preference")
                .synonym("priority", "preference")
                .with(
                        "tos",
                        OptionArguments.named(RouteTable.DSFIELD, 0, 255),
                        "Type of service selector.")
                .synonym("dsfield", "tos")
                .with(
                        "fwmark",
                        OptionArguments.matching(
                                "<mark>[/<mask>]", "(0[xX])?[0-9a-fA-F]+(/(0[xX])?[0-9a-fA-F]+)?"),
                        "Mark selector.")
                .with("realms", RealmsType.REALMS, "Realms set by the rule (IPv4).")
                .with(
                        "suppress_prefixlength",
                        OptionArguments.number(0, 128),
                        "Ignore routes found with a prefix this short.")
                .synonym("sup_pl", "suppress_prefixlength")
                .with(
                        "suppress_ifgroup",
                        OptionArguments.named(RouteTable.GROUPS, 0, LongType.UINT32),
                        "Ignore routes through this interface group.")
                .synonym("sup_group", "suppress_ifgroup")
                .with("iif", OptionArguments.device(), "Input interface selector.")
                .synonym("dev", "iif")
                .with("oif", OptionArguments.device(), "Output interface selector.")
                .with("tunnel-id", OptionArguments.number(0, Long.MAX_VALUE), "Tunnel id selector.")
                .with(
                        "uidrange",
                        OptionArguments.matching("<first>-<last>", "[0-9]+-[0-9]+"),
                        "Selector on the user id.")
                .with("l3mdev", nothing, "Action: look up in the table of the VRF.")
                .with(
                        "protocol",
                        OptionArguments.number(0, 255),
                        "Who made the rule; 18 unless `no_track` is given.")
                .with("ipproto", IpProtocolType.IPPROTO, "IP protocol selector.")
                .with("sport", OptionArguments.portRange(), "Source port selector.")
                .with("dport", OptionArguments.portRange(), "Destination port selector.")
                .with("no_track", nothing, "It does not matter when others remove the rule.")
                .with("type", nothing, "May stand before an action.")
                .with("goto", u32, "Action: go on at the rule of this preference.")
                .with("nop", nothing, "Action: nothing.")
                .with("blackhole", nothing, "Action: drop in silence.")
                .with("unreachable", nothing, "Action: answer that the network is unreachable.")
                .with("prohibit", nothing, "Action: answer that it is prohibited.");
    }

    @Override
    public LineOptions options() {
        return options;
    }

    @Override
    public @Nullable RoutingRule parse(Arguments in) {
        Family family = null;
        long preference = -1;
        List<LineOption> kept = new ArrayList<>();
        while (in.hasNext()) {
            Word word = in.next();
            LineOption option = word == null ? null : options.read(in, word, "a rule");
            if (option == null) {
                in.skipRest();
                return null;
            }
            switch (option.keyword()) {
                case "inet" -> family = Family.INET;
                case "inet6" -> family = Family.INET6;
                case "type" -> {}
                case "preference" -> preference = Long.parseLong(option.words().getFirst());
                case "from", "to" -> {
                    if (option.words().contains(OptionArguments.EVERY)) {
                        continue; // the same as no selector
                    }
                    Prefix prefix = Prefix.tryRead(option.words().getFirst());
                    Family given = prefix == null ? Family.INET : prefix.address().family();
                    if (family != null && family != given && word != null) {
                        in.error(
                                DiagnosticCode.ADDRESS_FAMILY,
                                word,
                                option.words().getFirst() + " does not fit the family of the rule",
                                null);
                        in.skipRest();
                        return null;
                    }
                    family = given;
                    kept.add(option);
                }
                default -> kept.add(option);
            }
        }
        return check(in, family, preference, kept);
    }

    private static @Nullable RoutingRule check(
            Arguments in, @Nullable Family family, long preference, List<LineOption> kept) {
        if (kept.stream().noneMatch(o -> ACTIONS.contains(o.keyword()))) {
            in.report(
                    Severity.ERROR,
                    DiagnosticCode.RULE_ACTION,
                    in.where(),
                    "the rule has no action",
                    "add table and its name, or blackhole, unreachable, prohibit, goto");
            return null;
        }
        boolean untracked = kept.stream().anyMatch(o -> o.keyword().equals("no_track"));
        boolean forced =
                !untracked
                        && kept.removeIf(
                                o -> o.keyword().equals("protocol") && !o.words().contains("18"));
        if (forced) {
            in.report(
                    Severity.ERROR,
                    DiagnosticCode.RULE_PROTOCOL,
                    in.where(),
                    "the protocol of a watched rule is always 18 (keepalived)",
                    "add no_track to choose another");
        }
        Family known = family == null ? Family.INET : family;
        return new RoutingRule(known, preference, kept);
    }

    @Override
    public String syntax() {
        return "<selectors> <action>";
    }

    @Override
    public String format(RoutingRule rule) {
        boolean explicit =
                rule.options().stream()
                        .anyMatch(o -> o.keyword().equals("from") || o.keyword().equals("to"));
        StringBuilder out = new StringBuilder();
        out.append(explicit || rule.family() == Family.INET ? "" : "inet6 ");
        for (LineOption option : rule.options()) {
            out.append(option.keyword()).append(' ');
            option.words().forEach(w -> out.append(w).append(' '));
        }
        out.append("preference ").append(rule.preference());
        return out.toString();
    }
}
