package dev.upkeep.config.source;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The machine on which a configuration is read, as far as reading asks about it; tests answer for
/// an imagined one. Every answer may be wrong a moment later.
public interface SystemView {

    /// Returns whether the kernel has a network interface of this name now.
    boolean interfaceExists(String name);

    /// The names of the network interfaces that the kernel has now.
    Set<String> interfaces();

    /// MTU of an interface in bytes; 0 when it is not known.
    int mtu(String interfaceName);

    /// Returns whether an address is on an interface of this machine now.
    boolean hasAddress(IpAddress address);

    /// The first address of a family that an interface has now, which adverts are sent from; null
    /// when there is none. Of IPv6 the first link-local one.
    @Nullable IpAddress sourceAddress(String interfaceName, Family family);

    /// A file or directory after following symbolic links, or null if there is none (or it cannot
    /// be reached).
    @Nullable FileStatus status(String path);

    /// The path with all symbolic links resolved, or null if it does not exist.
    @Nullable String realPath(String path);

    /// The interpreter that a file names in its first line (`#!`), null when it names none or
    /// cannot be read. A line that ends with CR LF gives a name that ends with CR, as to the
    /// kernel.
    @Nullable String interpreter(String path);

    /// The user of this name (or written as a number), or null.
    @Nullable Account user(String name);

    /// The number of the group of this name (or written as a number), or null.
    @Nullable Integer group(String name);

    /// Returns whether this process runs with the effective user 0.
    boolean superuser();

    /// Asks the resolver for a host name, within a few seconds.
    HostAnswer resolve(String name);

    /// The host name, with its domain if it has one.
    String hostName();

    /// The number that a name has in one of iproute2's files, or null.
    @Nullable Integer routeNumber(RouteTable table, String name);

    /// This machine with names of iproute2 looked up in other directories.
    ///
    /// @param first directory whose files count
    /// @param second directory for those that the first has not
    default SystemView namesIn(String first, String second) {
        return this;
    }

    /// iproute2's files of names, below `/etc/iproute2` and `/usr/share/iproute2`.
    enum RouteTable {
        /// `rt_tables`
        TABLES,
        /// `rt_protos`
        PROTOCOLS,
        /// `rt_scopes`
        SCOPES,
        /// `rt_realms`
        REALMS,
        /// `rt_dsfield`
        DSFIELD,
        /// `group`: groups of interfaces
        GROUPS
    }

    /// A file as `stat(2)` sees it.
    ///
    /// @param mode permission bits, `07777`
    record FileStatus(boolean regular, boolean directory, int mode, int uid, int gid) {}

    /// A line of the user database.
    ///
    /// @param gid the user's own group
    record Account(int uid, int gid) {}
}
