package dev.upkeep.config.value;

import dev.upkeep.config.model.LvsGlobals.Timeouts;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// `lvs_timeouts`: pairs of a kind and its seconds.
public final class LvsTimeoutsType implements ValueType<Timeouts> {
    public static final LvsTimeoutsType TIMEOUTS = new LvsTimeoutsType();

    /// 31 days, the kernel's limit.
    private static final int MAX_SECONDS = 2_678_400;

    private LvsTimeoutsType() {}

    @Override
    public @Nullable Timeouts parse(Arguments in) {
        Timeouts timeouts = new Timeouts(0, 0, 0);
        do {
            Word kind = in.require("tcp, tcpfin or udp with its seconds");
            if (kind == null) {
                return null;
            }
            boolean known =
                    switch (kind.text()) {
                        case "tcp", "tcpfin", "udp" -> true;
                        default -> false;
                    };
            if (!known) {
                in.error(
                        DiagnosticCode.OPTION_UNKNOWN,
                        kind,
                        "does not know the word '" + kind.text() + "'",
                        "write tcp, tcpfin or udp, each with its seconds");
                continue;
            }
            Word seconds = in.require("seconds for " + kind.text());
            Long value = seconds == null ? null : Numbers.whole(in, seconds, 0, MAX_SECONDS);
            if (value == null) {
                continue;
            }
            int n = value.intValue();
            timeouts =
                    switch (kind.text()) {
                        case "tcp" -> new Timeouts(n, timeouts.tcpFin(), timeouts.udp());
                        case "tcpfin" -> new Timeouts(timeouts.tcp(), n, timeouts.udp());
                        default -> new Timeouts(timeouts.tcp(), timeouts.tcpFin(), n);
                    };
        } while (in.hasNext());
        return timeouts;
    }

    @Override
    public String syntax() {
        return "[tcp <seconds 0..2678400>] [tcpfin <seconds>] [udp <seconds>]";
    }

    @Override
    public String format(Timeouts value) {
        return "tcp " + value.tcp() + " tcpfin " + value.tcpFin() + " udp " + value.udp();
    }
}
