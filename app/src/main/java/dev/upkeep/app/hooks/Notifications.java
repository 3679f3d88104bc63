package dev.upkeep.app.hooks;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.ScriptCommands;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.vrrp.VrrpHooks;
import java.time.Duration;
import java.util.List;

/// Everything that events set off outside the daemon: scripts, FIFOs, mail.
public final class Notifications implements AutoCloseable {

    /// Limit of how long scripts may go on when the daemon ends; keepalived gives them about as
    /// much.
    private static final Duration SCRIPTS_AT_END = Duration.ofSeconds(1);

    private static final Duration MAIL_AT_END = Duration.ofSeconds(1);

    private final ScriptAccounts accounts;
    private final ScriptThread scripts;
    private final Fifos fifos;
    private final Mailer mailer;
    private final VrrpNotifications vrrp;
    private final CheckerHooks checkers;

    public Notifications(Configuration configuration, SystemView system) {
        GlobalDefs global = configuration.global();
        accounts = new ScriptAccounts(system, global.daemon().scripts());
        scripts = new ScriptThread(accounts);
        fifos = new Fifos(accounts, scripts::serve);
        mailer = new Mailer(global.mail(), global.routerId());
        NotificationSink outlets = new RealOutlets(scripts, fifos, mailer);
        vrrp = new VrrpNotifications(outlets);
        checkers = new CheckerNotifications(outlets);
        fifos.configure(global.daemon().fifos());
    }

    /// Goes over to the settings of a reload.
    public void configure(Configuration configuration) {
        GlobalDefs global = configuration.global();
        accounts.configure(global.daemon().scripts());
        fifos.configure(global.daemon().fifos());
        mailer.configure(global.mail(), global.routerId());
        if (global.daemon().fifos().statesOnReload()) {
            vrrp.repeatStates(configuration);
        }
    }

    /// The daemon begins to stop: asks running scripts to end. Events of its parts from now on are
    /// no longer held up by them.
    public void stopping() {
        scripts.stopping();
    }

    /// For the thread of VRRP.
    public VrrpHooks vrrp() {
        return vrrp;
    }

    /// For the thread of the checks.
    public CheckerHooks checkers() {
        return checkers;
    }

    /// Returns how the programs of `MISC_CHECK` are run: as notify scripts are.
    public ScriptCommands commands() {
        return accounts::command;
    }

    /// Lets what is queued end within a second or two, then ends it.
    @Override
    public void close() {
        fifos.close();
        scripts.close(SCRIPTS_AT_END);
        mailer.finish(MAIL_AT_END);
    }

    private record RealOutlets(ScriptThread scripts, Fifos fifos, Mailer mailer)
            implements NotificationSink {

        @Override
        public void run(String source, List<Script> together) {
            scripts.run(source, together);
        }

        @Override
        public void vrrpLine(String line) {
            fifos.vrrp(line);
        }

        @Override
        public void lvsLine(String line) {
            fifos.lvs(line);
        }

        @Override
        public void mail(Mail mail) {
            mailer.send(mail);
        }

        @Override
        public boolean noFaultMail() {
            return mailer.noFaults();
        }

        @Override
        public boolean noCheckMail() {
            return mailer.noCheckers();
        }
    }
}
