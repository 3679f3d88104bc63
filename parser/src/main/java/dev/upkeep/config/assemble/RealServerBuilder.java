package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.RealServerKeywords.*;

import dev.upkeep.config.keyword.VirtualServerKeywords;
import dev.upkeep.config.model.ConnectionLimits;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServerNotify;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.net.Endpoint;

/// One `real_server` with the defaults of its service.
///
/// @param forwarding of the service
record RealServerBuilder(
        BuildContext build,
        TrackedObjects objects,
        BoundBlock service,
        ServiceAddress address,
        Forwarding forwarding,
        CheckDefaults defaults) {

    RealServer build(BoundBlock block) {
        Endpoint written = block.header(VirtualServerKeywords.REAL_SERVER);
        if (written == null) {
            throw new IllegalStateException("a real_server without an address was bound");
        }
        int servicePort =
                address instanceof ServiceAddress.Address(Endpoint endpoint) ? endpoint.port() : 0;
        Endpoint target =
                written.port() == 0 && servicePort != 0
                        ? new Endpoint(written.address(), servicePort)
                        : written;
        Forwarding method = block.get(LVS_METHOD, forwarding);
        CheckDefaults own = defaults.with(block);
        return new RealServer(
                destination(block, target, method, servicePort),
                block.get(WEIGHT, service.value(VirtualServerKeywords.WEIGHT)),
                method,
                new ConnectionLimits(block.value(UTHRESHOLD), block.value(LTHRESHOLD)),
                block.get(
                        INHIBIT_ON_FAILURE, service.isOn(VirtualServerKeywords.INHIBIT_ON_FAILURE)),
                own.alpha(),
                new ServerNotify(
                        build.alert(block, SMTP_ALERT, build.global().mail().alerts().checker()),
                        build.scripts().notification(block, NOTIFY_UP),
                        build.scripts().notification(block, NOTIFY_DOWN)),
                own.virtualHost(),
                block.get(SNMP_NAME),
                new CheckerBuilder(build, objects, own, target).build(block));
    }

    /// The destination in the kernel's table: only NAT can change the port.
    private Endpoint destination(
            BoundBlock block, Endpoint target, Forwarding method, int servicePort) {
        boolean changesPort =
                switch (method) {
                    case Forwarding.Nat _, Forwarding.FullNat _ -> true;
                    case Forwarding.DirectRouting _, Forwarding.Tunnel _ -> false;
                };
        boolean mark = address instanceof ServiceAddress.FirewallMark;
        boolean group = address instanceof ServiceAddress.Group;
        if (changesPort || group || target.port() == servicePort) {
            return target;
        }
        build.warning(
                mark ? DiagnosticCode.RS_PORT_MARK : DiagnosticCode.RS_PORT,
                block.where(),
                "real_server "
                        + target
                        + ": with "
                        + word(method)
                        + " the port stays that of the service, "
                        + (servicePort == 0 ? "none" : servicePort),
                mark ? "leave the port out" : "write port " + servicePort);
        return new Endpoint(target.address(), servicePort);
    }

    private static String word(Forwarding method) {
        return switch (method) {
            case Forwarding.Nat _ -> "NAT";
            case Forwarding.FullNat _ -> "FNAT";
            case Forwarding.DirectRouting _ -> "DR";
            case Forwarding.Tunnel _ -> "TUN";
        };
    }
}
