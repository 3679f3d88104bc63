package dev.upkeep.app.hooks;

import dev.upkeep.config.model.NotifyFifos;
import dev.upkeep.config.model.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The FIFOs of a configuration with the scripts that read them.
final class Fifos {

    private static final Logger log = LoggerFactory.getLogger(Fifos.class);

    private final ScriptAccounts accounts;
    private final Consumer<Script> readers;
    private @Nullable NotifyFifos wanted;
    private @Nullable Fifo all;
    private @Nullable Fifo vrrp;
    private @Nullable Fifo lvs;

    /// @param readers starts a script that reads a FIFO until the end
    Fifos(ScriptAccounts accounts, Consumer<Script> readers) {
        this.accounts = accounts;
        this.readers = readers;
    }

    /// Opens what the configuration names; leaves all as it is when nothing changed.
    synchronized void configure(NotifyFifos next) {
        if (!next.equals(wanted)) {
            close();
            wanted = next;
            all = open(next.all());
            vrrp = open(next.vrrp());
            lvs = open(next.lvs());
        }
    }

    /// A line about an instance or a group.
    synchronized void vrrp(String line) {
        Optional.ofNullable(all).ifPresent(fifo -> fifo.write(line));
        Optional.ofNullable(vrrp).ifPresent(fifo -> fifo.write(line));
    }

    /// A line about a service or a real server.
    synchronized void lvs(String line) {
        Optional.ofNullable(all).ifPresent(fifo -> fifo.write(line));
        Optional.ofNullable(lvs).ifPresent(fifo -> fifo.write(line));
    }

    /// Closes all, and removes those that were made here.
    synchronized void close() {
        for (Fifo fifo : opened()) {
            try {
                fifo.close();
            } catch (IOException e) {
                log.warn("Unable to close FIFO: {}", e.getMessage());
            }
        }
        all = null;
        vrrp = null;
        lvs = null;
    }

    private List<Fifo> opened() {
        List<Fifo> opened = new ArrayList<>();
        Optional.ofNullable(all).ifPresent(opened::add);
        Optional.ofNullable(vrrp).ifPresent(opened::add);
        Optional.ofNullable(lvs).ifPresent(opened::add);
        return opened;
    }

    private @Nullable Fifo open(NotifyFifos.@Nullable Fifo fifo) {
        if (fifo == null) {
            return null;
        }
        try {
            Fifo opened = Fifo.open(fifo, accounts.of(fifo.owner()));
            Script reader = fifo.script();
            if (reader != null) {
                readers.accept(withPath(reader, fifo.path()));
            }
            return opened;
        } catch (IOException e) {
            log.error("Unable to open FIFO {}: {}", fifo.path(), e.getMessage());
            return null;
        }
    }

    private static Script withPath(Script script, String path) {
        List<String> arguments = new ArrayList<>(script.arguments());
        arguments.add(path);
        return new Script(script.commandLine() + " " + path, arguments, script.user());
    }
}
