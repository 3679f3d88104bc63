package dev.upkeep.app.hooks;

import dev.upkeep.config.model.NotifyFifos;
import dev.upkeep.config.model.Script;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The FIFOs of a configuration with the scripts that read them. The main thread configures and
/// closes; lines come from any thread.
///
/// A reload leaves an unchanged FIFO and its reader alone, where keepalived closes all and starts
/// the readers again: a reader here misses nothing.
final class Fifos {

    private static final Logger log = LoggerFactory.getLogger(Fifos.class);

    private final ScriptAccounts accounts;
    private final Function<Script, Runnable> readers;
    private volatile @Nullable Opened all;
    private volatile @Nullable Opened vrrp;
    private volatile @Nullable Opened lvs;

    /// @param readers starts a script that reads a FIFO, and returns what ends it
    Fifos(ScriptAccounts accounts, Function<Script, Runnable> readers) {
        this.accounts = accounts;
        this.readers = readers;
    }

    /// An open FIFO.
    ///
    /// @param endReader nothing when it has no reader
    private record Opened(NotifyFifos.Fifo configured, Fifo fifo, Runnable endReader) {}

    /// Opens what the configuration names; leaves open what is so already.
    void configure(NotifyFifos next) {
        all = change(all, next.all());
        vrrp = change(vrrp, next.vrrp());
        lvs = change(lvs, next.lvs());
    }

    /// A line about an instance or a group.
    void vrrp(String line) {
        write(all, line);
        write(vrrp, line);
    }

    /// A line about a service or a real server.
    void lvs(String line) {
        write(all, line);
        write(lvs, line);
    }

    private static void write(@Nullable Opened opened, String line) {
        if (opened != null) {
            opened.fifo().write(line);
        }
    }

    /// Closes all, and removes those that were made here. Readers see the end and are ended a
    /// moment later with all other scripts.
    void close() {
        for (Opened opened : new Opened[] {all, vrrp, lvs}) {
            if (opened != null) {
                close(opened.fifo());
            }
        }
        all = null;
        vrrp = null;
        lvs = null;
    }

    private @Nullable Opened change(
            @Nullable Opened opened, NotifyFifos.@Nullable Fifo configured) {
        if (opened != null && Objects.equals(opened.configured(), configured)) {
            return opened;
        }
        if (opened != null) {
            opened.endReader().run();
            close(opened.fifo());
        }
        return configured == null ? null : open(configured);
    }

    private @Nullable Opened open(NotifyFifos.Fifo configured) {
        try {
            Fifo fifo = Fifo.open(configured, accounts.of(configured.owner()));
            Script reader = configured.script();
            Runnable end =
                    reader == null
                            ? () -> {}
                            : readers.apply(reader.with(List.of(configured.path())));
            return new Opened(configured, fifo, end);
        } catch (IOException e) {
            log.error("Unable to open FIFO {}: {}", configured.path(), e.getMessage());
            return null;
        }
    }

    private static void close(Fifo fifo) {
        try {
            fifo.close();
        } catch (IOException e) {
            log.warn("Unable to close FIFO: {}", e.getMessage());
        }
    }
}
