package dev.upkeep.snmp.mib;

import static dev.upkeep.snmp.mib.Values.address;
import static dev.upkeep.snmp.mib.Values.addressType;
import static dev.upkeep.snmp.mib.Values.enabled;
import static dev.upkeep.snmp.mib.Values.gauge;
import static dev.upkeep.snmp.mib.Values.number;
import static dev.upkeep.snmp.mib.Values.seconds;
import static dev.upkeep.snmp.mib.Values.text;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.LvsGlobals.FlushOnStop;
import dev.upkeep.config.model.MailSettings;
import dev.upkeep.config.model.VrrpGlobals.DynamicInterfaces;
import dev.upkeep.net.IpAddress;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `global` of KEEPALIVED-MIB: what belongs to no instance and no service.
final class GlobalObjects {

    private GlobalObjects() {}

    static List<MibNode> of(Oid base, MibData data) {
        Configuration configuration = data.configuration();
        GlobalDefs global = configuration.global();
        MailSettings mail = global.mail();
        String server = mail.smtp().server();
        IpAddress at = server == null ? null : literal(server);
        Scalars scalars =
                new Scalars(base)
                        .put(SnmpValue.text(data.version()), 1)
                        .put(SnmpValue.text(global.routerId()), 2)
                        .put(addressType(at), 3, 1)
                        .put(address(at), 3, 2)
                        .put(seconds(mail.smtp().connectTimeout()), 3, 3)
                        .put(text(mail.from()), 3, 4)
                        .put(server == null ? null : gauge(mail.smtp().port()), 3, 6)
                        .put(enabled(!mail.alerts().noFaults()), 3, 7)
                        .put(choice(mail.alerts().all()), 3, 8)
                        .put(choice(mail.alerts().vrrp()), 3, 9)
                        .put(choice(mail.alerts().checker()), 3, 10)
                        .put(enabled(global.snmp().traps()), 4)
                        .put(SnmpValue.either(configuration.process().linkbeatPolling(), 2, 1), 5)
                        .put(enabled(global.lvs().flush()), 6)
                        .put(SnmpValue.truth(true), 7)
                        .put(text(namespace(configuration)), 8)
                        .put(SnmpValue.truth(global.dbus().enabled()), 9)
                        .put(
                                SnmpValue.truth(
                                        global.vrrp().dynamicInterfaces() != DynamicInterfaces.OFF),
                                10)
                        .put(flushOnStop(global.lvs().flushOnStop()), 11);
        Table<String> recipients =
                new Table<String>(base.append(3, 5, 1)).column(2, SnmpValue::text);
        for (int i = 0; i < mail.recipients().size(); i++) {
            recipients.row(mail.recipients().get(i), i + 1);
        }
        return List.of(scalars, recipients);
    }

    private static String namespace(Configuration configuration) {
        String name = configuration.process().netNamespace();
        return name == null ? "" : name;
    }

    /// A name has no address here: it is looked up for each mail.
    private static @Nullable IpAddress literal(String server) {
        try {
            return IpAddress.parse(server);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    private static SnmpValue choice(@Nullable Boolean said) {
        return number(said == null ? 3 : said ? 1 : 2);
    }

    private static SnmpValue flushOnStop(FlushOnStop flush) {
        return number(
                switch (flush) {
                    case TABLE -> 1;
                    case NO -> 2;
                    case SERVICES -> 3;
                });
    }
}
