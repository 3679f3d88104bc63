package dev.upkeep.snmp.mib;

import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The timing of the first check: the MIB has one of each real server and each virtual server.
///
/// @param connectTimeout limit of connecting
record Timing(
        Duration delayLoop,
        int retry,
        Duration delayBeforeRetry,
        Duration warmup,
        Duration connectTimeout) {

    /// The defaults of the language, for servers without a check.
    private static final Timing UNCHECKED =
            new Timing(
                    Duration.ofMinutes(1), 0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5));

    /// That of the service for a server without a check.
    static Timing of(VirtualServer service, RealServer server) {
        Timing own = of(server);
        return own == null ? of(service) : own;
    }

    static Timing of(VirtualServer service) {
        return service.realServers().stream()
                .map(Timing::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(UNCHECKED);
    }

    /// That of its first check, null without one.
    private static @Nullable Timing of(RealServer server) {
        for (Checker checker : server.checkers()) {
            switch (checker) {
                case Checker.Tcp(var connection, var timing) -> {
                    return of(timing, connection.timeout());
                }
                case Checker.Http http -> {
                    return of(http.timing(), http.connection().timeout());
                }
                case Checker.Smtp smtp -> {
                    return of(smtp.timing(), smtp.connection().timeout());
                }
                case Checker.Dns dns -> {
                    return of(dns.timing(), dns.connection().timeout());
                }
                case Checker.Misc misc -> {
                    return of(misc.timing(), UNCHECKED.connectTimeout());
                }
                case Checker.Udp udp -> {
                    return of(udp.timing(), udp.connection().timeout());
                }
                case Checker.Ping(var connection, var timing) -> {
                    return of(timing, connection.timeout());
                }
                case Checker.FileWeight _, Checker.Bfd _ -> {}
            }
        }
        return null;
    }

    /// 0 for the default, which is the period.
    private static Duration warmup(CheckTiming timing) {
        return timing.warmup().equals(timing.delayLoop()) ? Duration.ZERO : timing.warmup();
    }

    private static Timing of(CheckTiming timing, Duration connectTimeout) {
        return new Timing(
                timing.delayLoop(),
                timing.retry(),
                timing.delayBeforeRetry(),
                warmup(timing),
                connectTimeout);
    }
}
