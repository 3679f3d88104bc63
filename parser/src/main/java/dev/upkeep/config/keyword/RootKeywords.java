package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.InterfaceDelay;
import dev.upkeep.config.model.Linkbeat;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
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

/// What may stand at the top level of a file.
public final class RootKeywords {
    private RootKeywords() {}

    public static final Keyword<Boolean> LINKBEAT_USE_POLLING =
            Keyword.of(
                    "linkbeat_use_polling",
                    FlagType.NONE,
                    help("Polls the link state of all interfaces.")
                            .writeInstead("linkbeat_interfaces")
                            .quiet()
                            .byDefault("off")
                            .later());
    public static final Keyword<String> NET_NAMESPACE =
            Keyword.of(
                    "net_namespace",
                    TextType.text("name"),
                    help("Network namespace of the daemon.")
                            .byDefault("the current one")
                            .firstCounts());
    public static final Keyword<String> NET_NAMESPACE_IPVS =
            Keyword.of(
                    "net_namespace_ipvs",
                    TextType.optional("name"),
                    help("Network namespace of IPVS; bare: the default one.")
                            .byDefault("that of the daemon")
                            .firstCounts()
                            .later());
    public static final Keyword<Boolean> NAMESPACE_WITH_IPSETS =
            Keyword.of(
                    "namespace_with_ipsets",
                    FlagType.NONE,
                    help("Allows ipsets inside a namespace.").byDefault("off").later());
    public static final Keyword<Boolean> USE_PID_DIR =
            Keyword.of(
                    "use_pid_dir",
                    FlagType.NONE,
                    help("Puts pid files into the directory keepalived of the run directory.")
                            .byDefault("off; on with instance or net_namespace"));
    public static final Keyword<String> INSTANCE =
            Keyword.of(
                    "instance",
                    TextType.text("name"),
                    help("Name of this daemon among several.").byDefault("none").firstCounts());
    public static final Keyword<Duration> CHILD_WAIT_TIME =
            Keyword.of(
                    "child_wait_time",
                    SecondsType.whole(0, 4_294_967_295L),
                    help("How long the parts of the daemon may take to stop.")
                            .byDefault("5")
                            .later());
    public static final LineBlock<VirtualAddress> STATIC_IPADDRESS =
            LineBlock.ofLines(
                    "static_ipaddress",
                    VirtualAddressType.STATIC,
                    help("Addresses that are there as long as the daemon runs."));
    public static final LineBlock<Route> STATIC_ROUTES =
            LineBlock.ofLines(
                    "static_routes",
                    RouteType.STATIC,
                    help("Routes that are there as long as the daemon runs."));
    public static final LineBlock<RoutingRule> STATIC_RULES =
            LineBlock.ofLines(
                    "static_rules",
                    RuleType.STATIC,
                    help("Routing rules that are there as long as the daemon runs."));
    public static final LineBlock<Linkbeat> LINKBEAT_INTERFACES =
            LineBlock.ofLines(
                    "linkbeat_interfaces",
                    LinkbeatType.LINKBEAT,
                    help("Interfaces whose link is polled.").later());
    public static final LineBlock<InterfaceDelay> INTERFACE_UP_DOWN_DELAYS =
            LineBlock.ofLines(
                    "interface_up_down_delays",
                    InterfaceDelayType.DELAY,
                    help("How long a change of a link must last before it counts.").later());

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    LINKBEAT_USE_POLLING,
                    NET_NAMESPACE,
                    NET_NAMESPACE_IPVS,
                    NAMESPACE_WITH_IPSETS,
                    USE_PID_DIR,
                    INSTANCE,
                    CHILD_WAIT_TIME,
                    STATIC_IPADDRESS,
                    STATIC_ROUTES,
                    STATIC_RULES,
                    LINKBEAT_INTERFACES,
                    INTERFACE_UP_DOWN_DELAYS,
                    GlobalKeywords.GLOBAL_DEFS,
                    SslKeywords.SSL,
                    TrackGroupKeywords.TRACK_GROUP,
                    GarpGroupKeywords.GARP_GROUP,
                    ScriptKeywords.VRRP_SCRIPT,
                    ProcessKeywords.VRRP_TRACK_PROCESS,
                    FileKeywords.TRACK_FILE,
                    FileKeywords.VRRP_TRACK_FILE,
                    BfdKeywords.BFD_INSTANCE,
                    SyncGroupKeywords.VRRP_SYNC_GROUP,
                    VrrpInstanceKeywords.VRRP_INSTANCE,
                    VirtualServerKeywords.MEMBERS,
                    VirtualServerKeywords.VIRTUAL_SERVER);
}
