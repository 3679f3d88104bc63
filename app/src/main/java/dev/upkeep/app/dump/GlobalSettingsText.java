package dev.upkeep.app.dump;

import dev.upkeep.config.model.AdvertPolicy.Flag;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.LvsGlobals.FlushOnStop;
import dev.upkeep.config.model.NetlinkBuffers;
import dev.upkeep.config.model.PacketFilterSettings;
import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.config.model.SchedulingGlobals;
import dev.upkeep.config.model.SnmpSettings;
import dev.upkeep.config.model.VrrpDefaults;
import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.config.model.VrrpGlobals.DynamicInterfaces;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The lines of the global section that stand between mail and `umask`, in the words and the order
/// of keepalived 2.2.7. Its version of libnftnl and the numbers of the default script user are left
/// out: the one does not exist here, the others are looked up when a script runs.
final class GlobalSettingsText {

    private final GlobalDefs global;
    private final StringBuilder out;

    private GlobalSettingsText(GlobalDefs global, StringBuilder out) {
        this.global = global;
        this.out = out;
    }

    static void append(Configuration configuration, StringBuilder out) {
        GlobalSettingsText text = new GlobalSettingsText(configuration.global(), out);
        text.process();
        text.defaults(text.global.vrrpDefaults());
        text.filter(text.global.packetFilter());
        text.strictness(text.global.vrrpDefaults());
        text.scheduling(text.global.daemon().scheduling());
        text.interfacesToOthers(text.global.snmp());
        text.buffers(text.global.daemon().netlinkBuffers());
        text.last();
    }

    private void line(String name, Object value) {
        out.append(' ').append(name).append(" = ").append(value).append('\n');
    }

    private void words(String words) {
        out.append(' ').append(words).append('\n');
    }

    private void process() {
        VrrpGlobals vrrp = global.vrrp();
        line("Checkers log all failures", global.lvs().checkers().logAllFailures());
        if (global.daemon().reload().checkConfigLog() == null) {
            words("No test config before reload");
        }
        DynamicInterfaces dynamic = vrrp.dynamicInterfaces();
        line("Dynamic interfaces", dynamic != DynamicInterfaces.OFF);
        if (dynamic != DynamicInterfaces.OFF) {
            line("Allow interface changes", dynamic == DynamicInterfaces.ALLOW_IF_CHANGES);
        }
        line("Default interface", vrrp.defaultInterface());
        line("Disable local IGMP", vrrp.has(VrrpGlobals.Flag.DISABLE_LOCAL_IGMP) ? "yes" : "no");
        line("LVS flush", global.lvs().flush());
        line("LVS flush on stop", named(global.lvs().flushOnStop()));
        line("FIFO write vrrp states on reload", global.daemon().fifos().statesOnReload());
    }

    private static String named(FlushOnStop flush) {
        return switch (flush) {
            case NO -> "disabled";
            case TABLE -> "full";
            case SERVICES -> "VS";
        };
    }

    private void defaults(VrrpDefaults defaults) {
        Announcements announcements = defaults.announcements();
        line("VRRP notify priority changes", defaults.notifyPriorityChanges());
        line("VRRP IPv4 mcast group", defaults.multicastGroup4());
        line("VRRP IPv6 mcast group", defaults.multicastGroup6());
        line("Gratuitous ARP delay", announcements.delay().toSeconds());
        line("Gratuitous ARP repeat", announcements.repeat());
        line("Gratuitous ARP refresh timer", announcements.refresh().toSeconds());
        line("Gratuitous ARP refresh repeat", announcements.refreshRepeat());
        line("Gratuitous ARP lower priority delay", announcements.lowerPriorityDelay().toSeconds());
        line("Gratuitous ARP lower priority repeat", announcements.lowerPriorityRepeat());
        line("Num adverts before down", defaults.downTimerAdverts());
        line(
                "Gratuitous ARP for each secondary VMAC",
                announcements.extraInterfacePeriod().toSeconds() + "s");
        line(
                "Send advert after receive lower priority advert",
                !defaults.advertFlags().contains(Flag.LOWER_PRIORITY_NO_ADVERT));
        line(
                "Send advert after receive higher priority advert",
                defaults.advertFlags().contains(Flag.HIGHER_PRIORITY_SEND_ADVERT));
        line("Gratuitous ARP interval", seconds(global.vrrp().announcementGaps().garp()));
        line("Gratuitous NA interval", seconds(global.vrrp().announcementGaps().gna()));
        line("VRRP default protocol version", defaults.version());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.6f", duration.toNanos() / 1e9);
    }

