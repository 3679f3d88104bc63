package dev.upkeep.vrrp.io;

import dev.upkeep.config.read.ConfigurationReader;
import dev.upkeep.config.read.ReaderOptions;
import dev.upkeep.vrrp.VrrpHooks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Runs the instances of a configuration file until standard input ends: a peer for keepalived, by
/// hand in two network namespaces. A line `r` reads the file again, any other prints the state.
final class OneRouter {

    private OneRouter() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        try (VrrpService service =
                        VrrpService.start(
                                ConfigurationReader.read(
                                                file.toString(), ReaderOptions.ofThisProcess())
                                        .configuration(),
                                VrrpHooks.none());
                var lines =
                        new java.io.BufferedReader(
                                new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if ("r".equals(line)) {
                    service.reload(
                                    ConfigurationReader.read(
                                                    file.toString(), ReaderOptions.ofThisProcess())
                                            .configuration())
                            .join();
                }
                service.status()
                        .join()
                        .forEach(status ->
                                System.out.println(
                                        status.instance().name()
                                                + " "
                                                + status.state()
                                                + " "
                                                + status.counters()));
                System.out.println(
                        "late by "
                                + service.lateness().worstNanos() / 1000
                                + " us at worst, "
                                + service.lateness().withinMicros(0.99)
                                + " us at p99");
            }
        }
    }
}
