package dev.upkeep.app.hooks;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.Fence;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.checkers.ServerEvent.Cause;
import dev.upkeep.config.model.Quorum;
import dev.upkeep.config.model.Script;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Notifications about a change of a real server or of a quorum: a script, a line in the FIFOs,
/// mail. Each is fenced by itself, so that one that fails does not keep the others back. Called on
/// the thread of the checks only.
final class CheckerNotifications implements CheckerHooks {

    private static final Fence FENCE =
            new Fence(LoggerFactory.getLogger(CheckerNotifications.class));

    private final NotificationSink out;

    CheckerNotifications(NotificationSink out) {
        this.out = out;
    }

    @Override
    public void serverChanged(ServerEvent event) {
        String names = event.serverName() + " " + event.serviceName();
        String state = event.up() ? "UP" : "DOWN";
        run(
                names,
                event.up()
                        ? event.server().notifications().notifyUp()
                        : event.server().notifications().notifyDown());
        lvsLine("RS " + names + " " + state);
        mail(event);
    }

    @Override
    public void checkChanged(ServerEvent event) {
        if (!out.noCheckMail()) {
            mail(event);
        }
    }

    private void mail(ServerEvent event) {
        if (event.server().notifications().smtpAlert()) {
            String subject =
                    "Realserver %s of virtual server %s - %s"
                            .formatted(
                                    event.serverName(),
                                    event.serviceName(),
                                    event.up() ? "UP" : "DOWN");
            mail(new Mail(subject, event.detail()));
        }
    }

    @Override
    public void quorumChanged(QuorumEvent event) {
        Quorum quorum = event.service().quorum();
        String state = event.up() ? "UP" : "DOWN";
        run(event.serviceName(), event.up() ? quorum.up() : quorum.down());
        lvsLine("VS " + event.serviceName() + " " + state);
        if (event.service().policy().smtpAlert()) {
            String body = event.cause() == Cause.STOP ? "Shutting down" : sums(event);
            mail(new Mail("Virtualserver " + event.serviceName() + " - " + state, body));
        }
    }

    /// As in the log. keepalived 2.2.7 writes `+` and `<=` in mails about a lost quorum too.
    private static String sums(QuorumEvent event) {
        boolean starts = event.cause() == Cause.START;
        long quorum = event.service().quorum().quorum();
        long hysteresis = event.service().quorum().hysteresis();
        return event.up()
                ? "%s %d+%d=%d <= %d"
                        .formatted(
                                starts ? "Starting with quorum up" : "Gained quorum",
                                quorum,
                                hysteresis,
                                quorum + hysteresis,
                                event.live())
                : "%s %d-%d=%d > %d"
                        .formatted(
                                starts ? "Starting with quorum down" : "Lost quorum",
                                quorum,
                                hysteresis,
                                quorum - hysteresis,
                                event.live());
    }

    private void run(String source, @Nullable Script script) {
        if (script != null) {
            FENCE.run("Script for " + source, () -> out.run(source, List.of(script)));
        }
    }

    private void lvsLine(String line) {
        FENCE.run("FIFO line '" + line + "'", () -> out.lvsLine(line));
    }

    private void mail(Mail mail) {
        FENCE.run("Mail '" + mail.subject() + "'", () -> out.mail(mail));
    }
}
