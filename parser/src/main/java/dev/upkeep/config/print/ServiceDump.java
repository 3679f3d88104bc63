package dev.upkeep.config.print;

import static dev.upkeep.config.keyword.VirtualServerKeywords.*;

import dev.upkeep.config.keyword.RealServerKeywords;
import dev.upkeep.config.model.Persistence;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.Scheduling;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.value.GranularityType.Granularity;
import java.util.List;

/// Virtual server groups, virtual servers and real servers of a dump.
record ServiceDump(DumpWriter out, List<VirtualServerGroup> groups) {

    void group(VirtualServerGroup group) {
        out.lines(MEMBERS, group.name(), group.members());
    }

    void service(VirtualServer service) {
        out.open(VIRTUAL_SERVER, service.address());
        if (!onlyMarks(service.address())) {
            out.put(PROTOCOL, service.protocol());
        }
        if (!(service.address() instanceof ServiceAddress.Address)) {
            out.put(IP_FAMILY, service.family());
        }
        scheduling(service.scheduling());
        out.put(LB_KIND, service.forwarding());
        Persistence persistence = service.persistence();
        if (persistence != null) {
            out.put(PERSISTENCE_TIMEOUT, persistence.timeout())
                    .put(
                            PERSISTENCE_GRANULARITY,
                            new Granularity(service.family(), persistence.granularity()))
                    .put(PERSISTENCE_ENGINE, persistence.engine());
        }
        long quorum = service.quorum().quorum();
        out.put(QUORUM, quorum == 0 ? null : Long.valueOf(quorum))
                .put(HYSTERESIS, service.quorum().hysteresis())
                .put(QUORUM_UP, service.quorum().up())
                .put(QUORUM_DOWN, service.quorum().down());
        SorryServer sorry = service.sorryServer();
        if (sorry != null) {
            out.put(SORRY_SERVER, sorry.endpoint())
                    .put(SORRY_SERVER_LVS_METHOD, sorry.forwarding())
                    .flag(SORRY_SERVER_INHIBIT, sorry.inhibit());
        }
        out.flag(ALPHA, service.policy().alpha())
                .flag(OMEGA, service.policy().omega())
                .flag(HA_SUSPEND, service.policy().haSuspend())
                .flag(INHIBIT_ON_FAILURE, service.policy().inhibitOnFailure())
                .put(SMTP_ALERT, service.policy().smtpAlert())
                .put(DRAIN_TIMEOUT, Dumps.unlessZero(service.policy().drainTimeout()))
                .put(SLOW_START, Dumps.unlessZero(service.policy().slowStart()))
                .put(VIRTUALHOST, service.virtualHost())
                .put(SNMP_NAME, service.snmpName());
        service.realServers().forEach(this::server);
        out.end();
    }

    private boolean onlyMarks(ServiceAddress address) {
        return switch (address) {
            case ServiceAddress.Address _ -> false;
            case ServiceAddress.FirewallMark _ -> true;
            case ServiceAddress.Group(var name) ->
                    groups.stream()
                            .filter(group -> group.name().equals(name))
                            .flatMap(group -> group.members().stream())
                            .allMatch(m -> m instanceof VirtualServerGroup.Member.FirewallMark);
        };
    }

    private void scheduling(Scheduling scheduling) {
        out.put(LB_ALGO, scheduling.scheduler())
                .flag(FLAG_1, (scheduling.flags() & 1) != 0)
                .flag(FLAG_2, (scheduling.flags() & 2) != 0)
                .flag(FLAG_3, (scheduling.flags() & 4) != 0)
                .flag(OPS, scheduling.onePacket())
                .flag(HASHED, scheduling.hashed());
    }

    private void server(RealServer server) {
        out.open(REAL_SERVER, server.endpoint())
                .put(RealServerKeywords.WEIGHT, server.weight())
                .put(RealServerKeywords.LVS_METHOD, server.forwarding())
                .put(RealServerKeywords.UTHRESHOLD, server.upperThreshold())
                .put(RealServerKeywords.LTHRESHOLD, server.lowerThreshold())
                .put(RealServerKeywords.INHIBIT_ON_FAILURE, server.inhibitOnFailure())
                .put(RealServerKeywords.ALPHA, server.alpha())
                .put(RealServerKeywords.SMTP_ALERT, server.smtpAlert())
                .put(RealServerKeywords.NOTIFY_UP, server.notifyUp())
                .put(RealServerKeywords.NOTIFY_DOWN, server.notifyDown())
                .put(RealServerKeywords.VIRTUALHOST, server.virtualHost())
                .put(RealServerKeywords.SNMP_NAME, server.snmpName());
        CheckerDump checkers = new CheckerDump(out);
        server.checkers().forEach(checkers::write);
        out.end();
    }
}
