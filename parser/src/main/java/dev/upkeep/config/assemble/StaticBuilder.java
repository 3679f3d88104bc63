package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.GarpGroupKeywords;
import dev.upkeep.config.keyword.RootKeywords;
import dev.upkeep.config.keyword.TrackGroupKeywords;
import dev.upkeep.config.model.GarpGroup;
import dev.upkeep.config.model.InterfaceDelay;
import dev.upkeep.config.model.TrackGroup;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Things at the top level that belong to no instance.
record StaticBuilder(
        BuildContext build, Interfaces interfaces, Definitions<VrrpInstance> instances) {

    Definitions<TrackGroup> trackGroups(BoundBlock root) {
        Definitions<TrackGroup> groups = Definitions.beforeUse("track_group");
        for (BoundBlock block : root.blocks(TrackGroupKeywords.TRACK_GROUP)) {
            List<String> members = new ArrayList<>();
            for (Located<String> member : block.lines(TrackGroupKeywords.GROUP)) {
                if (instances.resolve(build, member.value(), member.where()) != null) {
                    members.add(member.value());
                }
            }
            TrackGroup group = members.isEmpty() ? null : new TrackGroup(block.name(), members);
            if (!groups.define(block.name(), group, block.where())) {
                build.error(
                        DiagnosticCode.NAME_TAKEN,
                        block.where(),
                        "track_group " + block.name() + " is defined twice; this one is skipped",
                        "choose another name");
            } else if (group == null) {
                build.error(
                        DiagnosticCode.GROUP_EMPTY,
                        block.where(),
                        "track_group " + block.name() + " has no members; it is dropped",
                        null);
            }
        }
        return groups;
    }

    /// Reports `track_group NAME` of a static item when there is none of that name.
    static void checkTrackGroup(
            BuildContext build,
            Definitions<TrackGroup> groups,
            @Nullable String name,
            SourceLocation where) {
        if (name != null) {
            groups.resolve(build, name, where);
        }
    }

    /// Reports `track_group` where there is no interface that its instances could watch.
    static void idleTrackGroup(
            BuildContext build, String kind, String cause, SourceLocation where) {
        build.error(
                DiagnosticCode.TRACK_GROUP_IDLE,
                where,
                "the static " + kind + " has a track_group but " + cause + "; nothing is watched",
                cause.equals("no_track")
                        ? "remove one of the two"
                        : "add " + cause.substring(3) + " and an interface");
    }

    List<VirtualAddress> addresses(BoundBlock root, Definitions<TrackGroup> groups) {
        List<VirtualAddress> addresses = new ArrayList<>();
        for (Located<VirtualAddress> line : root.lines(RootKeywords.STATIC_IPADDRESS)) {
            String device = line.value().device();
            String used = device == null ? build.global().vrrp().defaultInterface() : device;
            interfaces.mustExist(used, line.where(), "static_ipaddress");
            checkTrackGroup(build, groups, line.value().trackGroup(), line.where());
            if (line.value().trackGroup() != null
                    && line.value().has(VirtualAddress.Flag.NO_TRACK)) {
                idleTrackGroup(build, "address", "no_track", line.where());
            }
            addresses.add(line.value());
        }
        return addresses;
    }

    List<GarpGroup> garpGroups(BoundBlock root) {
        List<GarpGroup> groups = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (BoundBlock block : root.blocks(GarpGroupKeywords.GARP_GROUP)) {
            List<Located<String>> written = new ArrayList<>(block.all(GarpGroupKeywords.INTERFACE));
            written.addAll(block.lines(GarpGroupKeywords.INTERFACES));
            List<String> members = new ArrayList<>();
            for (Located<String> member : written) {
                interfaces.mustExist(member.value(), member.where(), "garp_group");
                if (taken.add(member.value())) {
                    members.add(member.value());
                } else {
                    build.error(
                            DiagnosticCode.GARP_INTERFACE_TAKEN,
                            member.where(),
                            "interface " + member.value() + " is in a garp_group already",
                            "remove it from one of the groups");
                }
            }
            boolean useful =
                    block.has(GarpGroupKeywords.GARP_INTERVAL)
                            || block.has(GarpGroupKeywords.GNA_INTERVAL);
            if (useful) {
                groups.add(
                        new GarpGroup(
                                members,
                                block.get(GarpGroupKeywords.GARP_INTERVAL),
                                block.get(GarpGroupKeywords.GNA_INTERVAL)));
            } else {
                build.error(
                        DiagnosticCode.GARP_NO_INTERVAL,
                        block.where(),
                        "garp_group has neither garp_interval nor gna_interval; it is dropped",
                        null);
            }
        }
        return groups;
    }

    List<InterfaceDelay> delays(BoundBlock root) {
        List<InterfaceDelay> delays = new ArrayList<>();
        for (Located<InterfaceDelay> line : root.lines(RootKeywords.INTERFACE_UP_DOWN_DELAYS)) {
            String name = line.value().interfaceName();
            interfaces.mustExist(
                    name, line.where(), "interface_up_down_delays", DiagnosticCode.DELAY_INTERFACE);
            delays.add(line.value());
        }
        return delays;
    }
}
