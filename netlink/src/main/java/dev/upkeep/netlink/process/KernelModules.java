package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.KernelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Loads kernel modules with the program that the kernel itself would call
/// (`/proc/sys/kernel/modprobe`). kmod's modprobe also heeds `MODPROBE_OPTIONS` of the environment,
/// with which a laboratory says where its modules are. Blocks until the program ends.
public final class KernelModules {

    private static final Path PROGRAM = Path.of("/proc/sys/kernel/modprobe");
    private static final int LIMIT_SECONDS = 15;
    private static final int OUTPUT_LIMIT = 1000;

    private KernelModules() {}

    /// Loads a module and those it needs.
    ///
    /// @throws KernelException with what the program printed, when it fails
    public static void load(String module) throws KernelException {
        String operation = "load kernel module " + module;
        try {
            String program = Files.isReadable(PROGRAM) ? Files.readString(PROGRAM).strip() : "";
            if (program.isEmpty()) {
                program = "/sbin/modprobe";
            }
            Process process =
                    new ProcessBuilder(program, "--", module)
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            byte[] output = process.getInputStream().readNBytes(OUTPUT_LIMIT);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new KernelException(
                        operation, 0, program + " did not end within " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                String said = new String(output, StandardCharsets.UTF_8).strip();
                throw new KernelException(
                        operation,
                        0,
                        said.isEmpty()
                                ? program + " ended with status " + process.exitValue()
                                : said.replace('\n', ' '));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KernelException(operation, 0, "interrupted");
        } catch (KernelException failed) {
            throw failed;
        } catch (IOException failed) {
            var failure = new KernelException(operation, 0, String.valueOf(failed.getMessage()));
            failure.initCause(failed);
            throw failure;
        }
    }
}
