package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.netlink.process.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `promote_secondaries`: when the first address of a subnet goes, the next takes its place instead
/// of going with it. A setting of the kernel per interface, restored at the end. Belongs to the
/// vrrp thread; writing it does not block.
final class SecondaryPromotion {

    private static final Logger log = LoggerFactory.getLogger(SecondaryPromotion.class);

    private final KernelSettings settings;
    private final Map<String, String> changed =
            new ConcurrentHashMap<>(); // device to the value before
    private Set<String> absent = new HashSet<>();

    private final @Nullable Path file;

    /// @param file remembers across a crash what is to be restored, null for nothing
    SecondaryPromotion(KernelSettings settings, @Nullable Path file) {
        this.settings = settings;
        this.file = file;
    }

    /// Reads what an earlier run changed and did not restore.
    void load() throws IOException {
        if (file == null || !Files.exists(file)) {
            return;
        }
        for (String line : StateFile.lines(file)) {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                changed.put(line.substring(0, space), line.substring(space + 1));
            }
        }
    }

    /// Remembers what [#apply] is about to change; before it, and not on the vrrp thread.
    void beforeChange(Configuration next) throws IOException {
        if (file == null) {
            return;
        }
        Map<String, String> all = new TreeMap<>(changed);
        for (String device : devices(next)) {
            String before = value(device);
            if (before != null && !before.equals("1")) {
                all.putIfAbsent(device, before);
            }
        }
        if (all.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        StateFile.replace(
                file,
                out -> {
                    for (Map.Entry<String, String> each : all.entrySet()) {
                        out.write(each.getKey() + " " + each.getValue() + "\n");
                    }
                });
    }

    private @Nullable String value(String device) {
        try {
            return settings.read(path(device));
        } catch (IOException missing) {
            return null;
        }
    }

    /// Everything was restored.
    void released() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    /// Sets it where a configuration asks for it, and restores it where none does any more.
    void apply(Configuration configuration) {
        Set<String> devices = devices(configuration);
        for (String device : Set.copyOf(changed.keySet())) {
            if (!devices.contains(device)) {
                restore(device);
            }
        }
        absent = new HashSet<>();
        devices.forEach(this::promote);
    }

    private static Set<String> devices(Configuration configuration) {
        Set<String> devices = new HashSet<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            String device = instance.link().addressInterface();
            if (instance.link().promoteSecondaries() && device != null) {
                devices.add(device);
            }
        }
        return devices;
    }

    /// Sets it on an interface that was missing.
    void linkChanged(String name) {
        if (absent.remove(name)) {
            promote(name);
        }
    }

    /// Restores it everywhere.
    void release() {
        Set.copyOf(changed.keySet()).forEach(this::restore);
    }

    private void promote(String device) {
        try {
            String before = settings.read(path(device));
            if (!before.equals("1")) {
                settings.write(path(device), "1");
                changed.putIfAbsent(device, before);
            }
        } catch (IOException missing) {
            absent.add(device);
        }
    }

    private void restore(String device) {
        String before = changed.remove(device);
        if (before != null) {
            try {
                settings.write(path(device), before);
            } catch (IOException gone) { // with its interface
                log.debug("promote_secondaries of {}: {}", device, gone.getMessage());
            }
        }
    }

    private static String path(String device) {
        return "ipv4/conf/" + device + "/promote_secondaries";
    }
}
