package dev.upkeep.app.dump;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `keepalived.json`: every instance with its settings, state and counters.
final class VrrpJson {

    private VrrpJson() {}

    /// @param version `json_version`: 1 for an array of instances, 2 for an object that holds it
    static String of(List<InstanceStatus> instances, int version, Secrets secrets) {
        List<Map<String, Object>> all =
                instances.stream().map(status -> instance(status, secrets)).toList();
        return JsonText.of(version == 1 ? all : Map.of("vrrp", all)) + "\n";
    }

    private static Map<String, Object> instance(InstanceStatus status, Secrets secrets) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("data", data(status, secrets));
        Map<String, Object> statistics = new LinkedHashMap<>();
        for (Counter counter : Counter.values()) {
            statistics.put(
                    counter.name().toLowerCase(Locale.ROOT),
                    status.counters().getOrDefault(counter, 0L));
        }
        out.put("stats", statistics);
        return out;
    }

    private static Map<String, Object> data(InstanceStatus status, Secrets secrets) {
        VrrpInstance instance = status.instance();
        boolean master = InstanceState.of(status) == InstanceState.MASTER;
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("iname", instance.name());
        out.put("dont_track_primary", number(!instance.link().trackPrimary()));
        adverts(out, instance.adverts());
        String device = instance.link().interfaceName();
        String macvlan =
                instance.link().macvlan() == null ? null : instance.link().macvlan().name();
        out.put("vmac_ifname", macvlan == null ? "" : macvlan);
        out.put("ifp_ifname", device == null ? "" : device);
        out.put("master_priority", status.masterPriority());
        out.put("last_transition", seconds(status.lastTransition()));
        announcements(out, instance.resources().announcements());
        out.put(
                "lower_prio_no_advert",
                number(instance.adverts().has(AdvertPolicy.Flag.LOWER_PRIORITY_NO_ADVERT)));
        out.put(
                "higher_prio_send_advert",
                number(instance.adverts().has(AdvertPolicy.Flag.HIGHER_PRIORITY_SEND_ADVERT)));
        out.put("vrid", instance.identity().virtualRouterId());
        out.put("base_priority", instance.election().priority());
        out.put("effective_priority", status.priority());
        out.put("vipset", master);
        out.put("promote_secondaries", instance.link().promoteSecondaries());
        out.put("adver_int", seconds(instance.adverts().interval()));
        out.put("master_adver_int", seconds(masterInterval(status)));
        out.put("accept", number(instance.adverts().has(AdvertPolicy.Flag.ACCEPT)));
        out.put("nopreempt", !instance.election().preempts());
        out.put("preempt_delay", seconds(instance.election().preemptDelay()));
        out.put("state", InstanceState.of(status).number());
        out.put("wantstate", InstanceState.desiredBy(status).number());
        out.put("version", instance.identity().version());
        notifications(out, instance.notifications());
        resources(out, instance, device, master);
        authentication(out, instance.adverts().authentication(), secrets);
        return out;
    }

    private static void adverts(Map<String, Object> out, AdvertPolicy policy) {
        out.put(
                "skip_check_adv_addr",
                number(policy.has(AdvertPolicy.Flag.SKIP_CHECK_ADVERT_ADDRESSES)));
        out.put("strict_mode", number(policy.has(AdvertPolicy.Flag.STRICT)));
    }

    private static void announcements(Map<String, Object> out, Announcements announcements) {
        out.put("garp_delay", seconds(announcements.delay()));
        out.put("garp_refresh", seconds(announcements.refresh()));
        out.put("garp_rep", announcements.repeat());
        out.put("garp_refresh_rep", announcements.refreshRepeat());
        out.put("garp_lower_prio_delay", seconds(announcements.lowerPriorityDelay()));
        out.put("garp_lower_prio_rep", announcements.lowerPriorityRepeat());
    }

    private static void notifications(Map<String, Object> out, VrrpNotify notify) {
        out.put("smtp_alert", notify.smtpAlert());
        out.put("notify_deleted", notify.notifyDeleted());
        script(out, "script_backup", notify.backup());
        script(out, "script_master", notify.master());
        script(out, "script_fault", notify.fault());
        script(out, "script_stop", notify.stop());
        script(out, "script_deleted", notify.deleted());
        script(out, "script", notify.any());
        script(out, "script_master_rx_lower_pri", notify.masterReceivedLowerPriority());
    }

    private static void script(Map<String, Object> out, String key, @Nullable Script script) {
        if (script != null) {
            out.put(key, ResourceTexts.of(script));
        }
    }

    private static void resources(
            Map<String, Object> out,
            VrrpInstance instance,
            @Nullable String device,
            boolean master) {
        list(
                out,
                "vips",
                instance.resources().addresses().stream()
                        .map(address -> AddressText.of(address, device, master))
                        .toList());
        list(
                out,
                "evips",
                instance.resources().excluded().stream()
                        .map(address -> AddressText.of(address, device, master))
                        .toList());
        list(
                out,
                "vroutes",
                instance.resources().routes().stream().map(ResourceTexts::of).toList());
        list(out, "vrules", instance.resources().rules().stream().map(ResourceTexts::of).toList());
    }

    private static void list(Map<String, Object> out, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            out.put(key, texts);
        }
    }

    private static void authentication(
            Map<String, Object> out, Authentication authentication, Secrets secrets) {
        switch (authentication) {
            case Authentication.None _ -> out.put("auth_type", 0);
            case Authentication.Password(var password) -> {
                out.put("auth_type", 1);
                out.put("auth_data", secrets.value(password));
            }
            case Authentication.Header(var key) -> {
                out.put("auth_type", 2);
                out.put("auth_data", secrets.value(key));
            }
        }
    }

    private static Duration masterInterval(InstanceStatus status) {
        return status.state().role() instanceof Role.Backup backup
                ? backup.masterInterval()
                : status.instance().adverts().interval();
    }

    private static int number(boolean truth) {
        return truth ? 1 : 0;
    }

    private static BigDecimal seconds(Duration duration) {
        return new BigDecimal(duration.toNanos())
                .movePointLeft(9)
                .stripTrailingZeros()
                .add(BigDecimal.ZERO);
    }

    private static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000, 6);
    }
}
