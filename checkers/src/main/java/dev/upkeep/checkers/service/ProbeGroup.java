package dev.upkeep.checkers.service;

import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.ProbeSharing;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All checks that are equal, with the schedules of their probes: one as long as they agree, more
/// when a reload added a check, when some are suspended, or when nothing is shared. Belongs to the
/// thread of the checks.
final class ProbeGroup {

    private final CheckContext context;
    private final Checker checker;
    private final CheckTiming timing;
    private final Consumer<ProbeGroup> whenEmpty;
    private Attempts.@Nullable Prepared prepared;

    /// Replaced as a whole when one comes or goes.
    private List<ProbeSchedule> schedules = List.of();

    /// @param whenEmpty called when the last schedule has ended
    ProbeGroup(
            CheckContext context,
            Checker checker,
            CheckTiming timing,
            Consumer<ProbeGroup> whenEmpty) {
        this.context = context;
        this.checker = checker;
        this.timing = timing;
        this.whenEmpty = whenEmpty;
    }

    Checker checker() {
        return checker;
    }

    CheckTiming timing() {
        return timing;
    }

    /// Returns the part that all attempts of the checks share; made when it is first asked for.
    Attempts.Prepared prepared() {
        if (prepared == null) {
            prepared = context.attempts().prepare(checker);
        }
        return prepared;
    }

    /// Returns that part where there was an attempt, else null.
    Attempts.@Nullable Prepared preparedBefore() {
        return prepared;
    }

    /// Begins a check: with others that have not been judged either, or alone.
    ///
    /// @param delay time to its first attempt where it is alone
    void begin(CheckTask task, Duration delay) {
        if (context.sharing()) {
            CheckState state = task.state();
            for (ProbeSchedule schedule : schedules) {
                if (schedule.waits() && !state.judged() && schedule.state().equals(state)) {
                    schedule.add(List.of(task));
                    return;
                }
            }
        }
        add(List.of(task)).schedule(delay);
    }

    private ProbeSchedule add(List<CheckTask> tasks) {
        ProbeSchedule schedule = new ProbeSchedule(this, context, tasks);
        List<ProbeSchedule> all = new ArrayList<>(schedules);
        all.add(schedule);
        schedules = List.copyOf(all);
        return schedule;
    }

    /// Called when a schedule has ended.
    void remove(ProbeSchedule schedule) {
        schedules = schedules.stream().filter(each -> each != schedule).toList();
        if (schedules.isEmpty()) {
            whenEmpty.accept(this);
        }
    }

    /// Schedules the next attempts after one: checks that it left in different states part, and
    /// those that agree with others join them.
    void scheduleNext(ProbeSchedule schedule) {
        List<CheckTask> tasks = schedule.tasks();
        if (tasks.size() == 1) {
            schedule.schedule(tasks.getFirst().delay());
        } else if (!tasks.isEmpty()) {
            part(schedule);
        }
        if (schedules.size() > 1 && context.sharing() && schedule.waits()) {
            join(schedule);
        }
    }

    private void part(ProbeSchedule schedule) {
        boolean sharing = context.sharing();
        List<List<CheckTask>> parts =
                ProbeSharing.split(
                        schedule.tasks(),
                        task -> new ProbeSharing.Course(task.state(), task.delay()),
                        sharing);
        List<CheckTask> first = parts.getFirst();
        schedule.keep(first);
        schedule.schedule(first.getFirst().delay());
        for (List<CheckTask> part : parts.subList(1, parts.size())) {
            Duration delay = part.getFirst().delay();
            add(part).schedule(sharing ? delay : context.spread(delay));
        }
    }

    private void join(ProbeSchedule schedule) {
        CheckState state = schedule.state();
        if (!ProbeSharing.settled(state)) {
            return;
        }
        for (ProbeSchedule other : schedules) {
            if (other != schedule && other.waits() && other.state().equals(state)) {
                ProbeSchedule stays = other.isBefore(schedule) ? other : schedule;
                ProbeSchedule goes = stays == other ? schedule : other;
                List<CheckTask> moved = goes.tasks();
                goes.stop();
                stays.add(moved);
                return;
            }
        }
    }
}
