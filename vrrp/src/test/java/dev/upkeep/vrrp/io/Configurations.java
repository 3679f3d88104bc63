package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.AutoPriority;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.DbusSettings;
import dev.upkeep.config.model.DumpFiles;
import dev.upkeep.config.model.GarpGroup;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.MailSettings;
import dev.upkeep.config.model.NetlinkBuffers;
import dev.upkeep.config.model.NotifyFifos;
import dev.upkeep.config.model.PacketFilterSettings;
import dev.upkeep.config.model.ProcessIdentity;
import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.config.model.ProcessSettings;
import dev.upkeep.config.model.ReloadSettings;
import dev.upkeep.config.model.ScriptPolicy;
import dev.upkeep.config.model.SnmpSettings;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpDefaults;
import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.List;

/// Whole configurations around instances, as a file without `global_defs` gives them.
final class Configurations {

    private static final Duration NONE = Duration.ZERO;

    private Configurations() {}

    static Configuration of(VrrpInstance... instances) {
        return of(globals(NONE), List.of(), List.of(), instances);
    }

    static Configuration of(
            VrrpGlobals globals,
            List<GarpGroup> garpGroups,
            List<SyncGroup> groups,
            VrrpInstance... instances) {
        return new Configuration(
                new ProcessSettings(null, null, false, false, null, Duration.ofSeconds(5), false),
                globalDefs(globals),
                new SslSettings(null, null, null, null),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                garpGroups,
                List.of(),
                List.of(),
                groups,
                List.of(instances),
                List.of(),
                List.of());
    }

    /// @param garpInterval gap between two gratuitous ARPs
    static VrrpGlobals globals(Duration garpInterval) {
        return new VrrpGlobals(
                "eth0",
                VrrpGlobals.DynamicInterfaces.OFF,
                false,
                garpInterval,
                NONE,
                NONE,
                NONE,
                false,
                "vrrp",
                "vrrp",
                List.of(),
                3);
    }

    private static GlobalDefs globalDefs(VrrpGlobals vrrp) {
        ProcessScheduling scheduling = new ProcessScheduling(null, false, 0, List.of(), 10_000);
        NetlinkBuffers.Buffer buffer = new NetlinkBuffers.Buffer(0, false);
        return new GlobalDefs(
                "test",
                null,
                new ProcessIdentity(false, null, null, null, null),
                new MailSettings(
                        null, null, 25, null, NONE, List.of(), null, null, null, false, false),
                new ScriptPolicy(null, false, false, false, null, NONE, null, NONE),
                new NotifyFifos(null, null, null, false),
                vrrp,
                new VrrpDefaults(
                        2,
                        IpAddress.parse("224.0.0.18"),
                        IpAddress.parse("ff02::12"),
                        3,
                        new Announcements(NONE, 5, NONE, 1, NONE, 5, NONE, false),
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false),
                new PacketFilterSettings(null, null, null, null, 0, false, false),
                new LvsGlobals(
                        false,
                        LvsGlobals.FlushOnStop.NO,
                        new LvsGlobals.Timeouts(0, 0, 0),
                        null,
                        null,
                        0,
                        0,
                        NONE,
                        false,
                        false),
                scheduling,
                scheduling,
                scheduling,
                new AutoPriority(0, NONE),
                new NetlinkBuffers(buffer, buffer, buffer, buffer, buffer),
                new SnmpSettings(null, false, false, false, false, false, NONE, NONE),
                new DbusSettings(false, "", null),
                new ReloadSettings(null, null, false, null, List.of()),
                new DumpFiles(0, null, null, false, 1, "", "", null, null, null));
    }
}
