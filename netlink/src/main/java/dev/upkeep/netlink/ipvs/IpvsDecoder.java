package dev.upkeep.netlink.ipvs;

import static dev.upkeep.netlink.ipvs.IpvsNumbers.*;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.net.Ipv6Address;
import dev.upkeep.netlink.wire.Attributes;
import dev.upkeep.netlink.wire.GenericFamily;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import java.util.List;

/// Messages of the generic netlink family `IPVS` to what they report (`linux/ip_vs.h`).
public final class IpvsDecoder {

    private IpvsDecoder() {}

    /// Reads a service without its statistics, which cost a dump its garbage.
    ///
    /// @throws MalformedMessageException if a length and the bytes disagree or an identity is
    ///   missing
    public static Service service(MessageReader message) throws MalformedMessageException {
        return status(message, false).service();
    }

    /// Reads a service with its statistics; its destinations come in another dump.
    ///
    /// @throws MalformedMessageException as [#service] does
    public static ServiceStatus serviceStatus(MessageReader message)
            throws MalformedMessageException {
        return status(message, true);
    }

    private static ServiceStatus status(MessageReader message, boolean statistics)
            throws MalformedMessageException {
        Attributes in = nested(message, IPVS_CMD_ATTR_SERVICE, "service");
        int af = 0;
        int protocol = 0;
        long high = 0;
        long low = 0;
        int port = 0;
        int mark = 0;
        String scheduler = "";
        int flags = 0;
        int timeout = 0;
        int netmask = 0;
        String engine = null;
        Counters counters = Counters.ZERO;
        while (in.next()) {
            switch (in.type()) {
                case IPVS_SVC_ATTR_AF -> af = in.u16();
                case IPVS_SVC_ATTR_PROTOCOL -> protocol = in.u16();
                case IPVS_SVC_ATTR_ADDR -> {
                    high = in.leading64be(0);
                    low = in.leading64be(8);
                }
                case IPVS_SVC_ATTR_PORT -> port = in.u16be();
                case IPVS_SVC_ATTR_FWMARK -> mark = in.u32();
                case IPVS_SVC_ATTR_SCHED_NAME -> scheduler = in.string();
                case IPVS_SVC_ATTR_FLAGS -> flags = in.u32(0);
                case IPVS_SVC_ATTR_TIMEOUT -> timeout = in.u32();
                case IPVS_SVC_ATTR_NETMASK -> netmask = in.u32();
                case IPVS_SVC_ATTR_PE_NAME -> engine = in.string();
                case IPVS_SVC_ATTR_STATS64 -> {
                    if (statistics) {
                        counters = counters(in.nested());
                    }
                }
                default -> {} // a newer kernel does no harm
            }
        }
        Family family = family(af);
        ServiceKey key =
                mark != 0
                        ? new ServiceKey.OnMark(family, mark)
                        : new ServiceKey.OnAddress(
                                protocol, new Endpoint(address(family, high, low), port));
        int prefix =
                switch (family) {
                    case INET -> Integer.bitCount(netmask);
                    case INET6 -> netmask;
                };
        return new ServiceStatus(
                new Service(key, scheduler, flags & ~Service.HASHED, timeout, prefix, engine),
                counters,
                List.of());
    }

    /// Reads a destination without its statistics.
    ///
    /// @param family of the service, for kernels before 3.18 that do not report the destination's
    /// @throws MalformedMessageException if a length and the bytes disagree
    public static Destination destination(MessageReader message, Family family)
            throws MalformedMessageException {
        return destinationStatus(message, family, false).destination();
    }

    /// Reads a destination with its connections and statistics.
    ///
    /// @throws MalformedMessageException as [#destination] does
    public static DestinationStatus destinationStatus(MessageReader message, Family family)
            throws MalformedMessageException {
        return destinationStatus(message, family, true);
    }

