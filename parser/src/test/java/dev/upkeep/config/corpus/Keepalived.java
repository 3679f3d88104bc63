package dev.upkeep.config.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Debian's keepalived 2.2.7 as a judge of configurations: `keepalived -t` in a network namespace
/// of its own, as the host `testhost` with the interfaces [#INTERFACES].
final class Keepalived {
    /// The interfaces it sees.
    static final Set<String> INTERFACES = Set.of("lo", "eth0", "eth1");

    /// Judges `*.conf`; status and messages of `X.conf` go to `X.conf.status` and `X.conf.log`.
    private static final String SCRIPT =
            """
            hostname testhost
            mount --make-rprivate /
            mount -t tmpfs none /run
            ip link set lo up
            ip link add eth0 type veth peer name eth1
            ip addr add 10.255.1.1/24 dev eth0
            ip addr add 10.255.2.1/24 dev eth1
            ip link set eth0 up
            ip link set eth1 up
            cp -r "$0" /run/files
            for file in /run/files/*.conf; do
                name=$0/${file##*/}
                status=0
                timeout -k 2 10 /usr/sbin/keepalived -t -l -f "$file" </dev/null >"$name.log" 2>&1 ||
                    status=$?
                echo $status >"$name.status"
            done
            """;

    private Keepalived() {}

    /// Judges all files of a directory.
    ///
    /// @throws IOException when that is not possible here: it takes root, and the program
    static void judge(Path directory) throws IOException, InterruptedException {
        Path log = directory.resolve("judge.log");
        Process judge =
                new ProcessBuilder(
                                "unshare",
                                "--net",
                                "--mount",
                                "--uts",
                                "--ipc",
                                "sh",
                                "-e",
                                "-c",
                                SCRIPT,
                                directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!judge.waitFor(10, TimeUnit.MINUTES) || judge.exitValue() != 0) {
            judge.destroyForcibly();
            throw new IOException("keepalived could not be asked: " + Files.readString(log));
        }
    }

    /// The class of the status that keepalived ended with.
    static Oracle.Verdict verdict(Path file) throws IOException {
        Path status = file.resolveSibling(file.getFileName() + ".status");
        return Oracle.Verdict.of(Integer.parseInt(Files.readString(status).strip()));
    }

    /// The output of keepalived.
    static String messages(Path file) throws IOException {
        Path log = file.resolveSibling(file.getFileName() + ".log");
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }
}
