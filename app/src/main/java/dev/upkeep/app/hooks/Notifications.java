package dev.upkeep.app.hooks;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.ScriptCommands;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.read.SystemView;
import dev.upkeep.vrrp.VrrpHooks;
import java.time.Duration;

/// Everything that events set off outside the daemon: scripts, FIFOs, mail.
public final class Notifications implements AutoCloseable {

    /// How long scripts may go on when the daemon ends; keepalived gives them about as much.
    private static final Duration SCRIPTS_AT_END = Duration.ofSeconds(1);

    private static final Duration MAIL_AT_END = Duration.ofSeconds(1);

    private final ScriptAccounts accounts;
    private final ScriptThread scripts;
    private final Fifos fifos;
    private final Mailer mailer;
    private final VrrpHooks vrrp;
    private final CheckerHooks checkers;

    public Notifications(Configuration configuration, SystemView system) {
        GlobalDefs global = configuration.global();
        accounts = new ScriptAccounts(system, global.scripts().user());
        scripts = new ScriptThread(accounts);
        fifos = new Fifos(accounts, scripts::serve);
        mailer = new Mailer(global.mail(), global.routerId());
        vrrp = new VrrpNotifications(scripts, fifos, mailer);
        checkers = new CheckerNotifications(scripts, fifos, mailer);
        fifos.configure(global.fifos());
    }

    /// Goes over to the settings of a reload.
    public void configure(Configuration configuration) {
        GlobalDefs global = configuration.global();
        accounts.configure(global.scripts().user());
        fifos.configure(global.fifos());
        mailer.configure(global.mail(), global.routerId());
    }

    /// For the thread of VRRP.
    public VrrpHooks vrrp() {
        return vrrp;
    }

    /// For the thread of the checks.
    public CheckerHooks checkers() {
        return checkers;
    }

    /// How the programs of `MISC_CHECK` are run: as notify scripts are.
    public ScriptCommands commands() {
        return accounts::command;
    }

    /// Lets what is queued end within a second or two, then ends it.
    @Override
    public void close() {
        scripts.close(SCRIPTS_AT_END);
        fifos.close();
        mailer.finish(MAIL_AT_END);
    }
}
