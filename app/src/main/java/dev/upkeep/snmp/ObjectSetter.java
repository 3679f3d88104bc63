package dev.upkeep.snmp;

import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.mib.KeepalivedMib;
import dev.upkeep.snmp.mib.MibData;
import dev.upkeep.snmp.mib.SettableObject;
import dev.upkeep.snmp.mib.Values;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the daemon do what a [SettableObject] is set to.
final class ObjectSetter implements RequestHandler.Writer {

    private static final Logger log = LoggerFactory.getLogger(ObjectSetter.class);

    private final SnmpSource source;
    private final Duration patience;

    ObjectSetter(SnmpSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    @Override
    public boolean writable(Oid name) {
        return SettableObject.of(name) != null;
    }

    @Override
    public boolean accepts(Oid name, int value) {
        SettableObject object = SettableObject.of(name);
        return object != null && object.accepts(value);
    }

    @Override
    public boolean set(Oid name, @Nullable Integer value) throws InterruptedException {
        SettableObject object = SettableObject.of(name);
        if (object == null) {
            return false;
        }
        try {
            return set(object, name, await(source.data()), value);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("SNMP: unable to set {}: {}", object, e.toString());
            return false;
        }
    }

    private boolean set(SettableObject object, Oid name, MibData data, @Nullable Integer value)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (object == SettableObject.WEIGHT) {
            ServerStatus server =
                    KeepalivedMib.server(data, object.index(name, 0), object.index(name, 1));
            return server != null && await(source.weight(server.service(), server.server(), value));
        }
        int number = object.index(name, 0);
        if (number < 1 || number > data.instances().size()) {
            return false;
        }
        String instance = data.instances().get(number - 1).instance().name();
        return await(
                object == SettableObject.BASE_PRIORITY
                        ? source.priority(instance, value)
                        : source.preemption(
                                instance, value == null ? null : Values.isEnabled(value)));
    }

    private <T> T await(CompletableFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
