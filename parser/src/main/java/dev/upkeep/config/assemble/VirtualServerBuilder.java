package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.VirtualServerKeywords.*;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.Persistence;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.Quorum;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.Scheduling;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.ServicePolicy;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.value.GranularityType.Granularity;
import dev.upkeep.config.value.ServiceAddressType;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One `virtual_server`: defaults filled in, combinations checked and corrected as keepalived does.
record VirtualServerBuilder(
        BuildContext build, TrackedObjects objects, Definitions<VirtualServerGroup> groups) {

    /// The service, or null when nothing of it can be used (reported).
    @Nullable VirtualServer build(BoundBlock block) {
        ServiceAddress address = block.header(VIRTUAL_SERVER);
        if (address == null) {
            throw new IllegalStateException("a virtual_server without an address was bound");
        }
        VirtualServerGroup group = null;
        if (address instanceof ServiceAddress.Group(String name)) {
            group = groups.plain(name, block.where()); // remembered with the service
            if (group == null) {
                group = groups.resolve(build, name, block.where());
            }
            if (group == null) {
                return null;
            }
        }
        Family family = new ServiceFamily(build).of(block, address, group);
        Protocol protocol = protocol(block, address, group, family);
        Forwarding forwarding = forwarding(block);
        CheckDefaults defaults = CheckDefaults.ofService(block);
        List<RealServer> servers =
                new ServerList(build, block, group, family)
                        .of(
                                new RealServerBuilder(
                                        build, objects, block, address, forwarding, defaults));
        if (servers.isEmpty()) {
            build.absent(
                    DiagnosticCode.VS_EMPTY,
                    block,
                    REAL_SERVER,
                    label(block) + " has no real servers; dropped",
                    null);
            return null;
        }
        return new VirtualServer(
                address,
                family,
                protocol,
                scheduling(block, protocol, onlyMarks(address, group)),
                persistence(block, address, family),
                forwarding,
                quorum(block, servers),
                sorryServer(block, address, family, forwarding),
                policy(block, address, defaults),
                block.get(VIRTUALHOST),
                block.get(SNMP_NAME),
                servers);
    }

    static String label(BoundBlock block) {
        ServiceAddress address = block.header(VIRTUAL_SERVER);
        return "virtual_server "
                + (address == null ? "" : ServiceAddressType.SERVICE.format(address));
    }

    /// A mark has no protocol; TCP stands in the model then.
    private Protocol protocol(
            BoundBlock block,
            ServiceAddress address,
            @Nullable VirtualServerGroup group,
            Family family) {
        Protocol protocol = block.get(PROTOCOL);
        if (onlyMarks(address, group)) {
            if (protocol != null) {
                build.findings()
                        .add(
                                served(group, family) ? Severity.WARNING : Severity.HINT,
                                DiagnosticCode.VS_PROTOCOL,
                                block.where(PROTOCOL),
                                label(block) + ": a firewall mark covers all protocols; ignored",
                                "leave protocol out");
            }
            return Protocol.TCP;
        }
        if (protocol != null) {
            return protocol;
        }
        if (block.tried(PROTOCOL)) {
            return PROTOCOL.defaultValue();
        }
        build.error(
                DiagnosticCode.VS_PROTOCOL,
                block.where(),
                label(block) + " has no protocol; UDP is used",
                "write protocol TCP, UDP or SCTP");
        return PROTOCOL.defaultValue();
    }

    private static boolean onlyMarks(ServiceAddress address, @Nullable VirtualServerGroup group) {
        return address instanceof ServiceAddress.FirewallMark
                || (group != null && group.onlyMarks());
    }

    /// Returns whether all members are of a family.
    private static boolean served(@Nullable VirtualServerGroup group, Family family) {
        return group == null
                || group.members().stream()
                        .allMatch(m -> m.family() == null || m.family() == family);
    }

    private Forwarding forwarding(BoundBlock block) {
        Forwarding forwarding = block.get(LB_KIND);
        if (forwarding != null) {
            return forwarding;
        }
        if (!block.tried(LB_KIND)) {
            build.error(
                    DiagnosticCode.VS_FORWARDING,
                    block.where(),
                    label(block) + " has no lb_kind; NAT is used",
                    "write lb_kind NAT, DR or TUN");
        }
        return LB_KIND.defaultValue();
    }

    private Scheduling scheduling(BoundBlock block, Protocol protocol, boolean anyProtocol) {
        if (!block.tried(LB_ALGO)) {
            build.error(
                    DiagnosticCode.VS_SCHEDULER,
                    block.where(),
                    label(block) + " has no lb_algo; wlc is used",
                    "write lb_algo rr, wrr, lc, wlc or another");
        }
        String scheduler = block.value(LB_ALGO);
        int flags = 0;
        flags |= block.isOn(FLAG_1) ? 1 : 0;
        flags |= block.isOn(FLAG_2) ? 2 : 0;
        flags |= block.isOn(FLAG_3) ? 4 : 0;
        flags |= flag(block, SH_FALLBACK, "sh", scheduler, 1);
        flags |= flag(block, SH_PORT, "sh", scheduler, 2);
        flags |= flag(block, MH_FALLBACK, "mh", scheduler, 1);
        flags |= flag(block, MH_PORT, "mh", scheduler, 2);
        if (block.isOn(HASHED) && !scheduler.equals("sh") && !scheduler.equals("mh")) {
            wrongScheduler(block, HASHED, "sh or mh");
        }
        boolean ops = block.isOn(OPS);
        if (ops && protocol != Protocol.UDP && !anyProtocol) {
            build.error(
                    DiagnosticCode.VS_OPS,
                    block.where(OPS),
                    label(block) + ": ops is for UDP only; ignored",
                    "remove ops");
            ops = false;
        }
        return new Scheduling(scheduler, flags, ops, block.isOn(HASHED));
    }

    private int flag(
            BoundBlock block, Keyword<Boolean> keyword, String needed, String scheduler, int bit) {
        if (!block.isOn(keyword)) {
            return 0;
        }
        if (scheduler.equals(needed) && block.position(keyword) > block.position(LB_ALGO)) {
            return bit;
        }
        wrongScheduler(block, keyword, needed);
        return 0;
    }

    private void wrongScheduler(BoundBlock block, Keyword<Boolean> keyword, String needed) {
        build.error(
                DiagnosticCode.VS_SCHEDULER_FLAG,
                block.where(keyword),
                keyword.name() + " must follow lb_algo " + needed + "; ignored",
                null);
    }

    private @Nullable Persistence persistence(
            BoundBlock block, ServiceAddress address, Family family) {
        Duration timeout = block.value(PERSISTENCE_TIMEOUT);
        Granularity granularity = block.get(PERSISTENCE_GRANULARITY);
        if (granularity != null && granularity.family() != family) {
            build.error(
                    DiagnosticCode.VS_GRANULARITY,
                    block.where(PERSISTENCE_GRANULARITY),
                    label(block) + ": persistence_granularity is not of the service's family",
                    family == Family.INET ? "write a netmask" : "write a prefix length");
            granularity = null;
        }
        boolean allPorts =
                address instanceof ServiceAddress.Address(Endpoint endpoint)
                        && endpoint.port() == 0;
        if (timeout.isZero() && allPorts) {
            build.error(
                    DiagnosticCode.VS_PORT,
                    block.where(),
                    label(block) + " takes every port, which needs persistence; 360 s are used",
                    "add a port, or persistence_timeout 360");
            timeout = BARE_PERSISTENCE;
        }
        if (timeout.isZero() && granularity != null) {
            timeout = BARE_PERSISTENCE;
        }
        if (timeout.isZero()) {
            return null;
        }
        int full = family == Family.INET ? 32 : 128;
        return new Persistence(
                timeout,
                granularity == null ? full : granularity.prefix(),
                block.get(PERSISTENCE_ENGINE));
    }

    private Quorum quorum(BoundBlock block, List<RealServer> servers) {
        long quorum = block.value(QUORUM);
        long total = servers.stream().mapToLong(RealServer::weight).sum();
        if (quorum > total) {
            build.warning(
                    DiagnosticCode.VS_QUORUM,
                    block.where(QUORUM),
                    label(block)
                            + ": quorum "
                            + quorum
                            + " is more than the weight of all servers, "
                            + total
                            + ", which is used",
                    "write quorum " + total + ", or give the servers more weight");
            quorum = total;
        }
        long hysteresis = block.value(HYSTERESIS);
        if (hysteresis >= quorum && hysteresis > 0) {
            long used = Math.max(quorum - 1, 0);
            build.error(
                    DiagnosticCode.VS_HYSTERESIS,
                    block.where(HYSTERESIS),
                    label(block)
                            + ": hysteresis "
                            + hysteresis
                            + " must be less than the quorum; "
                            + used
                            + " is used",
                    null);
            hysteresis = used;
        }
        return new Quorum(
                quorum,
                hysteresis,
                build.scripts().notification(block, QUORUM_UP),
                build.scripts().notification(block, QUORUM_DOWN));
    }

    private @Nullable SorryServer sorryServer(
            BoundBlock block, ServiceAddress address, Family family, Forwarding forwarding) {
        Endpoint endpoint = block.get(SORRY_SERVER);
        if (endpoint == null) {
            if (block.has(SORRY_SERVER_INHIBIT) || block.has(SORRY_SERVER_LVS_METHOD)) {
                build.warning(
                        DiagnosticCode.VS_SORRY,
                        block.where(),
                        label(block) + " has settings for a sorry_server but none itself",
                        null);
            }
            return null;
        }
        if (endpoint.address().family() != family) {
            build.error(
                    DiagnosticCode.VS_SORRY_FAMILY,
                    block.where(SORRY_SERVER),
                    label(block) + ": sorry_server is not of the service's family; ignored",
                    null);
            return null;
        }
        if (!block.has(QUORUM)) {
            build.findings()
                    .hint(
                            DiagnosticCode.VS_SORRY_QUORUM,
                            block.where(SORRY_SERVER),
                            label(block)
                                    + ": without quorum, sorry_server serves only when every"
                                    + " real server is down",
                            null);
        }
        Forwarding method = block.get(SORRY_SERVER_LVS_METHOD, forwarding);
        return new SorryServer(
                sorryEndpoint(block, endpoint, address, method),
                method,
                block.isOn(SORRY_SERVER_INHIBIT));
    }

    /// The endpoint with the service's port, where none is given or the method cannot change it.
    private Endpoint sorryEndpoint(
            BoundBlock block, Endpoint endpoint, ServiceAddress address, Forwarding method) {
        if (!(address instanceof ServiceAddress.Address(Endpoint service))) {
            return endpoint;
        }
        if (endpoint.port() == 0) {
            return new Endpoint(endpoint.address(), service.port());
        }
        boolean changesPort =
                switch (method) {
                    case Forwarding.Nat _, Forwarding.FullNat _ -> true;
                    case Forwarding.DirectRouting _, Forwarding.Tunnel _ -> false;
                };
        if (changesPort || endpoint.port() == service.port()) {
            return endpoint;
        }
        build.warning(
                DiagnosticCode.VS_SORRY_PORT,
                block.where(SORRY_SERVER),
                label(block) + ": the port of sorry_server stays that of the service",
                "write port " + service.port());
        return new Endpoint(endpoint.address(), service.port());
    }

    private ServicePolicy policy(BoundBlock block, ServiceAddress address, CheckDefaults defaults) {
        boolean suspend = block.isOn(HA_SUSPEND);
        if (suspend && !(address instanceof ServiceAddress.Address)) {
            build.error(
                    DiagnosticCode.VS_HA_SUSPEND,
                    block.where(HA_SUSPEND),
                    label(block) + ": ha_suspend needs an address; ignored",
                    "remove ha_suspend");
            suspend = false;
        }
        return new ServicePolicy(
                defaults.alpha(),
                block.isOn(OMEGA),
                suspend,
                block.isOn(INHIBIT_ON_FAILURE),
                build.alert(block, SMTP_ALERT, build.global().mail().alerts().checker()),
                block.value(DRAIN_TIMEOUT),
                block.value(SLOW_START),
                block.value(WEIGHT));
    }
}
