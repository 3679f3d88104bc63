package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.keyword.VirtualServerKeywords.Service;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.InterfaceDelay;
import dev.upkeep.config.model.Linkbeat;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.BlockWriter;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.value.InterfaceDelayType;
import dev.upkeep.config.value.LinkbeatType;
import dev.upkeep.config.value.RouteType;
import dev.upkeep.config.value.RuleType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.VirtualAddressType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keywords of the top level of a file.
public final class RootKeywords {
    /// The keywords of the block.
    public static final BlockSchema<Configuration> BLOCK = new BlockSchema<>();

    private RootKeywords() {}

    public static final Keyword<Boolean> LINKBEAT_USE_POLLING =
            BLOCK.add(
                    Keyword.flag(
                            "linkbeat_use_polling",
                            help("Polls the link state of all interfaces.")
                                    .writeInstead("linkbeat_interfaces")
                                    .quiet()),
                    configuration -> configuration.process().linkbeatPolling());
    public static final Keyword<String> NET_NAMESPACE =
            BLOCK.add(
                    Keyword.of(
                                    "net_namespace",
                                    TextType.text("name"),
                                    help("Network namespace of the daemon.")
                                            .firstCounts()
                                            .goesOnWithoutArgument())
                            .unset("the current one"),
                    configuration -> configuration.process().netNamespace());
    public static final Keyword<String> NET_NAMESPACE_IPVS =
            BLOCK.add(
                    Keyword.of(
                                    "net_namespace_ipvs",
                                    TextType.optional("name"),
                                    help("Network namespace of the IPVS table; bare: that of process 1.")
                                            .firstCounts())
                            .inherits("that of the daemon"),
                    configuration -> configuration.process().ipvsNamespace());
    public static final Keyword<Boolean> NAMESPACE_WITH_IPSETS =
            BLOCK.add(
                    Keyword.flag(
                            "namespace_with_ipsets",
                            help("Allows ipsets inside a namespace.")
                                    .meaningless("ipsets are not used, nftables take their place")),
                    configuration -> configuration.process().namespaceWithIpsets());
    public static final Keyword<Boolean> USE_PID_DIR =
            BLOCK.add(
                    Keyword.flag(
                                    "use_pid_dir",
                                    help(
                                            "Puts pid files into the directory keepalived of the"
                                                    + " run directory."))
                            .unset("off; on with instance or net_namespace"),
                    configuration -> configuration.process().usePidDirectory());
    public static final Keyword<String> INSTANCE =
            BLOCK.add(
                    Keyword.of(
                                    "instance",
                                    TextType.text("name"),
                                    help("Name of this daemon among several.")
                                            .firstCounts()
                                            .goesOnWithoutArgument())
                            .unset("none"),
                    configuration -> configuration.process().instance());
    public static final Keyword<Duration> CHILD_WAIT_TIME =
            BLOCK.add(
                    Keyword.of(
                                    "child_wait_time",
                                    SecondsType.whole(0, 4_294_967_295L),
                                    help("How long the parts of the daemon may take to stop."))
                            .orElse(Duration.ofSeconds(5)),
                    configuration -> configuration.process().childWait());

    static {
        BLOCK.add(GlobalKeywords.GLOBAL_DEFS, Configuration::global);
        BLOCK.add(SslKeywords.SSL, RootKeywords::ssl);
        BLOCK.addEach(
                ScriptKeywords.VRRP_SCRIPT, configuration -> configuration.trackers().scripts());
        BLOCK.addEach(
                ProcessKeywords.VRRP_TRACK_PROCESS,
                configuration -> configuration.trackers().processes());
        BLOCK.addEach(FileKeywords.TRACK_FILE, configuration -> configuration.trackers().files());
        BLOCK.add(FileKeywords.VRRP_TRACK_FILE);
        BLOCK.addEach(
                BfdKeywords.BFD_INSTANCE, configuration -> configuration.trackers().bfdInstances());
        BLOCK.addEach(
                TrackGroupKeywords.TRACK_GROUP,
                configuration -> configuration.statics().trackGroups());
    }

    public static final LineBlock<VirtualAddress> STATIC_IPADDRESS =
            BLOCK.add(
                    LineBlock.ofLines(
                            "static_ipaddress",
                            VirtualAddressType.STATIC,
                            help("Addresses that are there as long as the daemon runs.")),
                    configuration -> configuration.statics().addresses());
    public static final LineBlock<Route> STATIC_ROUTES =
            BLOCK.add(
                    LineBlock.ofLines(
                            "static_routes",
                            RouteType.STATIC,
                            help("Routes that are there as long as the daemon runs.")),
                    configuration -> configuration.statics().routes());
    public static final LineBlock<RoutingRule> STATIC_RULES =
            BLOCK.add(
                    LineBlock.ofLines(
                            "static_rules",
                            RuleType.STATIC,
                            help("Routing rules that are there as long as the daemon runs.")),
                    configuration -> configuration.statics().rules());
    public static final LineBlock<Linkbeat> LINKBEAT_INTERFACES =
            BLOCK.add(
                    LineBlock.ofLines(
                            "linkbeat_interfaces",
                            LinkbeatType.LINKBEAT,
                            help("Interfaces whose link is polled.")),
                    configuration -> configuration.interfaces().linkbeats());
    public static final LineBlock<InterfaceDelay> INTERFACE_UP_DOWN_DELAYS =
            BLOCK.add(
                    LineBlock.ofLines(
                            "interface_up_down_delays",
                            InterfaceDelayType.DELAY,
                            help("How long a change of a link must last before it counts.")),
                    configuration -> configuration.interfaces().delays());

    static {
        BLOCK.addEach(
                GarpGroupKeywords.GARP_GROUP,
                configuration -> configuration.interfaces().garpGroups());
        BLOCK.addEach(VrrpInstanceKeywords.VRRP_INSTANCE, Configuration::vrrpInstances);
        BLOCK.addEach(SyncGroupKeywords.VRRP_SYNC_GROUP, Configuration::syncGroups);
        BLOCK.add(VirtualServerKeywords.MEMBERS);
        BLOCK.add(VirtualServerKeywords.VIRTUAL_SERVER);
        BLOCK.write(
                List::of,
                (configuration, out) ->
                        services(
                                configuration.virtualServerGroups(),
                                configuration.virtualServers(),
                                out));
    }

    /// Writes groups and virtual servers.
    public static void services(
            List<VirtualServerGroup> groups, List<VirtualServer> servers, BlockWriter out) {
        Set<String> marked =
                groups.stream()
                        .filter(VirtualServerGroup::onlyMarks)
                        .map(VirtualServerGroup::name)
                        .collect(Collectors.toSet());
        groups.forEach(
                group -> out.lines(VirtualServerKeywords.MEMBERS, group.name(), group.members()));
        servers.forEach(server ->
                out.section(
                        VirtualServerKeywords.VIRTUAL_SERVER,
                        new Service(server, protocol(server, marked))));
    }

    private static @Nullable SslSettings ssl(Configuration configuration) {
        SslSettings ssl = configuration.ssl();
        return ssl.equals(new SslSettings(null, null, null, null)) ? null : ssl;
    }

    private static @Nullable Protocol protocol(VirtualServer service, Set<String> marked) {
        return switch (service.address()) {
            case ServiceAddress.Address _ -> service.protocol();
            case ServiceAddress.FirewallMark _ -> null;
            case ServiceAddress.Group(var name) ->
                    marked.contains(name) ? null : service.protocol();
        };
    }
}
