package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VrrpInstance;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// `promote_secondaries`: when the first address of a subnet goes, the next takes its place instead
/// of going with it. A setting of the kernel per interface, restored at the end. Belongs to the
/// vrrp thread; writing it does not block.
final class SecondaryPromotion {

    private static final Logger log = LoggerFactory.getLogger(SecondaryPromotion.class);

    private final KernelSettings settings;
    private final Map<String, String> changed = new HashMap<>(); // device to the value before
    private Set<String> absent = new HashSet<>();

    SecondaryPromotion(KernelSettings settings) {
        this.settings = settings;
    }

    /// Sets it where a configuration asks for it, and restores it where none does any more.
    void apply(Configuration configuration) {
        Set<String> devices = new HashSet<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            String device = instance.link().addressInterface();
            if (instance.link().promoteSecondaries() && device != null) {
                devices.add(device);
            }
        }
        for (String device : Set.copyOf(changed.keySet())) {
            if (!devices.contains(device)) {
                restore(device);
            }
        }
        absent = new HashSet<>();
        devices.forEach(this::promote);
    }

    /// Sets it on interfaces that were missing.
    void linkChanged() {
        if (!absent.isEmpty()) {
            Set<String> again = absent;
            absent = new HashSet<>();
            again.forEach(this::promote);
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
