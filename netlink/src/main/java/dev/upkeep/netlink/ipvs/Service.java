package dev.upkeep.netlink.ipvs;

import org.jspecify.annotations.Nullable;

/// A virtual service as one asks for it.
///
/// @param scheduler kernel name: `rr`, `wlc`, ..
/// @param flags `IP_VS_SVC_F_*` bits: see the constants here; `HASHED` is the kernel's own and
///   never compared
/// @param timeoutSeconds persistence timeout, 0 when not persistent
/// @param prefixLength persistence granularity as a prefix length: 1-32 or 1-128
/// @param persistenceEngine name such as `sip`, null for none
public record Service(
        ServiceKey key,
        String scheduler,
        int flags,
        int timeoutSeconds,
        int prefixLength,
        @Nullable String persistenceEngine) {

    /// `IP_VS_SVC_F_PERSISTENT`.
    public static final int PERSISTENT = 0x0001;

    /// `IP_VS_SVC_F_HASHED`, set by the kernel.
    public static final int HASHED = 0x0002;

    /// `IP_VS_SVC_F_ONEPACKET`.
    public static final int ONE_PACKET = 0x0004;

    /// `IP_VS_SVC_F_SCHED1`; `sh-fallback`, `mh-fallback`.
    public static final int SCHED1 = 0x0008;

    /// `IP_VS_SVC_F_SCHED2`; `sh-port`, `mh-port`.
    public static final int SCHED2 = 0x0010;

    /// `IP_VS_SVC_F_SCHED3`.
    public static final int SCHED3 = 0x0020;
}