    private static DestinationStatus destinationStatus(
            MessageReader message, Family serviceFamily, boolean statistics)
            throws MalformedMessageException {
        Attributes in = nested(message, IPVS_CMD_ATTR_DEST, "destination");
        int af = 0;
        long high = 0;
        long low = 0;
        int port = 0;
        int method = 0;
        int weight = 0;
        int upper = 0;
        int lower = 0;
        int active = 0;
        int inactive = 0;
        int persistent = 0;
        int tunnelType = 0;
        int tunnelPort = 0;
        int tunnelFlags = 0;
        Counters counters = Counters.ZERO;
        while (in.next()) {
            switch (in.type()) {
                case IPVS_DEST_ATTR_ADDR -> {
                    high = in.leading64be(0);
                    low = in.leading64be(8);
                }
                case IPVS_DEST_ATTR_PORT -> port = in.u16be();
                case IPVS_DEST_ATTR_FWD_METHOD -> method = in.u32();
                case IPVS_DEST_ATTR_WEIGHT -> weight = in.u32();
                case IPVS_DEST_ATTR_U_THRESH -> upper = in.u32();
                case IPVS_DEST_ATTR_L_THRESH -> lower = in.u32();
                case IPVS_DEST_ATTR_ACTIVE_CONNS -> active = in.u32();
                case IPVS_DEST_ATTR_INACT_CONNS -> inactive = in.u32();
                case IPVS_DEST_ATTR_PERSIST_CONNS -> persistent = in.u32();
                case IPVS_DEST_ATTR_ADDR_FAMILY -> af = in.u16();
                case IPVS_DEST_ATTR_STATS64 -> {
                    if (statistics) {
                        counters = counters(in.nested());
                    }
                }
                case IPVS_DEST_ATTR_TUN_TYPE -> tunnelType = in.u8();
                case IPVS_DEST_ATTR_TUN_PORT -> tunnelPort = in.u16be();
                case IPVS_DEST_ATTR_TUN_FLAGS -> tunnelFlags = in.u16();
                default -> {} // a newer kernel does no harm
            }
        }
        Family family = af == 0 ? serviceFamily : family(af);
        boolean plain = (tunnelType | tunnelPort | tunnelFlags) == 0;
        Destination destination =
                new Destination(
                        new Endpoint(address(family, high, low), port),
                        method(method),
                        weight,
                        upper,
                        lower,
                        plain
                                ? Destination.Tunnel.IPIP
                                : new Destination.Tunnel(tunnelType, tunnelPort, tunnelFlags));
        return new DestinationStatus(destination, active, inactive, persistent, counters);
    }

    /// Reads the timeouts.
    public static IpvsTimeouts timeouts(MessageReader message) throws MalformedMessageException {
        Attributes in = message.attributes(GenericFamily.GENL_HDRLEN);
        int tcp = 0;
        int tcpFin = 0;
        int udp = 0;
        while (in.next()) {
            switch (in.type()) {
                case IPVS_CMD_ATTR_TIMEOUT_TCP -> tcp = in.u32();
                case IPVS_CMD_ATTR_TIMEOUT_TCP_FIN -> tcpFin = in.u32();
                case IPVS_CMD_ATTR_TIMEOUT_UDP -> udp = in.u32();
                default -> {} // a newer kernel does no harm
            }
        }
        return new IpvsTimeouts(tcp, tcpFin, udp);
    }

