package dev.upkeep.snmp.mib;

import static dev.upkeep.snmp.mib.Values.address;
import static dev.upkeep.snmp.mib.Values.addressType;
import static dev.upkeep.snmp.mib.Values.enabled;
import static dev.upkeep.snmp.mib.Values.gauge;
import static dev.upkeep.snmp.mib.Values.micros;
import static dev.upkeep.snmp.mib.Values.number;
import static dev.upkeep.snmp.mib.Values.script;
import static dev.upkeep.snmp.mib.Values.seconds;
import static dev.upkeep.snmp.mib.Values.text;

import dev.upkeep.checkers.admin.PoolStatus;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.Counters;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.snmp.mib.ServiceObjects.Service;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What `check` of KEEPALIVED-MIB says of real servers. A sorry server is the first of its service.
final class ServerObjects {

    private ServerObjects() {}

    /// @param server null for the sorry server
    /// @param status null before it is known
    private record Row(
            Service service,
            Endpoint endpoint,
            Forwarding forwarding,
            @Nullable RealServer server,
            @Nullable ServerStatus status) {

        <V> @Nullable V of(Function<RealServer, @Nullable V> value) {
            return server == null ? null : value.apply(server);
        }

        private Timing timing() {
            return server == null ? NO_CHECKS : Timing.of(service.server(), server);
        }
    }

    private static final Timing NO_CHECKS =
            new Timing(Duration.ZERO, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    static Table<?> table(Oid base, List<Service> services) {
        Table<Row> table = new Table<>(base.append(4, 1));
        identity(table);
        settings(table);
        connections(table);
        for (int i = 0; i < services.size(); i++) {
            Service service = services.get(i);
            int index = 0;
            SorryServer sorry = service.server().sorryServer();
            if (sorry != null) {
                table.row(
                        new Row(service, sorry.endpoint(), sorry.forwarding(), null, null),
                        i + 1,
                        ++index);
            }
            List<RealServer> servers = service.server().realServers();
            for (int n = 0; n < servers.size(); n++) {
                RealServer server = servers.get(n);
                table.row(
                        new Row(
                                service,
                                server.endpoint(),
                                server.forwarding(),
                                server,
                                status(service, n)),
                        i + 1,
                        ++index);
            }
        }
        return table;
    }

    static @Nullable ServerStatus status(Service service, int number) {
        PoolStatus pool = service.status();
        return pool == null || number >= pool.servers().size() ? null : pool.servers().get(number);
    }

    private static void identity(Table<Row> table) {
        table.column(2, it -> number(it.server == null ? 2 : 1))
                .column(3, it -> addressType(it.endpoint.address()))
                .column(4, it -> address(it.endpoint.address()))
                .column(5, it -> gauge(it.endpoint.port()))
                .column(6, it -> it.of(_ -> number(it.status == null || it.status.up() ? 1 : 2)))
                .column(7, it -> it.of(server -> number(weight(it, server))))
                .column(13, it -> it.of(_ -> gauge(failedChecks(it))))
                .column(40, it -> number(ServiceObjects.method(it.forwarding)))
                .column(41, it -> it.of(server -> text(ownHost(it.service, server))))
                .column(52, it -> tunnelType(it.forwarding))
                .column(53, it -> tunnelPort(it.forwarding))
                .column(54, it -> tunnelChecksum(it.forwarding))
                .column(55, it -> it.of(server -> text(server.snmpName())));
    }

    /// Null for the one of the service.
    private static @Nullable String ownHost(Service service, RealServer server) {
        String host = server.virtualHost();
        return host == null || host.equals(service.server().virtualHost()) ? null : host;
    }

    private static long weight(Row row, RealServer server) {
        return row.status == null ? server.weight() : row.status.weight();
    }

    private static long failedChecks(Row row) {
        PoolStatus pool = row.service.status();
        ServerName name = ServerName.of(row.endpoint);
        return pool == null
                ? 0
                : pool.checks().stream()
                        .filter(check -> check.server().equals(name))
                        .filter(check -> !check.up())
                        .count();
    }

    private static void settings(Table<Row> table) {
        table.column(8, it -> it.of(server -> positive(server.limits().upperThreshold())))
                .column(9, it -> it.of(server -> positive(server.limits().lowerThreshold())))
                .column(10, it -> it.of(server -> number(server.inhibitOnFailure() ? 2 : 1)))
                .column(11, it -> it.of(server -> script(server.notifications().notifyUp())))
                .column(12, it -> it.of(server -> script(server.notifications().notifyDown())))
                .column(42, it -> enabled(it.server != null && it.server.alpha()))
                .column(43, it -> gauge(it.timing().retry()))
                .column(44, it -> seconds(it.timing().delayBeforeRetry()))
                .column(45, it -> seconds(it.timing().warmup()))
                .column(46, it -> seconds(it.timing().delayLoop()))
                .column(
                        47,
                        it -> enabled(it.server != null && it.server.notifications().smtpAlert()))
                .column(48, it -> micros(it.timing().delayBeforeRetry()))
                .column(49, it -> micros(it.timing().warmup()))
                .column(50, it -> micros(it.timing().delayLoop()))
                .column(51, it -> micros(it.timing().connectTimeout()));
    }

    private static void connections(Table<Row> table) {
        table.column(14, it -> gauge(counters(it).connections()))
                .column(15, it -> gauge(counted(it, ServerStatus.Connections::active)))
                .column(16, it -> gauge(counted(it, ServerStatus.Connections::inactive)))
                .column(17, it -> gauge(counted(it, ServerStatus.Connections::persistent)))
                .column(18, it -> Values.counter(counters(it).inPackets()))
                .column(19, it -> Values.counter(counters(it).outPackets()))
                .column(20, it -> Values.counter64(counters(it).inBytes()))
                .column(21, it -> Values.counter64(counters(it).outBytes()));
        ServiceObjects.rates(table, 22, 27, ServerObjects::counters);
    }

    private static Counters counters(Row row) {
        ServerStatus status = row.status;
        return status == null || status.connections() == null
                ? Counters.ZERO
                : status.connections().counters();
    }

    private static long counted(Row row, ToLongFunction<ServerStatus.Connections> count) {
        ServerStatus status = row.status;
        return status == null || status.connections() == null
                ? 0
                : count.applyAsLong(status.connections());
    }

    private static @Nullable SnmpValue positive(long value) {
        return value == 0 ? null : gauge(value);
    }

    /// ipip(1), gue(2), gre(3).
    static @Nullable SnmpValue tunnelType(Forwarding forwarding) {
        return forwarding instanceof Forwarding.Tunnel tunnel
                ? number(
                        switch (tunnel.type()) {
                            case IPIP -> 1;
                            case GUE -> 2;
                            case GRE -> 3;
                        })
                : null;
    }

    static @Nullable SnmpValue tunnelPort(Forwarding forwarding) {
        return forwarding instanceof Forwarding.Tunnel tunnel
                        && tunnel.type() == Forwarding.TunnelType.GUE
                ? gauge(tunnel.port())
                : null;
    }

    /// nocsum(1), csum(2), remcsum(3); IPIP has none.
    static @Nullable SnmpValue tunnelChecksum(Forwarding forwarding) {
        return forwarding instanceof Forwarding.Tunnel tunnel
                        && tunnel.type() != Forwarding.TunnelType.IPIP
                ? number(
                        switch (tunnel.checksum()) {
                            case NONE -> 1;
                            case CHECKSUM -> 2;
                            case REMOTE -> 3;
                        })
                : null;
    }
}
