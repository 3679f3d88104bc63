package dev.upkeep.app.dump;

import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualAddress.Flag;
import dev.upkeep.net.Family;
import org.jspecify.annotations.Nullable;

/// A virtual address as keepalived's dumps write it: `10.1.2.3/24 dev eth0 scope global set`.
final class AddressText {

    private static final long FOREVER = 0xffff_ffffL;

    private AddressText() {}

    /// @param device the instance's interface, null when it has none
    /// @param set whether the kernel has it
    static String of(VirtualAddress address, @Nullable String device, boolean set) {
        boolean ipv6 = address.address().family() == Family.INET6;
        int whole = ipv6 ? 128 : 32;
        StringBuilder out = new StringBuilder(address.address().toString());
        if (address.prefixLength() != whole && address.peer() == null) {
            out.append('/').append(address.prefixLength());
        }
        if (address.broadcast() != null) {
            out.append(" brd ").append(address.broadcast());
        }
        String name = address.device() == null ? device : address.device();
        if (name != null) {
            out.append(" dev ").append(name);
        }
        out.append(" scope ").append(scope(address.scope()));
        if (address.label() != null) {
            out.append(" label ").append(address.label());
        }
        for (Flag flag : Flag.values()) {
            if (address.has(flag)) {
                out.append(' ').append(flag.word());
            }
        }
        if (ipv6) {
            out.append(lifetime(address, address.prefixLength() == whole));
        }
        return out.append(set ? " set" : "").toString();
    }

    /// An IPv6 address alone is deprecated when nothing else is said, so that nobody connects from
    /// it.
    private static String lifetime(VirtualAddress address, boolean alone) {
        Long seconds = address.preferredLifetimeSeconds();
        if (seconds == null ? alone : seconds == 0) {
            return " deprecated";
        }
        boolean forever = seconds == null || seconds == FOREVER;
        return " preferred_lft " + (forever ? "forever" : seconds);
    }

    private static String scope(int number) {
        return switch (number) {
            case 0 -> "global";
            case 200 -> "site";
            case 253 -> "link";
            case 254 -> "host";
            case 255 -> "nowhere";
            default -> Integer.toString(number);
        };
    }
}
