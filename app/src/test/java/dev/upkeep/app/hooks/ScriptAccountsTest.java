package dev.upkeep.app.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptProgram;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptAccountsTest {

    private final ScriptAccounts accounts =
            new ScriptAccounts(new RealSystem(), (dev.upkeep.config.model.ScriptUser) null);

    private Command command(ScriptProgram program, String... words) throws KernelException {
        String line = String.join(" ", words);
        return accounts.command(new Script(line, List.of(words), null, program));
    }

    @Test
    void command_ofAResolvedProgram_runsTheJudgedPathUnderItsName() throws KernelException {
        Command command =
                command(new ScriptProgram.Resolved("/usr/lib/check"), "/etc/check", "a b");
        assertThat(command.file()).isEqualTo("/usr/lib/check");
        assertThat(command.arguments()).containsExactly("/etc/check", "a b");
    }

    @Test
    void command_thatBeginsWithARedirection_isOneLineOfTheShell() throws KernelException {
        Command command =
                command(new ScriptProgram.Shell(), "</dev/null", "echo", "a b", "it's", "$HOME");
        assertThat(command.arguments())
                .containsExactly("/bin/sh", "-c", "</dev/null 'echo' 'a b' 'it'\\''s' '$HOME'");
    }

    @Test
    void command_ofAProgramThatCannotRun_saysWhy() {
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() -> command(new ScriptProgram.Unavailable("x is not found"), "x"))
                .withMessageContaining("x is not found");
    }
}
