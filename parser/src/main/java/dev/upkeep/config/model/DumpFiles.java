package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// Files written for operators.
///
/// @param umask file mode mask
/// @param jsonVersion layout of the JSON dump, 1 or 2
public record DumpFiles(
        int umask,
        @Nullable String configSaveDirectory,
        @Nullable String temporaryDirectory,
        boolean useInstanceName,
        int jsonVersion,
        String iprouteUsrDirectory,
        String iprouteEtcDirectory,
        @Nullable String stateDumpFile,
        @Nullable String statsDumpFile,
        @Nullable String jsonDumpFile) {

    /// Directory where iproute2's files of names are looked for first.
    public static final String IPROUTE_ETC = "/etc/iproute2";

    /// Directory of the files that the first one has not.
    public static final String IPROUTE_USR = "/usr/share/iproute2";
}
