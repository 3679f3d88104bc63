package dev.upkeep.netlink.ipvs;

import static dev.upkeep.netlink.ipvs.IpvsNumbers.*;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.wire.MessageWriter;
import dev.upkeep.netlink.wire.Netlink;
import java.nio.ByteOrder;

/// Requests to messages of the generic netlink family `IPVS` (`linux/ip_vs.h`).
///
/// @param type the number of the family
public record IpvsEncoder(int type) {

    /// Name of the family.
    public static final String FAMILY = "IPVS";

    /// No request is longer: two nested attributes with every field, a name of 16 bytes each.
    public static final int LONGEST_REQUEST = 384;

    /// Writes one change of the table.
    public void change(MessageWriter out, int sequence, IpvsRequest request) {
        switch (request) {
            case IpvsRequest.AddService(var service) -> {
                begin(out, IPVS_CMD_NEW_SERVICE, 0, sequence);
                service(out, service);
            }
            case IpvsRequest.EditService(var service) -> {
                begin(out, IPVS_CMD_SET_SERVICE, 0, sequence);
                service(out, service);
            }
            case IpvsRequest.DeleteService(var key) -> {
                begin(out, IPVS_CMD_DEL_SERVICE, 0, sequence);
                service(out, key);
            }
            case IpvsRequest.AddDestination(var key, var destination) -> {
                begin(out, IPVS_CMD_NEW_DEST, 0, sequence);
                service(out, key);
                destination(out, destination);
            }
            case IpvsRequest.EditDestination(var key, var destination) -> {
                begin(out, IPVS_CMD_SET_DEST, 0, sequence);
                service(out, key);
                destination(out, destination);
            }
            case IpvsRequest.DeleteDestination(var key, var endpoint) -> {
                begin(out, IPVS_CMD_DEL_DEST, 0, sequence);
                service(out, key);
                int nested = out.beginNested(IPVS_CMD_ATTR_DEST);
                out.u16(IPVS_DEST_ATTR_ADDR_FAMILY, number(endpoint.address().family()));
                address(out, IPVS_DEST_ATTR_ADDR, endpoint.address());
                out.u16be(IPVS_DEST_ATTR_PORT, endpoint.port());
                out.endNested(nested);
            }
            case IpvsRequest.Flush() -> begin(out, IPVS_CMD_FLUSH, 0, sequence);
        }
        out.end();
    }

    /// Asks for all services.
    public void dumpServices(MessageWriter out, int sequence) {
        begin(out, IPVS_CMD_GET_SERVICE, Netlink.NLM_F_DUMP, sequence);
        out.end();
    }

    /// Asks for all destinations of a service.
    public void dumpDestinations(MessageWriter out, int sequence, ServiceKey key) {
        begin(out, IPVS_CMD_GET_DEST, Netlink.NLM_F_DUMP, sequence);
        service(out, key);
        out.end();
    }

    /// Asks for the timeouts.
    public void timeouts(MessageWriter out, int sequence) {
        begin(out, IPVS_CMD_GET_CONFIG, 0, sequence);
        out.end();
    }

