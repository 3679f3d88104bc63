package dev.upkeep.config.print;

import dev.upkeep.config.keyword.RootKeywords;
import dev.upkeep.config.keyword.Schema;
import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VrrpInstance;
import java.util.List;

/// The effective configuration, defaults included, in the syntax of a configuration: reading it
/// gives an equal model.
public final class ConfigurationDump {
    private static final String MASKED =
            "# Passwords and keys are masked; --show-secrets shows them.\n";

    private ConfigurationDump() {}

    /// Returns the text of a configuration.
    public static String of(Configuration configuration) {
        DumpWriter out = new DumpWriter(true);
        Schema.ROOT.body().write(configuration, out);
        return out.toString();
    }

    /// The text of a configuration for people: passwords and keys are masked, and a first line says
    /// so when there are any.
    public static String masked(Configuration configuration) {
        DumpWriter out = new DumpWriter(false);
        Schema.ROOT.body().write(configuration, out);
        return (out.hasMasked() ? MASKED : "") + out;
    }

    /// Groups and virtual servers alone: a file to be included.
    public static String services(List<VirtualServerGroup> groups, List<VirtualServer> servers) {
        DumpWriter out = new DumpWriter(true);
        RootKeywords.services(groups, servers, out);
        return out.toString();
    }

    /// Static addresses alone: a file to be included.
    public static String staticAddresses(List<VirtualAddress> addresses) {
        DumpWriter out = new DumpWriter(true);
        out.lines(RootKeywords.STATIC_IPADDRESS, "", addresses);
        return out.toString();
    }

    /// VRRP instances alone: a file to be included.
    public static String instances(List<VrrpInstance> instances) {
        DumpWriter out = new DumpWriter(true);
        instances.forEach(one -> out.section(VrrpInstanceKeywords.VRRP_INSTANCE, one));
        return out.toString();
    }
}
