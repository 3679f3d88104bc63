package dev.upkeep.netlink.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Replacing needs a process that may vanish: a virtual machine of its own.
class ProcessImageTest {

    @Test
    void replace_program_keepsThePidAndHandsOverArgumentsAndEnvironmentAlone()
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Replaced.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(7);
        assertThat(output.lines())
                .containsExactly("pid " + process.pid(), "two words", "value", "open: 0 1 2");
    }

    @Test
    void replace_missingProgram_saysWhich() {
        Command command = Command.of(List.of("/nowhere/program"));
        assertThatThrownBy(() -> ProcessImage.replace(command))
                .isInstanceOfSatisfying(
                        KernelException.class,
                        refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT))
                .hasMessageContaining("/nowhere/program");
    }

    /// The program that is replaced.
    static final class Replaced {

        private Replaced() {}

        public static void main(String[] arguments) throws KernelException {
            String script =
                    """
                    echo "pid $$"; echo "$1"; echo "$NAME"
                    for fd in 0 1 2 3 4 5 6 7 8 9 10 20; do
                        [ -e /proc/$$/fd/$fd ] && open="$open $fd"
                    done
                    echo "open:$open"; exit 7
                    """;
            ProcessImage.replace(
                    new Command(
                            List.of("/bin/sh", "-c", script, "sh", "two words"),
                            Map.of("NAME", "value"),
                            null));
        }
    }
}
