package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.VrrpInstanceKeywords.*;

import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.TrackGroup;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualResources;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds the resources of masters and static ones: addresses, routes and rules.
///
/// @param trackGroups what `track_group` of a static line may name
record ResourcesBuilder(
        BuildContext build,
        Interfaces interfaces,
        RulePreferences preferences,
        Definitions<TrackGroup> trackGroups) {

    VirtualResources build(
            BoundBlock block,
            Family family,
            int version,
            boolean strict,
            Announcements announcements) {
        List<VirtualAddress> vips = new ArrayList<>();
        Set<IpAddress> taken = new HashSet<>();
        for (Located<VirtualAddress> line : block.lines(VIRTUAL_IPADDRESS)) {
            VirtualAddress vip = line.value();
            if (vip.address().family() != family) {
                build.error(
                        DiagnosticCode.VIP_FAMILY,
                        line.where(),
                        "virtual_ipaddress "
                                + vip.address()
                                + " is not of the family of"
                                + " vrrp_instance "
                                + block.name()
                                + "; it is left out",
                        "put it into virtual_ipaddress_excluded");
            } else {
                addOnce(vips, taken, vip, line.where());
            }
        }
        List<VirtualAddress> excluded = new ArrayList<>();
        Set<IpAddress> takenApart = new HashSet<>();
        for (Located<VirtualAddress> line : block.lines(VIRTUAL_IPADDRESS_EXCLUDED)) {
            addOnce(excluded, takenApart, line.value(), line.where());
        }
        checkPresence(block, vips, version, strict);
        checkFirst(block, vips, family, strict);
        moveExcess(
                block, vips, excluded, new AdvertCapacity(build).addresses(block, family, version));
        return new VirtualResources(
                vips,
                excluded,
                routes(block, VIRTUAL_ROUTES),
                rules(block, VIRTUAL_RULES),
                !block.has(NO_DRIFT_GUARD),
                announcements);
    }

    /// The first address of IPv6 should be link-local (RFC 9568 section 5.2.9); keepalived insists
    /// on it in strict mode only.
    private void checkFirst(
            BoundBlock block, List<VirtualAddress> vips, Family family, boolean strict) {
        if (family == Family.INET || vips.isEmpty() || linkLocal(vips.getFirst().address())) {
            return;
        }
        build.findings()
                .add(
                        strict ? Severity.ERROR : Severity.HINT,
                        DiagnosticCode.VIP_LINK_LOCAL,
                        block.where(VIRTUAL_IPADDRESS),
                        "vrrp_instance "
                                + block.name()
                                + ": the first IPv6 address should be link-local",
                        "put an address of fe80::/10 first");
    }

    private static boolean linkLocal(IpAddress address) {
        byte[] bytes = address.bytes();
        return (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xc0) == 0x80;
    }

    /// Addresses beyond what an advertisement carries are owned all the same, as excluded ones.
    private void moveExcess(
            BoundBlock block, List<VirtualAddress> vips, List<VirtualAddress> excluded, int room) {
        if (vips.size() <= room) {
            return;
        }
        build.warning(
                DiagnosticCode.VIP_TOO_MANY,
                block.where(VIRTUAL_IPADDRESS),
                "vrrp_instance "
                        + block.name()
                        + ": "
                        + vips.size()
                        + " addresses are more than the "
                        + room
                        + " of an advertisement; the rest is treated as excluded",
                "move the rest to virtual_ipaddress_excluded");
        List<VirtualAddress> rest = vips.subList(room, vips.size());
        excluded.addAll(0, rest);
        rest.clear();
    }

    private void addOnce(
            List<VirtualAddress> to,
            Set<IpAddress> taken,
            VirtualAddress address,
            SourceLocation where) {
        checkDevice(address.device(), where);
        if (taken.add(address.address())) {
            to.add(address);
            return;
        }
        build.findings()
                .hint(
                        DiagnosticCode.VIP_TWICE,
                        where,
                        "address " + address.address() + " is given twice",
                        "remove one of the lines");
    }

    private void checkDevice(@Nullable String device, SourceLocation where) {
        if (device != null) {
            interfaces.mustExist(device, where, "dev");
        }
    }

    private void checkPresence(
            BoundBlock block, List<VirtualAddress> vips, int version, boolean strict) {
        boolean allowed = block.isOn(NO_VIRTUAL_IPADDRESS) && !strict;
        if (!vips.isEmpty() || allowed) {
            return;
        }
        String message = "vrrp_instance " + block.name() + " has no virtual_ipaddress";
        if (version == 3 || strict) {
            build.findings()
                    .fatal(
                            DiagnosticCode.VIP_NONE,
                            block.where(),
                            message
                                    + ", which "
                                    + (strict ? "strict_mode" : "version 3")
                                    + " demands",
                            "add one, or no_virtual_ipaddress");
        } else if (!block.refused(VIRTUAL_IPADDRESS)) {
            build.warning(
                    DiagnosticCode.VIP_NONE, block.where(), message, "at least one is sensible");
        }
    }

    /// Routes, with a report for each that is not tracked.
    List<Route> routes(BoundBlock block, LineBlock<Route> keyword) {
        List<Route> routes = new ArrayList<>();
        for (Located<Route> line : block.lines(keyword)) {
            Route route = line.value();
            checkOptions(route.options(), line.where());
            route.nextHops().forEach(hop -> checkOptions(hop, line.where()));
            checkGrouped(route.options(), "route", "dev", line.where());
            if (!route.tracked() && !route.ignored()) {
                build.warning(
                        DiagnosticCode.ROUTE_UNTRACKED,
                        line.where(),
                        "the route to "
                                + (route.destination() == null ? "default" : route.destination())
                                + " names no interface and is not tracked",
                        "add dev, or no_track");
            }
            routes.add(route);
        }
        return routes;
    }

    private static boolean has(List<LineOption> options, String keyword) {
        return options.stream().anyMatch(o -> o.keyword().equals(keyword));
    }

    private void checkOptions(List<LineOption> options, SourceLocation where) {
        for (LineOption option : options) {
            switch (option.keyword()) {
                case "dev", "vrf", "iif", "oif" -> checkDevice(option.words().getFirst(), where);
                case "track_group" ->
                        StaticBuilder.checkTrackGroup(
                                build, trackGroups, option.words().getFirst(), where);
                default -> {} // names nothing
            }
        }
    }

    private void checkGrouped(
            List<LineOption> options, String kind, String device, SourceLocation where) {
        boolean named = has(options, device) || has(options, "vrf");
        if (has(options, "track_group") && (!named || has(options, "no_track"))) {
            StaticBuilder.idleTrackGroup(build, kind, named ? "no_track" : "no " + device, where);
        }
    }

    /// Rules, each with a preference.
    List<RoutingRule> rules(BoundBlock block, LineBlock<RoutingRule> keyword) {
        List<RoutingRule> rules = new ArrayList<>();
        for (Located<RoutingRule> line : block.lines(keyword)) {
            RoutingRule rule = line.value();
            checkOptions(rule.options(), line.where());
            checkGrouped(rule.options(), "rule", "iif", line.where());
            if (rule.preference() < 0) {
                long preference = preferences.take(rule.family());
                build.error(
                        DiagnosticCode.RULE_PREFERENCE,
                        line.where(),
                        "the rule has no preference; " + preference + " is used",
                        "add preference and a number");
                rule = new RoutingRule(rule.family(), preference, rule.options());
            }
            rules.add(rule);
        }
        return rules;
    }
}
