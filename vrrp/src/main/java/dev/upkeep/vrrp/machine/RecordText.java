package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.Election;
import dev.upkeep.config.model.VrrpInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A flight record as a file: what the machine depends on of the configuration, where the instance
/// stood before the first event, then every event, its time as a comment before it and the state
/// and priority that it led to behind it. Tests play such a file as a scenario.
public final class RecordText {

    private RecordText() {}

    /// Returns the lines of a record.
    ///
    /// @param entries oldest first, at least one
    /// @param title the first line, without the mark of a comment
    /// @param now CLOCK_MONOTONIC that the times count back from
    public static List<String> of(
            RouterConfig config, List<FlightRecord.Entry> entries, String title, long now) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + title);
        lines.add("# times are seconds before this was written");
        lines.add("");
        lines.addAll(configuration(config));
        int first = first(entries);
        for (FlightRecord.Entry entry : entries.subList(0, first + 1)) {
            lines.add("# " + entry.line(now).strip());
        }
        RouterState before = entries.get(first).state();
        lines.add(EventText.of(new Event.EnvironmentChanged(before.environment())));
        lines.add("role " + RoleText.of(before));
        for (FlightRecord.Entry entry : entries.subList(first + 1, entries.size())) {
            lines.addAll(lines(config, entry, now));
        }
        return lines;
    }

    /// The entry whose state the rest goes on from: the first, or the last change of the
    /// configuration, because only the present one is written.
    private static int first(List<FlightRecord.Entry> entries) {
        int first = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).event() instanceof Event.Reconfigured) {
                first = i;
            }
        }
        return first;
    }

    private static List<String> lines(RouterConfig config, FlightRecord.Entry entry, long now) {
        Event event = entry.event();
        if (event == null) {
            return List.of("# " + entry.line(now).strip());
        }
        RouterState after = entry.state();
        return List.of(
                String.format(Locale.ROOT, "# %.6f", (entry.nanos() - now) / 1e9),
                EventText.of(event),
                "    -> %s %d".formatted(FlightRecord.name(after.role()), after.priority(config)));
    }

    private static List<String> configuration(RouterConfig config) {
        VrrpInstance instance = config.instance();
        Election election = instance.election();
        List<String> lines = new ArrayList<>();
        add(lines, "version", instance.identity().version());
        add(lines, "virtual_router_id", instance.identity().virtualRouterId());
        add(lines, "priority", instance.election().priority());
        add(lines, "advert_int", seconds(instance.adverts().interval()));
        add(lines, "down_timer_adverts", instance.adverts().downTimerAdverts());
        add(lines, "state", election.startsAsMaster() ? "MASTER" : "BACKUP");
        if (!election.preempts()) {
            lines.add("config nopreempt");
        }
        if (!election.preemptDelay().isZero()) {
            add(lines, "preempt_delay", seconds(election.preemptDelay()));
        }
        if (election.timerExpiredPriority() != 0) {
            add(lines, "timer_expired_backup", election.timerExpiredPriority());
        }
        add(
                lines,
                "lower_prio_no_advert",
                has(instance, AdvertPolicy.Flag.LOWER_PRIORITY_NO_ADVERT));
        add(
                lines,
                "higher_prio_send_advert",
                has(instance, AdvertPolicy.Flag.HIGHER_PRIORITY_SEND_ADVERT));
        add(lines, instance.resources().announcements());
        if (config.inSyncGroup()) {
            lines.add("config in sync group");
        }
        lines.add("");
        return lines;
    }

    private static void add(List<String> lines, Announcements announcements) {
        add(lines, "garp_master_delay", announcements.delay().toSeconds());
        add(lines, "garp_master_repeat", announcements.repeat());
        add(lines, "garp_master_refresh", announcements.refresh().toSeconds());
        if (announcements.refreshRepeat() == 0) { // no number that may be written
            lines.add("config global vrrp_min_garp");
        } else {
            add(lines, "garp_master_refresh_repeat", announcements.refreshRepeat());
        }
        add(lines, "garp_lower_prio_delay", announcements.lowerPriorityDelay().toSeconds());
        add(lines, "garp_lower_prio_repeat", announcements.lowerPriorityRepeat());
    }

    private static String has(VrrpInstance instance, AdvertPolicy.Flag flag) {
        return instance.adverts().has(flag) ? "true" : "false";
    }

    private static void add(List<String> lines, String keyword, Object value) {
        lines.add("config " + keyword + " " + value);
    }

    /// Seconds as a configuration has them, microseconds at the finest.
    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.6f", time.toNanos() / 1e9)
                .replaceFirst("0+$", "")
                .replaceFirst("\\.$", "");
    }
}
