package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptPolicy;
import dev.upkeep.config.model.ScriptProgram;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whom a script runs as, and whose a FIFO is: its own user, else `script_user`, else the
/// account `keepalived_script` where there is one, else the user of the daemon.
final class ScriptAccounts {

    private static final String CUSTOMARY = "keepalived_script";

    /// Variables that would change what the shell or the loader does.
    private static final Set<String> REMOVED = Set.of("IFS", "LD_PRELOAD", "LD_LIBRARY_PATH");

    private static final Path GROUPS = Path.of("/etc/group");

    private final SystemView system;
    private final Path groups;
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private volatile Defaults defaults;

    /// @param byDefault `script_user`, null when not given
    ScriptAccounts(SystemView system, @Nullable ScriptUser byDefault) {
        this(system, new Defaults(byDefault, false), GROUPS);
    }

    ScriptAccounts(SystemView system, ScriptPolicy policy) {
        this(system, policy, GROUPS);
    }

    /// @param groups a file as group(5) describes
    ScriptAccounts(SystemView system, ScriptPolicy policy, Path groups) {
        this(system, Defaults.of(policy), groups);
    }

    private ScriptAccounts(SystemView system, Defaults defaults, Path groups) {
        this.system = system;
        this.groups = groups;
        this.defaults = defaults;
        environment.keySet().removeAll(REMOVED);
    }

    /// @param supplementary `set_supplementary_groups`
    private record Defaults(@Nullable ScriptUser user, boolean supplementary) {
        static Defaults of(ScriptPolicy policy) {
            return new Defaults(policy.user(), policy.supplementaryGroups());
        }
    }

    /// The command executed for a script: its words, the environment, the user.
    ///
    /// @throws KernelException when the account does not exist (any more), or the script cannot run
    Command command(Script script) throws KernelException {
        List<String> arguments = script.arguments();
        return switch (script.program()) {
            case ScriptProgram.AsWritten() ->
                    new Command(arguments, environment, of(script.user()));
            case ScriptProgram.Resolved(String path) ->
                    new Command(path, arguments, environment, of(script.user()));
            case ScriptProgram.Shell() ->
                    new Command(shell(arguments), environment, of(script.user()));
            case ScriptProgram.Unavailable(String reason) ->
                    throw new KernelException("run script", 0, reason);
        };
    }

    /// The redirection as written, the other words in single quotes, as keepalived 2.2.7 does.
    private static List<String> shell(List<String> arguments) {
        StringBuilder line = new StringBuilder(arguments.getFirst());
        for (String word : arguments.subList(1, arguments.size())) {
            line.append(" '").append(word.replace("'", "'\\''")).append('\'');
        }
        return List.of("/bin/sh", "-c", line.toString());
    }

    /// The settings of a reload.
    void configure(ScriptPolicy next) {
        defaults = Defaults.of(next);
    }

    /// The account for what a configuration gives that user, or none: a script, a FIFO.
    ///
    /// @return null for the daemon's own
    /// @throws KernelException when the account does not exist (any more)
    Command.@Nullable User of(@Nullable ScriptUser own) throws KernelException {
        ScriptUser user = own == null ? defaults.user() : own;
        if (user != null) {
            return account(user);
        }
        SystemView.Account customary = system.user(CUSTOMARY);
        return customary == null
                ? null
                : unlessOurs(customary.uid(), customary.gid(), List.of(customary.gid()));
    }

    private Command.@Nullable User account(ScriptUser user) throws KernelException {
        SystemView.Account account = system.user(user.name());
        String groupName = user.group();
        Integer group = account == null || groupName == null ? null : system.group(groupName);
        if (account == null || (groupName != null && group == null)) {
            String who = groupName == null ? user.name() : user.name() + ":" + groupName;
            throw new KernelException("user " + who, 0, "no such account");
        }
        int gid = group == null ? account.gid() : group;
        List<Integer> ids = new ArrayList<>(List.of(gid));
        if (user.supplementary() || defaults.supplementary()) {
            ids.addAll(supplementary(user.name()));
        }
        return unlessOurs(account.uid(), gid, ids);
    }

    /// Root's scripts need no change of identity.
    private Command.@Nullable User unlessOurs(int uid, int gid, List<Integer> groups) {
        return uid == 0 && gid == 0 && system.superuser()
                ? null
                : new Command.User(uid, gid, groups);
    }

    /// Groups that list the user.
    private List<Integer> supplementary(String user) throws KernelException {
        try {
            List<Integer> ids = new ArrayList<>();
            for (String line : Files.readAllLines(groups, StandardCharsets.UTF_8)) {
                List<String> fields = Arrays.asList(line.split(":", -1));
                if (fields.size() >= 4 && List.of(fields.get(3).split(",")).contains(user)) {
                    ids.add(Integer.valueOf(fields.get(2)));
                }
            }
            return ids;
        } catch (IOException | NumberFormatException e) {
            throw new KernelException("groups of " + user, 0, String.valueOf(e.getMessage()));
        }
    }
}
