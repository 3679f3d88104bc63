package dev.upkeep.app.dump;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.vrrp.io.InstanceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `keepalived.data`: instances and sync groups for people and scripts, with keepalived's words and
/// indentation. Descriptors, interfaces and buffers, which concern keepalived's own insides, are
/// left out.
final class VrrpDataText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss.SSSSSS yyyy", Locale.ROOT);

    private final Configuration configuration;
    private final ZoneId zone;
    private final Secrets secrets;
    private final StringBuilder out = new StringBuilder();

    private VrrpDataText(Configuration configuration, ZoneId zone, Secrets secrets) {
        this.configuration = configuration;
        this.zone = zone;
        this.secrets = secrets;
    }

    /// @param zone of the times
    static String of(
            Configuration configuration,
            List<InstanceStatus> instances,
            ZoneId zone,
            Secrets secrets) {
        VrrpDataText text = new VrrpDataText(configuration, zone, secrets);
        text.out.append(GlobalDataText.of(configuration));
        text.out.append("------< VRRP Topology >------\n");
        instances.forEach(text::instance);
        if (!configuration.syncGroups().isEmpty()) {
            text.out.append("------< VRRP Sync groups >------\n");
            configuration.syncGroups().forEach(group -> text.group(group, instances));
        }
        return text.out.toString();
    }

    private void line(String name, Object value) {
        out.append("   ").append(name).append(" = ").append(value).append('\n');
    }

    private void instance(InstanceStatus status) {
        VrrpInstance instance = status.instance();
        out.append(" VRRP Instance = ").append(instance.name()).append('\n');
        line("VRRP Version", instance.identity().version());
        configuration.syncGroups().stream()
                .filter(group -> group.members().contains(instance.name()))
                .forEach(group -> line("Sync group", group.name()));
        if (instance.identity().family() == Family.INET6) {
            out.append("   Using Native IPv6\n");
        }
        line("State", InstanceState.of(status));
        line("Wantstate", InstanceState.desiredBy(status));
        line("Number of interface and track script faults", status.state().faults().size());
        line("Last transition", time(status.lastTransition()));
        interfaces(instance, status);
        announcements(instance.resources().announcements());
        line("Down timer adverts", instance.adverts().downTimerAdverts());
        AdvertPolicy policy = instance.adverts();
        line(
                "Send advert after receive lower priority advert",
                !policy.has(AdvertPolicy.Flag.LOWER_PRIORITY_NO_ADVERT));
        line(
                "Send advert after receive higher priority advert",
                policy.has(AdvertPolicy.Flag.HIGHER_PRIORITY_SEND_ADVERT));
        line("Virtual Router ID", instance.identity().virtualRouterId());
        line("Priority", instance.election().priority());
        line("Effective priority", status.priority());
        line("Total priority", instance.election().priority() + status.state().adjustment());
        line("Advert interval", interval(instance));
        line("Accept", enabled(policy.has(AdvertPolicy.Flag.ACCEPT)));
        line("Preempt", enabled(instance.election().preempts()));
        if (!instance.election().preemptDelay().isZero()) {
            line("Preempt delay", instance.election().preemptDelay().toSeconds() + " secs");
        }
        line("Promote_secondaries", enabled(instance.link().promoteSecondaries()));
        authentication(instance);
        resources(instance, status);
        notifications(instance.notifications());
        line("Notify priority changes", instance.notifications().priorityChanges());
    }

    private void interfaces(VrrpInstance instance, InstanceStatus status) {
        String device = instance.link().interfaceName();
        if (device != null) {
            line("Interface", device);
        }
        if (status.state().source() != null) {
            line("Using src_ip", status.state().source());
        }
        switch (instance.transport()) {
            case VrrpTransport.Multicast multicast ->
                    out.append("   Multicast address ")
                            .append(multicast.destination())
                            .append('\n');
            case VrrpTransport.Unicast unicast -> {
                out.append("   Unicast Peer :\n");
                unicast.peers()
                        .forEach(peer -> out.append("     ").append(peer.address()).append('\n'));
            }
        }
    }

    private void announcements(Announcements announcements) {
        line("Gratuitous ARP delay", announcements.delay().toSeconds());
        line("Gratuitous ARP repeat", announcements.repeat());
        line("Gratuitous ARP refresh", announcements.refresh().toSeconds());
        line("Gratuitous ARP refresh repeat", announcements.refreshRepeat());
        line("Gratuitous ARP lower priority delay", announcements.lowerPriorityDelay().toSeconds());
        line("Gratuitous ARP lower priority repeat", announcements.lowerPriorityRepeat());
    }

    /// Whole seconds with version 2, else milliseconds.
    private static String interval(VrrpInstance instance) {
        Duration interval = instance.adverts().interval();
        return instance.identity().version() == 2
                ? interval.toSeconds() + " sec"
                : interval.toMillis() + " milli-sec";
    }

    private void authentication(VrrpInstance instance) {
        if (instance.identity().version() != 2) {
            return;
        }
        switch (instance.adverts().authentication()) {
            case Authentication.None _ -> line("Authentication type", "none");
            case Authentication.Password(var password) -> {
                line("Authentication type", "SIMPLE_PASSWORD");
                line("Password", secrets.text(password));
            }
            case Authentication.Header(var key) -> {
                line("Authentication type", "IPSEC_AH");
                line("Password", secrets.text(key));
            }
        }
    }

    private void resources(VrrpInstance instance, InstanceStatus status) {
        List<VirtualAddress> addresses = instance.resources().addresses();
        out.append("   Virtual IP (").append(addresses.size()).append("):\n");
        addresses.forEach(address -> address(address, instance, status));
        if (!instance.resources().excluded().isEmpty()) {
            out.append("   Virtual IP Excluded :\n");
            instance.resources().excluded().forEach(each -> address(each, instance, status));
        }
        if (!instance.resources().routes().isEmpty()) {
            out.append("   Virtual Routes :\n");
            instance.resources()
                    .routes()
                    .forEach(each ->
                            out.append("     ").append(ResourceTexts.of(each)).append('\n'));
        }
        if (!instance.resources().rules().isEmpty()) {
            out.append("   Virtual Rules :\n");
            instance.resources()
                    .rules()
                    .forEach(each ->
                            out.append("     ").append(ResourceTexts.of(each)).append('\n'));
        }
    }

    private void address(VirtualAddress address, VrrpInstance instance, InstanceStatus status) {
        boolean set = InstanceState.of(status) == InstanceState.MASTER;
        String device = instance.link().interfaceName();
        out.append("     ").append(AddressText.of(address, device, set)).append('\n');
    }

    private void notifications(VrrpNotify notify) {
        line("Using smtp notification", notify.smtpAlert() ? "yes" : "no");
        line("Notify deleted", notify.notifyDeleted() ? "Deleted" : "Fault");
        script("Backup state transition", notify.backup());
        script("Master state transition", notify.master());
        script("Fault state transition", notify.fault());
        script("Stop state transition", notify.stop());
        script("Deleted state transition", notify.deleted());
        script("Generic state transition", notify.any());
        script("Master rx lower pri state transition", notify.masterReceivedLowerPriority());
    }

    private void script(String name, @Nullable Script script) {
        if (script != null) {
            line(name + " script", ResourceTexts.of(script));
        }
    }

    private void group(SyncGroup group, List<InstanceStatus> instances) {
        List<InstanceStatus> members =
                instances.stream()
                        .filter(one -> group.members().contains(one.instance().name()))
                        .toList();
        String state = members.isEmpty() ? "INIT" : InstanceState.of(members.getFirst()).name();
        long faulty =
                members.stream()
                        .filter(one -> InstanceState.of(one) == InstanceState.FAULT)
                        .count();
        long initial =
                members.stream().filter(one -> InstanceState.of(one) == InstanceState.INIT).count();
        out.append(" VRRP Sync Group = ").append(group.name()).append(", ").append(state);
        out.append("\n   Num member fault ").append(faulty);
        out.append(", num member init ").append(initial);
        out.append("\n   VRRP member instances :\n");
        group.members().forEach(name -> out.append("     ").append(name).append('\n'));
        line("Using smtp notification", group.notifications().smtpAlert() ? "yes" : "no");
        script("Backup state transition", group.notifications().backup());
        script("Master state transition", group.notifications().master());
        script("Fault state transition", group.notifications().fault());
        script("Stop state transition", group.notifications().stop());
        script("Generic state transition", group.notifications().any());
    }

    private static String enabled(boolean truth) {
        return truth ? "enabled" : "disabled";
    }

    /// `1795796734.253971 (Fri Nov 27 16:25:34.253971 2026)`.
    private String time(Instant time) {
        return "%d.%06d (%s)"
                .formatted(
                        time.getEpochSecond(),
                        time.getNano() / 1_000,
                        TIME.format(time.atZone(zone)));
    }
}
