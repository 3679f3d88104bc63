package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.GlobalProcessKeywords;
import dev.upkeep.config.model.Script;
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

    private final SystemView system;
    private final DiagnosticReporter findings;
    private final boolean security;
    private final @Nullable ScriptUser defaultUser;
    private final boolean defaultUsable;
    private final boolean judged;
    private @Nullable SourceLocation firstAsRoot;

    Scripts(SystemView system, DiagnosticReporter findings, BoundBlock global) {
        this.system = system;
        this.findings = findings;
        security = global.isOn(GlobalProcessKeywords.ENABLE_SCRIPT_SECURITY);
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
        return usable(
                        script,
                        block.where(keyword),
                        block.where(keyword),
                        keyword.name(),
                        Severity.HINT)
                ? script
                : null;
    }

    /// True when the script can run; reports why not.
    ///
    /// @param owner where to report a problem with the user: its keyword, else the block
    /// @param what the keyword that names it
    /// @param missing how much it matters that the program is missing
    boolean usable(
            Script script,
            SourceLocation where,
            SourceLocation owner,
            String what,
            Severity missing) {
        if (!userUsable(script, owner, what, missing)) {
            return false;
        }
        ScriptFile file = ScriptFile.find(system, script.arguments().getFirst());
        if (!judged) {
            return file.status() != ScriptFile.Status.MISSING;
        }
        if (file.status() == ScriptFile.Status.MISSING) {
            findings.add(
                    missing,
                    DiagnosticCode.SCRIPT_MISSING,
                    where,
                    what + " " + script.arguments().getFirst() + " is not found; it is not run",
                    null);
            return false;
        }
        if (file.status() == ScriptFile.Status.NOT_EXECUTABLE) {
            findings.hint(
                    DiagnosticCode.SCRIPT_NOT_EXECUTABLE,
                    where,
                    what + " " + file.path() + " is not executable; the shell will refuse it",
                    "chmod +x " + file.path());
        }
        if (!runsAsRoot(script)) {
            return true;
        }
        if (security && file.insecure()) {
            findings.add(
                    Severity.SECURITY,
                    DiagnosticCode.SCRIPT_INSECURE,
                    where,
                    what + " " + file.path() + " can be changed by others than root; it is not run",
                    "let root own the file and its directories, writable by nobody else");
            return false;
        }
        if (firstAsRoot == null) {
            firstAsRoot = where;
        }
        return true;
    }

    /// A missing user of a notification is worth a hint only, as keepalived stays silent there.
    private boolean userUsable(Script script, SourceLocation where, String what, Severity missing) {
        ScriptUser user = script.user();
        if (user != null) {
            if (exists(user)) {
                return true;
            }
            findings.add(
                    what.startsWith("notify") ? missing : Severity.ERROR,
                    DiagnosticCode.SCRIPT_USER,
                    where,
                    what + " user or group '" + named(user) + "' does not exist; it is not run",
                    null);
            return false;
        }
        if (defaultUsable) {
            return true;
        }
        findings.error(
                DiagnosticCode.SCRIPT_NO_USER,
                where,
                what + " is not run: no user is set and there is no " + CUSTOMARY_USER,
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
        ScriptUser user = script.user() == null ? defaultUser : script.user();
        if (user == null) {
            SystemView.Account customary = system.user(CUSTOMARY_USER);
            return customary == null ? system.superuser() : customary.uid() == 0;
        }
        SystemView.Account account = system.user(user.name());
        return account != null && account.uid() == 0;
    }

    /// Where the first script stands that runs as root unguarded, of those asked about since the
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
