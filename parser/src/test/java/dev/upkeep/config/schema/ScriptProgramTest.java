package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.ScriptProgram;
import dev.upkeep.config.model.ScriptProgram.Resolved;
import dev.upkeep.config.model.ScriptProgram.Shell;
import dev.upkeep.config.model.ScriptProgram.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The program executed for the script of a check, with `enable_script_security`. What keepalived
/// 2.2.7 runs was measured with the same modes and owners.
class ScriptProgramTest {
    @TempDir private Path directory;

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "/bin/check,        root,   /bin/check",
        "check,             root,   /bin/check",
        "/bin/root-group,   root,   /bin/root-group",
        "/sticky/check,     root,   /sticky/check",
        "/open/link,        root,   /bin/check",
        "/open/check,       nobody, /open/check",
        "/bin/link,         nobody, /open/check",
        "/bin/loose,        nobody, /bin/loose",
        "/private/check,    root,   /private/check",
    })
    void program_thatIsSafe_runsByTheJudgedPath(String written, String user, String path)
            throws IOException {
        assertThat(program(written, user, "")).isEqualTo(new Resolved(path));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "/bin/loose,        root,   can be changed",
        "/bin/staff-group,  root,   can be changed",
        "/open/check,       root,   can be changed",
        "/staff/check,      root,   can be changed",
        "/user/check,       root,   can be changed",
        "/bin/link,         root,   can be changed",
        "/bin/plain,        root,   is not executable",
        "/private/check,    nobody, cannot be reached",
        "/bin/crlf,         nobody, CR LF",
        "/bin/no-interpreter, nobody, interpreter /bin/absent",
        "/bin,              nobody, is a directory",
        "/bin/absent,       nobody, is not found",
        "exit,              nobody, is not in",
    })
    void program_thatCannotRun_staysWithItsReason(String written, String user, String reason)
            throws IOException {
        ScriptProgram program = program(written, user, "");
        assertThat(program).isInstanceOf(Unavailable.class);
        assertThat(((Unavailable) program).reason()).contains(reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/sticky/check, /sticky/check", "/bin/check, /bin/check"})
    void symlinkPaths_keepThePathAsWritten(String written, String path) throws IOException {
        assertThat(program(written, "root", "use_symlink_paths")).isEqualTo(new Resolved(path));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/open/link", "/bin/link"})
    void symlinkPaths_judgeTheLinkAndItsTarget(String written) throws IOException {
        assertThat(program(written, "root", "use_symlink_paths")).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"</dev/tcp/192.0.2.1/80", "</dev/null true"})
    void redirection_isGivenToTheShell(String written) throws IOException {
        assertThat(program(written, "root", "")).isEqualTo(new Shell());
    }

    private ScriptProgram program(String written, String user, String global) throws IOException {
        Path file = directory.resolve("keepalived.conf");
        Files.writeString(
                file,
                """
                global_defs {
                    script_user %s
                    enable_script_security
                    %s
                }
                virtual_server 192.0.2.10 80 {
                    real_server 198.51.100.1 80 {
                        MISC_CHECK {
                            misc_path "%s"
                        }
                    }
                }
                """
                        .formatted(user, global, written));
        var server = FakeSystem.read(file).configuration().virtualServers().getFirst();
        Checker check = server.realServers().getFirst().checkers().getFirst();
        return ((Checker.Misc) check).script().program();
    }
}
