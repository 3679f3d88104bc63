package dev.upkeep.app.dump;

import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Counter;
import java.util.List;

/// `keepalived.stats`: the counters of every instance, as SIGUSR2 writes them.
final class StatisticsText {

    private StatisticsText() {}

    static String of(List<InstanceStatus> instances) {
        StringBuilder out = new StringBuilder();
        for (InstanceStatus one : instances) {
            out.append("VRRP Instance: ").append(one.instance().name()).append('\n');
            out.append("  Advertisements:\n");
            line(out, one, "    Received", Counter.ADVERT_RCVD);
            line(out, one, "    Sent", Counter.ADVERT_SENT);
            line(out, one, "  Became master", Counter.BECOME_MASTER);
            line(out, one, "  Released master", Counter.RELEASE_MASTER);
            out.append("  Packet Errors:\n");
            line(out, one, "    Length", Counter.PACKET_LEN_ERR);
            line(out, one, "    TTL", Counter.IP_TTL_ERR);
            line(out, one, "    Invalid Type", Counter.INVALID_TYPE_RCVD);
            line(out, one, "    Advertisement Interval", Counter.ADVERT_INTERVAL_ERR);
            line(out, one, "    Address List", Counter.ADDR_LIST_ERR);
            out.append("  Authentication Errors:\n");
            line(out, one, "    Invalid Type", Counter.INVALID_AUTHTYPE);
            line(out, one, "    Type Mismatch", Counter.AUTHTYPE_MISMATCH);
            line(out, one, "    Failure", Counter.AUTH_FAILURE);
            out.append("  Priority Zero:\n");
            line(out, one, "    Received", Counter.PRI_ZERO_RCVD);
            line(out, one, "    Sent", Counter.PRI_ZERO_SENT);
        }
        return out.toString();
    }

    private static void line(StringBuilder out, InstanceStatus one, String title, Counter counter) {
        out.append(title).append(": ").append(one.counters().getOrDefault(counter, 0L));
        out.append('\n');
    }
}
