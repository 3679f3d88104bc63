package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.VirtualServerKeywords;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.net.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The blocks `virtual_server_group`.
record ServerGroups(BuildContext build) {

    Definitions<VirtualServerGroup> of(BoundBlock root) {
        Definitions<VirtualServerGroup> groups = Definitions.anywhere("virtual_server_group");
        for (BoundBlock block : root.blocks(VirtualServerKeywords.MEMBERS)) {
            if (!groups.define(block.name(), group(block), block.where())) {
                build.error(
                        DiagnosticCode.NAME_TAKEN,
                        block.where(),
                        "virtual_server_group "
                                + block.name()
                                + " is defined twice; the first one stands",
                        "choose another name");
            }
        }
        return groups;
    }

    /// The group, or null when it cannot be used (reported).
    private @Nullable VirtualServerGroup group(BoundBlock block) {
        List<Located<Member>> lines = block.lines(VirtualServerKeywords.MEMBERS);
        if (lines.isEmpty()) {
            build.error(
                    DiagnosticCode.GROUP_EMPTY,
                    block.where(),
                    "virtual_server_group " + block.name() + " is empty; it is dropped",
                    null);
            return null;
        }
        Located<Member> unclear = unclearMark(lines);
        if (unclear != null) {
            build.error(
                    DiagnosticCode.GROUP_MARK_FAMILY,
                    unclear.where(),
                    "virtual_server_group "
                            + block.name()
                            + " has IPv4 and IPv6 members, so that this mark must say which it is;"
                            + " the group is dropped",
                    "write inet or inet6 after the mark");
            return null;
        }
        return new VirtualServerGroup(block.name(), lines.stream().map(Located::value).toList());
    }

    /// The first mark without a family among members of both families; null when there is none.
    private static @Nullable Located<Member> unclearMark(List<Located<Member>> lines) {
        boolean inet = false;
        boolean inet6 = false;
        Located<Member> unclear = null;
        for (Located<Member> line : lines) {
            Family family = line.value().family();
            inet |= family == Family.INET;
            inet6 |= family == Family.INET6;
            if (family == null && unclear == null) {
                unclear = line;
            }
        }
        return inet && inet6 ? unclear : null;
    }
}
