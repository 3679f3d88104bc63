package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.RealServerKeywords;
import dev.upkeep.config.keyword.VirtualServerKeywords;
import dev.upkeep.config.schema.BoundBlock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Settings of a service or a real server for its checks; null where it has none.
record CheckDefaults(
        @Nullable Long retry,
        @Nullable Duration delayBeforeRetry,
        @Nullable Duration warmup,
        Duration connectTimeout,
        Duration delayLoop,
        @Nullable String virtualHost,
        boolean alpha) {

    static CheckDefaults ofService(BoundBlock service) {
        return new CheckDefaults(
                service.get(VirtualServerKeywords.RETRY),
                service.get(VirtualServerKeywords.DELAY_BEFORE_RETRY),
                service.get(VirtualServerKeywords.WARMUP),
                service.value(VirtualServerKeywords.CONNECT_TIMEOUT),
                service.value(VirtualServerKeywords.DELAY_LOOP),
                service.get(VirtualServerKeywords.VIRTUALHOST),
                service.isOn(VirtualServerKeywords.ALPHA));
    }

    /// These defaults with those of a real server before them.
    CheckDefaults with(BoundBlock server) {
        return new CheckDefaults(
                or(server.get(RealServerKeywords.RETRY), retry),
                or(server.get(RealServerKeywords.DELAY_BEFORE_RETRY), delayBeforeRetry),
                or(server.get(RealServerKeywords.WARMUP), warmup),
                server.get(RealServerKeywords.CONNECT_TIMEOUT, connectTimeout),
                server.get(RealServerKeywords.DELAY_LOOP, delayLoop),
                or(server.get(RealServerKeywords.VIRTUALHOST), virtualHost),
                server.get(RealServerKeywords.ALPHA, alpha));
    }

    private static <T> @Nullable T or(@Nullable T specific, @Nullable T general) {
        return specific == null ? general : specific;
    }
}
