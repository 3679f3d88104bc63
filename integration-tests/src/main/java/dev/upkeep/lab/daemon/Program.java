package dev.upkeep.lab.daemon;

import dev.upkeep.lab.host.Lab;
import java.nio.file.Path;

/// A daemon that reads keepalived.conf.
public enum Program {
    UPKEEP,
    KEEPALIVED;

    /// Returns its path: our own distribution, or Debian's keepalived.
    public Path path() {
        return switch (this) {
            case UPKEEP -> Lab.home().resolve("app/target/upkeep/bin/upkeep");
            case KEEPALIVED -> Path.of("/usr/sbin/keepalived");
        };
    }

    /// As people write it.
    public String label() {
        return switch (this) {
            case UPKEEP -> "Upkeep";
            case KEEPALIVED -> "keepalived";
        };
    }
}
