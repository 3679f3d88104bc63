package dev.upkeep.checkers.admin;

import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A virtual server as an operator names it: `10.1.0.1:80`, `fwmark:5` or `group:web`, with `tcp:`,
/// `udp:`, `sctp:`, `inet:` or `inet6:` before it where more than one would be meant.
///
/// @param protocol null for any
/// @param family null for any
public record ServiceName(@Nullable Protocol protocol, @Nullable Family family, Target target) {

    private static final String MARK = "fwmark:";
    private static final String GROUP = "group:";

    /// The part behind the prefixes.
    public sealed interface Target {

        /// An address and a port, or every port.
        record OnAddress(ServerName place) implements Target {
            @Override
            public String toString() {
                return place.toString();
            }
        }

        /// `fwmark:5`.
        ///
        /// @param mark unsigned 32 bits
        record OnMark(int mark) implements Target {
            @Override
            public String toString() {
                return MARK + Integer.toUnsignedString(mark);
            }
        }

        /// `group:web`, or `group:web#1` for the second virtual server on that group in the file.
        ///
        /// @param index from 0, null for any
        record OnGroup(String group, @Nullable Integer index) implements Target {
            @Override
            public String toString() {
                return GROUP + group + (index == null ? "" : "#" + index);
            }
        }
    }

    /// Returns the name that means this virtual server alone.
    public static ServiceName of(Pool pool) {
        return switch (pool.key()) {
            case PoolKey.OnAddress(var protocol, var endpoint) ->
                    new ServiceName(protocol, null, new Target.OnAddress(ServerName.of(endpoint)));
            case PoolKey.OnMark(var family, int mark) ->
                    new ServiceName(null, family, new Target.OnMark(mark));
            case PoolKey.OnGroup(String group, int index) ->
                    new ServiceName(null, null, new Target.OnGroup(group, index));
        };
    }

    /// Returns the name that means this virtual server alone.
    ///
    /// @param index how many virtual servers on the same group precede it in the file
    public static ServiceName of(VirtualServer service, int index) {
        return switch (service.address()) {
            case ServiceAddress.Address(Endpoint endpoint) ->
                    new ServiceName(
                            service.protocol(),
                            null,
                            new Target.OnAddress(ServerName.of(endpoint)));
            case ServiceAddress.FirewallMark(int mark) ->
                    new ServiceName(null, service.family(), new Target.OnMark(mark));
            case ServiceAddress.Group(String group) ->
                    new ServiceName(null, null, new Target.OnGroup(group, index));
        };
    }

    /// Reads a name.
    ///
    /// @throws IllegalArgumentException saying what is wrong
    public static ServiceName parse(String text) {
        String rest = text;
        Protocol protocol = null;
        for (Protocol each : Protocol.values()) {
            String prefix = prefix(each);
            if (rest.startsWith(prefix)) {
                protocol = each;
                rest = rest.substring(prefix.length());
                break;
            }
        }
        Family family = null;
        for (Family each : Family.values()) {
            String prefix = prefix(each);
            if (rest.startsWith(prefix)) {
                family = each;
                rest = rest.substring(prefix.length());
                break;
            }
        }
        return new ServiceName(protocol, family, target(rest));
    }

    private static Target target(String text) {
        if (text.startsWith(MARK)) {
            return new Target.OnMark(mark(text.substring(MARK.length())));
        }
        if (!text.startsWith(GROUP)) {
            return new Target.OnAddress(ServerName.parse(text));
        }
        String group = text.substring(GROUP.length());
        int hash = group.lastIndexOf('#');
        String index = hash < 0 ? "" : group.substring(hash + 1);
        boolean indexed = index.matches("[0-9]{1,9}");
        return indexed
                ? new Target.OnGroup(group.substring(0, hash), Integer.valueOf(index))
                : new Target.OnGroup(group, null);
    }

    private static int mark(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no firewall mark: expected 0-4294967295", e);
        }
    }

    private static String prefix(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT) + ":";
    }

    /// Returns whether it means this virtual server.
    boolean matches(Pool pool) {
        return (protocol == null || protocol == pool.service().protocol())
                && (family == null || family == pool.service().family())
                && matches(pool.key());
    }

    private boolean matches(PoolKey key) {
        return switch (key) {
            case PoolKey.OnAddress(_, var endpoint) ->
                    target instanceof Target.OnAddress(var place) && place.matches(endpoint);
            case PoolKey.OnMark(_, int mark) -> target.equals(new Target.OnMark(mark));
            case PoolKey.OnGroup(String group, int index) ->
                    target.equals(new Target.OnGroup(group, index))
                            || target.equals(new Target.OnGroup(group, null));
        };
    }

    /// As [#parse] reads it.
    @Override
    public String toString() {
        return (protocol == null ? "" : prefix(protocol))
                + (family == null ? "" : prefix(family))
                + target;
    }
}