    /// Sets the timeouts; the kernel leaves alone what is 0.
    public void setTimeouts(MessageWriter out, int sequence, IpvsTimeouts timeouts) {
        begin(out, IPVS_CMD_SET_CONFIG, 0, sequence);
        out.u32(IPVS_CMD_ATTR_TIMEOUT_TCP, timeouts.tcp());
        out.u32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, timeouts.tcpFin());
        out.u32(IPVS_CMD_ATTR_TIMEOUT_UDP, timeouts.udp());
        out.end();
    }

    /// Asks for the sync daemons.
    public void dumpDaemons(MessageWriter out, int sequence) {
        begin(out, IPVS_CMD_GET_DAEMON, Netlink.NLM_F_DUMP, sequence);
        out.end();
    }

    /// Starts a sync daemon.
    public void startDaemon(MessageWriter out, int sequence, SyncDaemon daemon) {
        begin(out, IPVS_CMD_NEW_DAEMON, 0, sequence);
        int nested = out.beginNested(IPVS_CMD_ATTR_DAEMON);
        out.u32(IPVS_DAEMON_ATTR_STATE, number(daemon.role()));
        out.string(IPVS_DAEMON_ATTR_MCAST_IFN, daemon.interfaceName());
        out.u32(IPVS_DAEMON_ATTR_SYNC_ID, daemon.syncId());
        if (daemon.maxLength() != 0) {
            out.u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN, daemon.maxLength());
        }
        IpAddress group = daemon.group();
        if (group != null) {
            int type =
                    switch (group.family()) {
                        case INET -> IPVS_DAEMON_ATTR_MCAST_GROUP;
                        case INET6 -> IPVS_DAEMON_ATTR_MCAST_GROUP6;
                    };
            out.bytes(type, group.bytes());
        }
        if (daemon.port() != 0) {
            out.u16(IPVS_DAEMON_ATTR_MCAST_PORT, daemon.port());
        }
        if (daemon.ttl() != 0) {
            out.u8(IPVS_DAEMON_ATTR_MCAST_TTL, daemon.ttl());
        }
        out.endNested(nested).end();
    }

    /// Stops a sync daemon.
    public void stopDaemon(MessageWriter out, int sequence, SyncDaemon.Role role) {
        begin(out, IPVS_CMD_DEL_DAEMON, 0, sequence);
        int nested = out.beginNested(IPVS_CMD_ATTR_DAEMON);
        out.u32(IPVS_DAEMON_ATTR_STATE, number(role));
        out.endNested(nested).end();
    }

    /// Sets all statistics to zero.
    public void zero(MessageWriter out, int sequence) {
        begin(out, IPVS_CMD_ZERO, 0, sequence);
        out.end();
    }

    /// Asks for the version.
    public void info(MessageWriter out, int sequence) {
        begin(out, IPVS_CMD_GET_INFO, 0, sequence);
        out.end();
    }

    static int number(Family family) {
        return switch (family) {
            case INET -> AF_INET;
            case INET6 -> AF_INET6;
        };
    }

    private static int number(SyncDaemon.Role role) {
        return switch (role) {
            case MASTER -> 1; // IP_VS_STATE_MASTER
            case BACKUP -> 2; // IP_VS_STATE_BACKUP
        };
    }

    private static int number(Destination.ForwardingMethod method) {
        return switch (method) {
            case MASQUERADE -> 0;
            case LOCAL_NODE -> 1;
            case TUNNEL -> 2;
            case DIRECT_ROUTE -> 3;
            case BYPASS -> 4;
        };
    }

    private void begin(MessageWriter out, int command, int flags, int sequence) {
        out.begin(type, flags, sequence).genericHeader(command, IPVS_GENL_VERSION);
    }

    private static void service(MessageWriter out, ServiceKey key) {
        int nested = out.beginNested(IPVS_CMD_ATTR_SERVICE);
        key(out, key);
        out.endNested(nested);
    }

    private static void service(MessageWriter out, Service service) {
        int nested = out.beginNested(IPVS_CMD_ATTR_SERVICE);
        key(out, service.key());
        out.string(IPVS_SVC_ATTR_SCHED_NAME, service.scheduler());
        String engine = service.persistenceEngine();
        if (engine != null) {
            out.string(IPVS_SVC_ATTR_PE_NAME, engine);
        }
        // struct ip_vs_flags: the flags, and a mask of those that are meant
        long flags = service.flags() & 0xffffffffL;
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        out.u64(
                IPVS_SVC_ATTR_FLAGS,
                little ? flags | 0xffffffff_00000000L : flags << 32 | 0xffffffffL);
        out.u32(IPVS_SVC_ATTR_TIMEOUT, service.timeoutSeconds());
        switch (service.key().family()) {
            case INET -> out.u32be(IPVS_SVC_ATTR_NETMASK, mask(service.prefixLength()));
            case INET6 -> out.u32(IPVS_SVC_ATTR_NETMASK, service.prefixLength());
        }
        out.endNested(nested);
    }

    /// Returns the IPv4 mask of a prefix length; the shift alone would take 32 places for none.
    private static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
    }

    private static void key(MessageWriter out, ServiceKey key) {
        out.u16(IPVS_SVC_ATTR_AF, number(key.family()));
        switch (key) {
            case ServiceKey.OnMark(_, var mark) -> out.u32(IPVS_SVC_ATTR_FWMARK, mark);
            case ServiceKey.OnAddress(var protocol, var endpoint) -> {
                out.u16(IPVS_SVC_ATTR_PROTOCOL, protocol);
                address(out, IPVS_SVC_ATTR_ADDR, endpoint.address());
                out.u16be(IPVS_SVC_ATTR_PORT, endpoint.port());
            }
        }
    }

    private static void destination(MessageWriter out, Destination destination) {
        int nested = out.beginNested(IPVS_CMD_ATTR_DEST);
        IpAddress address = destination.endpoint().address();
        Destination.Tunnel tunnel = destination.tunnel();
        out.u16(IPVS_DEST_ATTR_ADDR_FAMILY, number(address.family()));
        address(out, IPVS_DEST_ATTR_ADDR, address);
        out.u16be(IPVS_DEST_ATTR_PORT, destination.endpoint().port());
        out.u32(IPVS_DEST_ATTR_FWD_METHOD, number(destination.method()));
        out.u32(IPVS_DEST_ATTR_WEIGHT, destination.weight());
        out.u8(IPVS_DEST_ATTR_TUN_TYPE, tunnel.type());
        out.u16be(IPVS_DEST_ATTR_TUN_PORT, tunnel.port());
        out.u16(IPVS_DEST_ATTR_TUN_FLAGS, tunnel.flags());
        out.u32(IPVS_DEST_ATTR_U_THRESH, destination.upperThreshold());
        out.u32(IPVS_DEST_ATTR_L_THRESH, destination.lowerThreshold());
        out.endNested(nested);
    }

    private static void address(MessageWriter out, int type, IpAddress address) {
        out.bytes(type, address.bytes(), ADDRESS_BYTES);
    }
}
