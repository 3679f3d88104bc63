package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.GlobalProcessKeywords;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptProgram;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.DiagnosticReporter;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.source.SystemView;
import org.jspecify.annotations.Nullable;

/// Decides which scripts can run, and says why others cannot.
final class Scripts {
    /// The account that keepalived looks for when no user is said.
    private static final String CUSTOMARY_USER = "keepalived_script";

    /// First characters of a command that keepalived gives to the shell (measured with 2.2.7).
    private static final String REDIRECTION = "</";

    private final SystemView system;
    private final DiagnosticReporter findings;
    private final boolean security;
    private final boolean keepLinks;
    private final @Nullable ScriptUser defaultUser;
    private final boolean defaultUsable;
    private final boolean judged;
    private @Nullable SourceLocation firstAsRoot;

    /// The reason why the last script cannot run.
    private String refusal = "";

    Scripts(SystemView system, DiagnosticReporter findings, BoundBlock global) {
        this.system = system;
        this.findings = findings;
        security = global.isOn(GlobalProcessKeywords.ENABLE_SCRIPT_SECURITY);
        keepLinks = global.isOn(GlobalProcessKeywords.USE_SYMLINK_PATHS);
        ScriptUser given = null;
        boolean refused = false;
        for (Located<ScriptUser> line : global.all(GlobalProcessKeywords.SCRIPT_USER)) {
            refused = !exists(line.value());
            given = refused ? null : line.value();
            if (refused) {
                findings.error(
                        DiagnosticCode.SCRIPT_USER,
                        line.where(),
                        "script_user '"
                                + named(line.value())
                                + "' does not exist; scripts are not run",
                        "create the account or name another");
            }
        }
        defaultUsable =
                !refused && (given != null || !security || system.user(CUSTOMARY_USER) != null);
        defaultUser = given;
        judged = true;
    }

    private Scripts(Scripts of, boolean judged) {
        system = of.system;
        findings = of.findings;
        security = of.security;
        keepLinks = of.keepLinks;
        defaultUser = of.defaultUser;
        defaultUsable = of.defaultUsable;
        this.judged = judged;
    }

    /// These scripts if the process that runs them has something to do; otherwise scripts of which
    /// only the user is judged: keepalived does not start a process without work, so that nobody
    /// looks for its programs.
    Scripts when(boolean working) {
        return working ? this : new Scripts(this, false);
    }

    /// `script_user`, when it can be used.
    @Nullable ScriptUser defaultUser() {
        return defaultUser;
    }

    boolean security() {
        return security;
    }

    /// The script of a keyword that may be missing without harm (a notification), or null.
    @Nullable Script notification(BoundBlock block, Keyword<Script> keyword) {
        Script script = block.get(keyword);
        if (script == null || script.arguments().isEmpty()) {
            return null;
        }
        return resolve(
                script, block.where(keyword), block.where(keyword), keyword.name(), Severity.HINT);
    }

    /// The script of a check. One that cannot run stays, so that its server shows it.
    Script check(Script script, SourceLocation where, SourceLocation owner, String what) {
        Script found = resolve(script, where, owner, what, Severity.ERROR);
        return found == null ? script.running(new ScriptProgram.Unavailable(refusal)) : found;
    }

    /// The script with what is executed for it, or null when it cannot run; reports why.
    ///
    /// @param owner where to report a problem with the user: its keyword, else the block
    /// @param what the keyword that names it
    /// @param missing how much it matters that the program cannot be executed
    @Nullable Script resolve(
            Script script,
            SourceLocation where,
            SourceLocation owner,
            String what,
            Severity missing) {
        if (!userUsable(script, owner, what, missing)) {
            return null;
        }
        String program = script.arguments().getFirst();
        if (program.startsWith(REDIRECTION)) {
            return script.running(new ScriptProgram.Shell()); // keepalived does not judge it either
        }
        ScriptFile file = ScriptFile.find(system, program, account(script), keepLinks);
        Script found = script.running(new ScriptProgram.Resolved(file.path()));
        ScriptFile.Obstacle obstacle = file.obstacle();
        if (!judged) {
            boolean there = obstacle == null || obstacle.kind() != ScriptFile.Obstacle.Kind.MISSING;
            return there ? found : null;
        }
        if (obstacle != null) {
            DiagnosticCode code =
                    switch (obstacle.kind()) {
                        case MISSING -> DiagnosticCode.SCRIPT_MISSING;
                        case NOT_EXECUTABLE -> DiagnosticCode.SCRIPT_NOT_EXECUTABLE;
                        case INTERPRETER -> DiagnosticCode.SCRIPT_INTERPRETER;
                    };
            refuse(
                    missing,
                    code,
                    where,
                    what,
                    file.path() + " " + obstacle.message(),
                    obstacle.hint());
            return null;
        }
        String insecure = file.insecure();
        if (security && runsAsRoot(script) && insecure != null) {
            refuse(
                    Severity.SECURITY,
                    DiagnosticCode.SCRIPT_INSECURE,
                    where,
                    what,
                    file.path() + " can be changed by others than root: " + insecure,
                    "let root own it, writable by nobody else; a directory may have the sticky bit");
            return null;
        }
        if (firstAsRoot == null && runsAsRoot(script)) {
            firstAsRoot = where;
        }
        return found;
    }

    private void refuse(
            Severity severity,
            DiagnosticCode code,
            SourceLocation where,
            String what,
            String reason,
            @Nullable String hint) {
        refusal = reason;
        findings.add(severity, code, where, what + " " + reason + "; it is not run", hint);
    }

    /// A missing user of a notification is worth a hint only, as keepalived stays silent there.
    private boolean userUsable(Script script, SourceLocation where, String what, Severity missing) {
        ScriptUser user = script.user();
        if (user != null) {
            if (exists(user)) {
                return true;
            }
            refuse(
                    what.startsWith("notify") ? missing : Severity.ERROR,
                    DiagnosticCode.SCRIPT_USER,
                    where,
                    what,
                    "user or group '" + named(user) + "' does not exist",
                    null);
            return false;
        }
        if (defaultUsable) {
            return true;
        }
        refusal = "no user is set and there is no " + CUSTOMARY_USER;
        findings.error(
                DiagnosticCode.SCRIPT_NO_USER,
                where,
                what + " is not run: " + refusal,
                "set script_user in global_defs");
        return false;
    }

    private boolean exists(ScriptUser user) {
        String group = user.group();
        return system.user(user.name()) != null && (group == null || system.group(group) != null);
    }

    private static String named(ScriptUser user) {
        return user.group() == null ? user.name() : user.name() + " " + user.group();
    }

    private boolean runsAsRoot(Script script) {
        SystemView.Account account = account(script);
        return account == null ? system.superuser() : account.uid() == 0;
    }

    /// The account that runs a script; null for the user of the daemon.
    private SystemView.@Nullable Account account(Script script) {
        ScriptUser user = script.user() == null ? defaultUser : script.user();
        return system.user(user == null ? CUSTOMARY_USER : user.name());
    }

    /// The place of the first script that runs as root unguarded, of those asked about since the
    /// last call; null without any.
    @Nullable SourceLocation takeUnguarded() {
        SourceLocation first = security ? null : firstAsRoot;
        firstAsRoot = null;
        return first;
    }

    /// One report for all scripts that run as root unguarded.
    void reportUnguarded(@Nullable SourceLocation first) {
        if (first != null) {
            findings.add(
                    Severity.SECURITY,
                    DiagnosticCode.SCRIPT_SECURITY,
                    first,
                    "scripts are run as root without enable_script_security",
                    "write enable_script_security in global_defs, and script_user");
        }
    }
}
