package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Notifications about a transition of an instance or a group: its own script and the generic one,
/// a line in the FIFOs, mail. Called on the thread of VRRP, except where it says otherwise.
final class VrrpNotifications implements VrrpHooks {

    private final NotificationSink out;

    /// The state that was mailed last, by `INSTANCE name`: a state is mailed once.
    private final Map<String, Transition> mailed = new HashMap<>();

    /// The last published line, by `INSTANCE name`.
    private final Map<String, String> states = new ConcurrentHashMap<>();

    VrrpNotifications(NotificationSink out) {
        this.out = out;
    }

    /// `fifo_write_vrrp_states_on_reload`: writes to the FIFOs again the state of groups and
    /// instances that the new configuration still has. Any thread.
    void repeatStates(Configuration next) {
        states.keySet().retainAll(names(next).toList());
        names(next).map(states::get).filter(Objects::nonNull).forEach(out::vrrpLine);
    }

    private static Stream<String> names(Configuration configuration) {
        return Stream.concat(
                configuration.syncGroups().stream().map(group -> "GROUP" + group.name()),
                configuration.vrrpInstances().stream()
                        .map(instance -> "INSTANCE" + instance.name()));
    }

    @Override
    public void instanceChanged(VrrpInstance instance, Transition transition, int priority) {
        publish(
                "INSTANCE",
                "Instance",
                instance.name(),
                instance.notifications(),
                transition,
                priority);
    }

    @Override
    public void groupChanged(SyncGroup group, Transition transition) {
        publish("GROUP", "Group", group.name(), group.notifications(), transition, 0);
    }

    private void publish(
            String kind,
            String kindInMail,
            String name,
            VrrpNotify notify,
            Transition transition,
            int priority) {
        if (isPriorityChange(transition) && !notify.priorityChanges()) {
            return;
        }
        List<Script> together = new ArrayList<>();
        Script own = ownScript(notify, transition);
        if (own != null) {
            together.add(own);
        }
        Script generic = notify.any();
        if (generic != null && isState(transition)) {
            together.add(generic.with(List.of(kind, name, transition.name(), "" + priority)));
        }
        out.run(kind + " " + name, together);
        String line = kind + " \"" + name + "\" " + transition + " " + priority;
        if (isState(transition)) {
            states.put(kind + name, line);
        }
        out.vrrpLine(line);
        mail(kind, kindInMail, name, notify, transition);
    }

    private void mail(
            String kind, String kindInMail, String name, VrrpNotify notify, Transition transition) {
        Mail mail = mailOf(kindInMail, name, transition);
        boolean enabled =
                notify.smtpAlert() && !(transition == Transition.FAULT && out.noFaultMail());
        if (mail != null && enabled && mailed.put(kind + name, transition) != transition) {
            out.mail(mail);
        }
    }

    private static @Nullable Mail mailOf(String kind, String name, Transition transition) {
        String subject = "VRRP " + kind + " " + name + " - ";
        return switch (transition) {
            case MASTER, BACKUP, FAULT ->
                    new Mail(
                            subject + "Entering " + transition + " state",
                            kind.equals("Group")
                                    ? "All VRRP group instances are now in " + transition + " state"
                                    : transition == Transition.MASTER
                                            ? "VRRP Instance is now owning VRRP VIPs"
                                            : "VRRP Instance is no longer owning VRRP VIPs");
            case DELETED -> new Mail(subject + "Deleted", "VRRP Deleted at reload");
            case STOP, MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> null;
        };
    }

    private static @Nullable Script ownScript(VrrpNotify notify, Transition transition) {
        return switch (transition) {
            case MASTER -> notify.master();
            case BACKUP -> notify.backup();
            case FAULT -> notify.fault();
            case STOP -> notify.stop();
            case DELETED -> notify.deleted();
            case MASTER_RX_LOWER_PRI -> notify.masterReceivedLowerPriority();
            case MASTER_PRIORITY, BACKUP_PRIORITY -> null;
        };
    }

    private static boolean isState(Transition transition) {
        return switch (transition) {
            case MASTER, BACKUP, FAULT, STOP, DELETED -> true;
            case MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> false;
        };
    }

    private static boolean isPriorityChange(Transition transition) {
        return transition == Transition.MASTER_PRIORITY || transition == Transition.BACKUP_PRIORITY;
    }
}
