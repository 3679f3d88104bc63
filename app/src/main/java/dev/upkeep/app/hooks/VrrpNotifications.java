package dev.upkeep.app.hooks;

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
import org.jspecify.annotations.Nullable;

/// What a transition of an instance or a group sets off: its own script and the generic one, a line
/// in the FIFOs, mail. Called on the thread of VRRP only.
final class VrrpNotifications implements VrrpHooks {

    private final ScriptThread scripts;
    private final Fifos fifos;
    private final Mailer mailer;

    /// The state that was mailed last, by `INSTANCE name`: a state is mailed once.
    private final Map<String, Transition> mailed = new HashMap<>();

    VrrpNotifications(ScriptThread scripts, Fifos fifos, Mailer mailer) {
        this.scripts = scripts;
        this.fifos = fifos;
        this.mailer = mailer;
    }

    @Override
    public void instanceChanged(VrrpInstance instance, Transition transition, int priority) {
        tell(
                "INSTANCE",
                "Instance",
                instance.name(),
                instance.notifications(),
                transition,
                priority);
    }

    @Override
    public void groupChanged(SyncGroup group, Transition transition) {
        tell("GROUP", "Group", group.name(), group.notifications(), transition, 0);
    }

    private void tell(
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
            together.add(
                    withArguments(generic, List.of(kind, name, transition.name(), "" + priority)));
        }
        scripts.run(kind + " " + name, together);
        fifos.vrrp(kind + " \"" + name + "\" " + transition + " " + priority);
        mail(kind, kindInMail, name, notify, transition);
    }

    private void mail(
            String kind, String kindInMail, String name, VrrpNotify notify, Transition transition) {
        boolean mailable =
                switch (transition) {
                    case MASTER, BACKUP -> true;
                    case FAULT -> !mailer.noFaults();
                    case STOP, DELETED, MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY ->
                            false;
                };
        if (mailable && notify.smtpAlert() && mailed.put(kind + name, transition) != transition) {
            mailer.send(
                    new Mail(
                            "VRRP "
                                    + kindInMail
                                    + " "
                                    + name
                                    + " - Entering "
                                    + transition
                                    + " state",
                            "VRRP "
                                    + kindInMail
                                    + (transition == Transition.MASTER
                                            ? " is now owning VRRP VIPs"
                                            : " is no longer owning VRRP VIPs")));
        }
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

    private static Script withArguments(Script script, List<String> more) {
        List<String> arguments = new ArrayList<>(script.arguments());
        arguments.addAll(more);
        String shown = script.commandLine() + " " + String.join(" ", more);
        return new Script(shown, arguments, script.user());
    }
}