    /// Reads a sync daemon.
    public static SyncDaemon daemon(MessageReader message) throws MalformedMessageException {
        Attributes in = nested(message, IPVS_CMD_ATTR_DAEMON, "sync daemon");
        int state = 0;
        String interfaceName = "";
        int syncId = 0;
        int maxLength = 0;
        IpAddress group = null;
        int port = 0;
        int ttl = 0;
        while (in.next()) {
            switch (in.type()) {
                case IPVS_DAEMON_ATTR_STATE -> state = in.u32();
                case IPVS_DAEMON_ATTR_MCAST_IFN -> interfaceName = in.string();
                case IPVS_DAEMON_ATTR_SYNC_ID -> syncId = in.u32();
                case IPVS_DAEMON_ATTR_SYNC_MAXLEN -> maxLength = in.u16();
                case IPVS_DAEMON_ATTR_MCAST_GROUP -> group = IpAddress.of(in.bytes(4));
                case IPVS_DAEMON_ATTR_MCAST_GROUP6 -> group = IpAddress.of(in.bytes(16));
                case IPVS_DAEMON_ATTR_MCAST_PORT -> port = in.u16();
                case IPVS_DAEMON_ATTR_MCAST_TTL -> ttl = in.u8();
                default -> {} // a newer kernel does no harm
            }
        }
        SyncDaemon.Role role =
                switch (state) {
                    case 1 -> SyncDaemon.Role.MASTER;
                    case 2 -> SyncDaemon.Role.BACKUP;
                    default -> throw malformed("sync daemon state", "1 or 2", state);
                };
        return new SyncDaemon(role, interfaceName, syncId, maxLength, group, port, ttl);
    }

    /// Reads the version.
    public static IpvsInfo info(MessageReader message) throws MalformedMessageException {
        Attributes in = message.attributes(GenericFamily.GENL_HDRLEN);
        int version = 0;
        int size = 0;
        while (in.next()) {
            switch (in.type()) {
                case IPVS_INFO_ATTR_VERSION -> version = in.u32();
                case IPVS_INFO_ATTR_CONN_TAB_SIZE -> size = in.u32();
                default -> {} // a newer kernel does no harm
            }
        }
        return new IpvsInfo(version, size);
    }

    private static Counters counters(Attributes in) throws MalformedMessageException {
        long[] values = new long[IPVS_STATS_ATTR_OUTBPS + 1];
        while (in.next()) {
            if (in.type() >= IPVS_STATS_ATTR_CONNS && in.type() <= IPVS_STATS_ATTR_OUTBPS) {
                values[in.type()] = in.u64();
            }
        }
        return new Counters(
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6],
                values[7],
                values[8],
                values[9],
                values[10]);
    }

    private static Attributes nested(MessageReader message, int type, String what)
            throws MalformedMessageException {
        Attributes in = message.attributes(GenericFamily.GENL_HDRLEN);
        while (in.next()) {
            if (in.type() == type) {
                return in.nested();
            }
        }
        throw new MalformedMessageException("IPVS " + what + ": expected attribute " + type);
    }

    private static Family family(int number) throws MalformedMessageException {
        return switch (number) {
            case AF_INET -> Family.INET;
            case AF_INET6 -> Family.INET6;
            default -> throw malformed("address family", "2 or 10", number);
        };
    }

    /// Reads the address of a `union nf_inet_addr`: an IPv4 one takes the first four bytes.
    private static IpAddress address(Family family, long high, long low) {
        return switch (family) {
            case INET -> new Ipv4Address((int) (high >> 32));
            case INET6 -> new Ipv6Address(high, low);
        };
    }

    private static Destination.ForwardingMethod method(int number)
            throws MalformedMessageException {
        return switch (number & 0x7) { // IP_VS_CONN_F_FWD_MASK
            case 0 -> Destination.ForwardingMethod.MASQUERADE;
            case 1 -> Destination.ForwardingMethod.LOCAL_NODE;
            case 2 -> Destination.ForwardingMethod.TUNNEL;
            case 3 -> Destination.ForwardingMethod.DIRECT_ROUTE;
            case 4 -> Destination.ForwardingMethod.BYPASS;
            default -> throw malformed("forwarding method", "0 to 4", number & 0x7);
        };
    }

    private static MalformedMessageException malformed(String what, String expected, int got) {
        return new MalformedMessageException(
                "IPVS " + what + ": expected " + expected + ", got " + got);
    }
}
