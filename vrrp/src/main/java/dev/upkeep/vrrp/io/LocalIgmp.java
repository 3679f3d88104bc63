package dev.upkeep.vrrp.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `disable_local_igmp`: while the daemon runs the kernel reports no memberships of 224.0.0.0/24,
/// which switches forward to every port anyway. Decided at the start, restored at the end. Belongs
/// to the vrrp thread; writing a setting does not block.
final class LocalIgmp {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");
    private static final String SETTING = "ipv4/igmp_link_local_mcast_reports";

    private final KernelSettings settings;
    private @Nullable Boolean disabled;
    private @Nullable String before;

    LocalIgmp(KernelSettings settings) {
        this.settings = settings;
    }

    /// Takes the setting of a configuration; a reload cannot change it.
    void apply(boolean disable) {
        if (disabled != null) {
            if (disabled != disable) {
                log.warn("disable_local_igmp takes effect at the next start");
            }
            return;
        }
        disabled = disable;
        if (!disable) {
            return;
        }
        try {
            String value = settings.read(SETTING);
            if (!value.equals("0")) {
                settings.write(SETTING, "0");
                before = value;
            }
        } catch (IOException missing) {
            log.error("disable_local_igmp has no effect: {}", missing.getMessage());
        }
    }

    /// Restores what was there before.
    void release() {
        String value = before;
        before = null;
        if (value != null) {
            try {
                settings.write(SETTING, value);
            } catch (IOException failed) {
                log.error("{} stays 0: {}", SETTING, failed.getMessage());
            }
        }
    }
}