    private void filter(PacketFilterSettings filter) {
        if (filter.nftablesTable() != null) {
            line("nftables table name", filter.nftablesTable());
            line("nftables base chain priority", filter.nftablesPriority());
            words(
                    "nftables "
                            + (filter.nftablesInterfaceIndex() ? "" : "don't ")
                            + "force use ifindex for link local IPv6");
        }
        words(filter.counters() ? "nftables with counters" : "nftables without counters");
    }

    private void strictness(VrrpDefaults defaults) {
        line("VRRP check unicast_src", defaults.checkUnicastSource());
        line(
                "VRRP skip check advert addresses",
                defaults.advertFlags().contains(Flag.SKIP_CHECK_ADVERT_ADDRESSES));
        line("VRRP strict mode", defaults.advertFlags().contains(Flag.STRICT));
    }

    private void scheduling(SchedulingGlobals scheduling) {
        line("Max auto priority", scheduling.autoPriority().maximum());
        line(
                "Min auto priority delay",
                scheduling.autoPriority().minimumDelay().toNanos() / 1_000 + " usecs");
        role("VRRP", scheduling.vrrp());
        role("Checker", scheduling.checkers());
        role("BFD", scheduling.bfd());
    }

    private void role(String name, ProcessScheduling scheduling) {
        line(name + " process priority", Objects.requireNonNullElse(scheduling.nice(), 0));
        line(name + " don't swap", scheduling.noSwap());
        line(name + " realtime priority", scheduling.realtimePriority());
        line(name + " realtime limit", scheduling.rlimitRttimeMicros());
    }

    private void interfacesToOthers(SnmpSettings snmp) {
        words("SNMP vrrp " + enabled(snmp.vrrp()));
        words("SNMP checker " + enabled(snmp.checker()));
        words("SNMP RFCv2 " + enabled(snmp.rfcV2()));
        words("SNMP RFCv3 " + enabled(snmp.rfcV3()));
        words("SNMP traps " + enabled(snmp.traps()));
        line("SNMP socket", socket(snmp.socket()));
        words("DBus " + enabled(global.dbus().enabled()));
        words("Script security " + enabled(global.daemon().scripts().security()));
    }

    private static String socket(@Nullable String socket) {
        return socket == null ? "default (unix:/var/agentx/master)" : socket;
    }

    private static String enabled(boolean truth) {
        return truth ? "enabled" : "disabled";
    }

    private void buffers(NetlinkBuffers buffers) {
        buffer("vrrp_netlink_cmd_rcv_bufs", buffers.vrrpCommand());
        buffer("vrrp_netlink_monitor_rcv_bufs", buffers.vrrpMonitor());
        buffer("process_monitor_rcv_bufs", buffers.processMonitor());
        buffer("lvs_netlink_cmd_rcv_bufs", buffers.lvsCommand());
        buffer("lvs_netlink_monitor_rcv_bufs", buffers.lvsMonitor());
    }

    private void buffer(String name, NetlinkBuffers.Buffer buffer) {
        line(name, buffer.bytes());
        line(name + "_force", number(buffer.force()));
    }

    private void last() {
        line("rs_init_notifies", number(global.lvs().initialNotifies()));
        line("no_checker_emails", number(global.mail().alerts().noCheckers()));
        List<String> policy = global.vrrp().receiveBuffers().policy();
        if (!policy.isEmpty()) {
            line("rx_bufs_policy", String.join(" ", policy).toUpperCase(Locale.ROOT));
        }
        line("rx_bufs_multiples", global.vrrp().receiveBuffers().multiplier());
    }

    private static int number(boolean truth) {
        return truth ? 1 : 0;
    }
}
