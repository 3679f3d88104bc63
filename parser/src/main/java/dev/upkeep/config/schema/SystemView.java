package dev.upkeep.config.schema;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What reading a configuration asks of the system it runs on. Implementations may be asked from
/// several threads and change nothing.
public interface SystemView {

    /// True when a network interface of that name exists.
    boolean interfaceExists(String name);

    /// Looks at the program of a script.
    ///
    /// @param program first word of the command line; searched in PATH when it has no slash
    Program program(String program);

    /// The account of that name or number, or null.
    @Nullable Account user(String name);

    /// The number of a group given by name or number.
    OptionalInt group(String name);

    /// The user running us: scripts run as this one when nothing else is said.
    Account self();

    /// The host name, with its domain if it has one.
    String hostName();

    /// True when the name of a host can be resolved to an address.
    boolean resolves(String host);

    /// The number of a name in one of iproute2's tables.
    OptionalInt routeName(RouteTable table, String name);

    /// What [#program] found.
    enum Program {
        /// Nothing there that could be run.
        MISSING,
        /// A file, but nobody may execute it.
        NOT_EXECUTABLE,
        /// It can be run, and others than root may change it or a directory above it.
        INSECURE,
        /// It can be run and only root may change it.
        SECURE
    }

    /// A user account.
    record Account(String name, int uid, int gid) {}

    /// iproute2's files of names.
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
}
