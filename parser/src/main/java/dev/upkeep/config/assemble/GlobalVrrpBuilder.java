package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.GlobalVrrpKeywords.*;
import static dev.upkeep.config.keyword.VrrpFilterKeywords.*;
import static dev.upkeep.config.keyword.VrrpProcessKeywords.*;

import dev.upkeep.config.model.AdvertPolicy.Flag;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.PacketFilterSettings;
import dev.upkeep.config.model.VrrpDefaults;
import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.DiagnosticReporter;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.value.ExtraInterfaceType.ExtraInterface;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The VRRP settings of `global_defs`.
record GlobalVrrpBuilder(BoundBlock global, DiagnosticReporter findings) {
    private static final Map<Flag, Keyword<Boolean>> ADVERT_FLAGS =
            Map.of(
                    Flag.LOWER_PRIORITY_NO_ADVERT, VRRP_LOWER_PRIO_NO_ADVERT,
                    Flag.HIGHER_PRIORITY_SEND_ADVERT, VRRP_HIGHER_PRIO_SEND_ADVERT,
                    Flag.SKIP_CHECK_ADVERT_ADDRESSES, VRRP_SKIP_CHECK_ADV_ADDR,
                    Flag.STRICT, VRRP_STRICT,
                    Flag.OWNER_IGNORES_ADVERTS, VRRP_OWNER_IGNORE_ADVERTS,
                    Flag.CHECKSUM_AS_VERSION_2, V3_CHECKSUM_AS_V2);

    VrrpGlobals globals() {
        String prefix = global.value(VMAC_PREFIX);
        Set<VrrpGlobals.Flag> flags = EnumSet.noneOf(VrrpGlobals.Flag.class);
        if (global.isOn(DISABLE_LOCAL_IGMP)) {
            flags.add(VrrpGlobals.Flag.DISABLE_LOCAL_IGMP);
        }
        if (global.isOn(LOG_UNKNOWN_VRIDS)) {
            flags.add(VrrpGlobals.Flag.LOG_UNKNOWN_VRIDS);
        }
        return new VrrpGlobals(
                global.value(DEFAULT_INTERFACE),
                global.value(DYNAMIC_INTERFACES),
                flags,
                new VrrpGlobals.AnnouncementGaps(gap(VRRP_GARP_INTERVAL), gap(VRRP_GNA_INTERVAL)),
                new VrrpGlobals.StartDelays(
                        global.value(VRRP_STARTUP_DELAY), global.value(VRRP_DELAY_AFTER_BOOT)),
                global.value(VRRP_PEER_FINGERPRINT),
                new VrrpGlobals.VmacPrefixes(prefix, global.get(VMAC_ADDR_PREFIX, prefix)),
                new VrrpGlobals.ReceiveBuffers(
                        global.value(VRRP_RX_BUFS_POLICY), global.value(VRRP_RX_BUFS_MULTIPLIER)));
    }

    private Duration gap(Keyword<Duration> keyword) {
        Duration gap = global.get(keyword, Duration.ZERO);
        if (gap.toSeconds() >= 1) {
            findings.hint(
                    DiagnosticCode.GARP_INTERVAL,
                    global.where(keyword),
                    keyword.name() + " " + keyword.type().format(gap) + " makes bursts very slow",
                    "times below a second are usual: 0.001");
        }
        return gap;
    }

    VrrpDefaults defaults() {
        IpAddress group4 = global.value(VRRP_MCAST_GROUP4);
        return new VrrpDefaults(
                global.value(VRRP_VERSION),
                group4,
                global.value(VRRP_MCAST_GROUP6),
                global.value(VRRP_DOWN_TIMER_ADVERTS),
                announcements(),
                global.isOn(VRRP_MIN_GARP),
                global.isOn(VRRP_CHECK_UNICAST_SRC),
                global.isOn(VRRP_NOTIFY_PRIORITY_CHANGES),
                advertFlags());
    }

    private Set<Flag> advertFlags() {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        ADVERT_FLAGS.forEach((flag, keyword) -> {
            if (global.isOn(keyword)) {
                flags.add(flag);
            }
        });
        return flags;
    }

    private Announcements announcements() {
        boolean minimal = global.isOn(VRRP_MIN_GARP);
        Duration delay =
                minimal
                        ? global.get(VRRP_GARP_MASTER_DELAY, Duration.ZERO)
                        : global.value(VRRP_GARP_MASTER_DELAY);
        int repeat =
                atLeastOne(
                        global,
                        findings,
                        VRRP_GARP_MASTER_REPEAT,
                        minimal ? 1 : VRRP_GARP_MASTER_REPEAT.defaultValue());
        ExtraInterface extra = global.value(VRRP_GARP_EXTRA_IF);
        return new Announcements(
                delay,
                repeat,
                global.value(VRRP_GARP_MASTER_REFRESH),
                atLeastOne(
                        global,
                        findings,
                        VRRP_GARP_MASTER_REFRESH_REPEAT,
                        minimal ? 0 : VRRP_GARP_MASTER_REFRESH_REPEAT.defaultValue()),
                global.get(VRRP_GARP_LOWER_PRIO_DELAY, delay),
                global.get(VRRP_GARP_LOWER_PRIO_REPEAT, repeat),
                extra.period(),
                extra.all());
    }

    /// Returns a count where 0 is corrected to 1 with a report.
    static int atLeastOne(
            BoundBlock block,
            DiagnosticReporter findings,
            Keyword<Integer> keyword,
            int otherwise) {
        Integer count = block.get(keyword);
        if (count == null) {
            return otherwise;
        }
        if (count == 0) {
            findings.error(
                    DiagnosticCode.GARP_REPEAT,
                    block.where(keyword),
                    keyword.name() + " 0 is taken as 1",
                    "write 1");
            return 1;
        }
        return count;
    }

    PacketFilterSettings packetFilter() {
        List<String> chains = global.get(VRRP_IPTABLES);
        String table = global.get(NFTABLES);
        if (chains != null) {
            findings.error(
                    DiagnosticCode.IPTABLES_UNSUPPORTED,
                    global.where(VRRP_IPTABLES),
                    "vrrp_iptables: iptables are not used, nftables take their place",
                    "write nftables");
            if (table != null) {
                findings.hint(
                        DiagnosticCode.KEYWORD_REPEATED,
                        global.where(NFTABLES),
                        "nftables: vrrp_iptables asks for the packet filter already",
                        "keep this line and remove vrrp_iptables");
            }
        }
        if (global.has(VRRP_IPSETS)) {
            findings.error(
                    DiagnosticCode.IPTABLES_UNSUPPORTED,
                    global.where(VRRP_IPSETS),
                    "vrrp_ipsets: ipsets are not used, nftables take their place",
                    "write nftables");
        }
        return new PacketFilterSettings(
                chains == null ? null : chains.isEmpty() ? "INPUT" : chains.getFirst(),
                chains == null ? null : second(chains),
                global.get(VRRP_IPSETS),
                table != null && table.isEmpty() ? "keepalived" : table,
                global.value(NFTABLES_PRIORITY),
                global.isOn(NFTABLES_IFINDEX),
                global.isOn(NFTABLES_COUNTERS));
    }

    private static @Nullable String second(List<String> chains) {
        return chains.isEmpty() ? "OUTPUT" : chains.size() > 1 ? chains.get(1) : null;
    }
}
