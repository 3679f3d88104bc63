package dev.upkeep.netlink.ipvs;

/// The properties of the kernel's IPVS (`IPVS_CMD_GET_INFO`).
///
/// @param version three bytes: major, minor, patch
/// @param connectionTableSize buckets of the connection hash table
public record IpvsInfo(int version, int connectionTableSize) {

    /// `1.2.1`.
    public String versionText() {
        return ((version & 0xff0000) >> 16)
                + "."
                + ((version & 0xff00) >> 8)
                + "."
                + (version & 0xff);
    }
}
