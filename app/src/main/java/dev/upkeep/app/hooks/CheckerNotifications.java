package dev.upkeep.app.hooks;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.config.model.Quorum;
import dev.upkeep.config.model.Script;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a change of a real server or of a quorum sets off: a script, a line in the FIFOs, mail.
/// Called on the thread of the checks only.
final class CheckerNotifications implements CheckerHooks {

    private final ScriptThread scripts;
    private final Fifos fifos;
    private final Mailer mailer;

    CheckerNotifications(ScriptThread scripts, Fifos fifos, Mailer mailer) {
        this.scripts = scripts;
        this.fifos = fifos;
        this.mailer = mailer;
    }

    @Override
    public void serverChanged(ServerEvent event) {
        String names = event.serverName() + " " + event.serviceName();
        String state = event.up() ? "UP" : "DOWN";
        run(names, event.up() ? event.server().notifyUp() : event.server().notifyDown());
        fifos.lvs("RS " + names + " " + state);
        if (event.server().smtpAlert() && !mailer.noCheckers()) {
            mailer.send(
                    new Mail(
                            "Realserver "
                                    + event.serverName()
                                    + " of virtual server "
                                    + event.serviceName()
                                    + " - "
                                    + state,
                            event.detail()));
        }
    }

    @Override
    public void quorumChanged(QuorumEvent event) {
        Quorum quorum = event.service().quorum();
        String state = event.up() ? "UP" : "DOWN";
        run(event.serviceName(), event.up() ? quorum.up() : quorum.down());
        fifos.lvs("VS " + event.serviceName() + " " + state);
        if (event.service().policy().smtpAlert()) {
            String sums =
                    event.up()
                            ? "Gained quorum " + quorum.quorum() + "+" + quorum.hysteresis() + "="
                            : "Lost quorum " + quorum.quorum() + "-" + quorum.hysteresis() + "=";
            String body =
                    sums
                            + (quorum.quorum() + (event.up() ? 1 : -1) * quorum.hysteresis())
                            + (event.up() ? " <= " : " > ")
                            + event.live()
                            + " for VS "
                            + event.serviceName();
            mailer.send(new Mail("Virtualserver " + event.serviceName() + " - " + state, body));
        }
    }

    private void run(String source, @Nullable Script script) {
        if (script != null) {
            scripts.run(source, List.of(script));
        }
    }
}
