package dev.upkeep.snmp;

import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.mib.KeepalivedMib;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets `vrrpInstanceBasePriority`, the one object that can be set.
final class PrioritySetter implements RequestHandler.Writer {

    private static final Logger log = LoggerFactory.getLogger(PrioritySetter.class);

    private static final Oid PRIORITY = KeepalivedMib.VRRP.append(3, 1, 7);
    private static final int LOWEST = 1;
    private static final int HIGHEST = 254; // 255 is the owner's

    private final SnmpSource source;
    private final Duration patience;

    PrioritySetter(SnmpSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    @Override
    public boolean writable(Oid name) {
        return name.startsWith(PRIORITY) && name.length() == PRIORITY.length() + 1;
    }

    @Override
    public boolean accepts(Oid name, int value) {
        return value >= LOWEST && value <= HIGHEST;
    }

    @Override
    public boolean set(Oid name, @Nullable Integer value) throws InterruptedException {
        int number = name.at(PRIORITY.length());
        try {
            var instances =
                    source.data().get(patience.toMillis(), TimeUnit.MILLISECONDS).instances();
            if (number < 1 || number > instances.size()) {
                return false;
            }
            return source.priority(instances.get(number - 1).instance().name(), value)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("SNMP: unable to set a priority: {}", e.toString());
            return false;
        }
    }
}
