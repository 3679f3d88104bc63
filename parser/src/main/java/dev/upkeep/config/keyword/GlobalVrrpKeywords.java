package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.AdvertPolicy.Flag;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.config.model.VrrpGlobals.DynamicInterfaces;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.AddressType;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.ExtraInterfaceType;
import dev.upkeep.config.value.ExtraInterfaceType.ExtraInterface;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.InterfaceType;
import dev.upkeep.config.value.NonZeroSecondsType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.net.IpAddress;
import java.time.Duration;

/// Keywords of `global_defs` about VRRP and BFD.
public final class GlobalVrrpKeywords {
    /// The keywords of the block.
    public static final BlockSchema<GlobalDefs> BLOCK = new BlockSchema<>();

    private GlobalVrrpKeywords() {}

    public static final Keyword<DynamicInterfaces> DYNAMIC_INTERFACES =
            BLOCK.add(
                    Keyword.of(
                                    "dynamic_interfaces",
                                    new BareType<>(
                                            ChoiceType.choice(
                                                    DynamicInterfaces.class,
                                                    "allow_if_changes",
                                                    DynamicInterfaces.ALLOW_IF_CHANGES),
                                            DynamicInterfaces.ON),
                                    help(
                                            "Interfaces may be absent at the start and may come and go."))
                            .orElse(DynamicInterfaces.OFF, "off"),
                    global -> global.vrrp().dynamicInterfaces());
    public static final Keyword<String> DEFAULT_INTERFACE =
            BLOCK.add(
                    Keyword.of(
                                    "default_interface",
                                    InterfaceType.INTERFACE,
                                    help("Interface of static addresses without dev.")
                                            .goesOnWithoutArgument())
                            .orElse("eth0"),
                    global -> global.vrrp().defaultInterface());
    public static final Keyword<Boolean> DISABLE_LOCAL_IGMP =
            BLOCK.add(
                    Keyword.flag(
                            "disable_local_igmp",
                            help("Stops IGMP reports for link-local groups while running.")),
                    global -> global.vrrp().has(VrrpGlobals.Flag.DISABLE_LOCAL_IGMP));
    public static final Keyword<Boolean> V3_CHECKSUM_AS_V2 =
            BLOCK.add(
                    Keyword.flag(
                            "v3_checksum_as_v2",
                            help("Default of v3_checksum_as_v2 of instances.")
                                    .since("2.3 or later")),
                    global ->
                            global.vrrpDefaults()
                                    .advertFlags()
                                    .contains(Flag.CHECKSUM_AS_VERSION_2));
    public static final Keyword<IpAddress> VRRP_MCAST_GROUP4 =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_mcast_group4",
                                    AddressType.GROUP4,
                                    help("Where adverts of IPv4 instances go."))
                            .orElse(IpAddress.parse("224.0.0.18")),
                    global -> global.vrrpDefaults().multicastGroup4());
    public static final Keyword<IpAddress> VRRP_MCAST_GROUP6 =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_mcast_group6",
                                    AddressType.GROUP6,
                                    help("Where adverts of IPv6 instances go."))
                            .orElse(IpAddress.parse("ff02::12")),
                    global -> global.vrrpDefaults().multicastGroup6());
    public static final Keyword<Duration> VRRP_GARP_MASTER_DELAY =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_garp_master_delay",
                                    SecondsType.whole(0, 4_294_967L),
                                    help(
                                            "Time from becoming master to the second burst of announcements; 0 for none."))
                            .orElse(Duration.ofSeconds(5)),
                    global -> global.vrrpDefaults().announcements().delay());
    public static final Keyword<Integer> VRRP_GARP_MASTER_REPEAT =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_garp_master_repeat",
                                    new IntegerType("count", 0, Integer.MAX_VALUE),
                                    help("Announcements per address in a burst."))
                            .orElse(5),
                    global -> global.vrrpDefaults().announcements().repeat());
    public static final Keyword<Duration> VRRP_GARP_MASTER_REFRESH =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_garp_master_refresh",
                                    SecondsType.whole(0, 4_294_967L),
                                    help("Period of further bursts while master; 0 for none."))
                            .orElse(Duration.ZERO),
                    global -> global.vrrpDefaults().announcements().refresh());
    public static final Keyword<Integer> VRRP_GARP_MASTER_REFRESH_REPEAT =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_garp_master_refresh_repeat",
                                    new IntegerType("count", 0, Integer.MAX_VALUE),
                                    help("Announcements per address in a refresh burst."))
                            .orElse(1),
                    global ->
                            InstanceAdvertKeywords.refreshRepeat(
                                    global.vrrpDefaults().announcements()));
    public static final Keyword<Duration> VRRP_GARP_LOWER_PRIO_DELAY =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_garp_lower_prio_delay",
                                    SecondsType.whole(0, 4_294_967L),
                                    help(
                                            "Time from an advert of lower priority to the second burst it causes."))
                            .inherits("that of vrrp_garp_master_delay"),
                    global -> global.vrrpDefaults().announcements().lowerPriorityDelay());
    public static final Keyword<Integer> VRRP_GARP_LOWER_PRIO_REPEAT =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_garp_lower_prio_repeat",
                                    new IntegerType("count", 0, Integer.MAX_VALUE),
                                    help("Announcements per address in that burst; 0 for none."))
                            .inherits("that of vrrp_garp_master_repeat"),
                    global -> global.vrrpDefaults().announcements().lowerPriorityRepeat());
    public static final Keyword<Integer> VRRP_DOWN_TIMER_ADVERTS =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_down_timer_adverts",
                                    new IntegerType("count", 1, 100),
                                    help(
                                            "Advert intervals without a sign of the master before a backup takes over."))
                            .orElse(3),
                    global -> global.vrrpDefaults().downTimerAdverts());
    public static final Keyword<Duration> VRRP_GARP_INTERVAL =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_garp_interval",
                                    new NonZeroSecondsType(
                                            SecondsType.decimal("0.000001", "4294.967295")),
                                    help(
                                            "Smallest gap between two gratuitous ARPs on an interface."))
                            .orElse(Duration.ZERO, "0"),
                    global -> global.vrrp().announcementGaps().garp());
    public static final Keyword<Duration> VRRP_GNA_INTERVAL =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_gna_interval",
                                    new NonZeroSecondsType(
                                            SecondsType.decimal("0.000001", "4294.967295")),
                                    help(
                                            "Smallest gap between two neighbour advertisements on an interface."))
                            .orElse(Duration.ZERO, "0"),
                    global -> global.vrrp().announcementGaps().gna());
    public static final Keyword<Boolean> VRRP_MIN_GARP =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_min_garp",
                                    BooleanType.BOOLEAN,
                                    help(
                                            "A single announcement instead of bursts, where nothing else is set."))
                            .orElse(false),
                    global -> global.vrrpDefaults().minimalGarp());
    public static final Keyword<ExtraInterface> VRRP_GARP_EXTRA_IF =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_garp_extra_if",
                                    new ExtraInterfaceType(1),
                                    help("Period of extra announcements on base interfaces; all adds those of addresses.")
                                            .goesOnWithoutArgument())
                            .orElse(new ExtraInterface(false, Duration.ZERO), "off"),
                    global -> InstanceAdvertKeywords.extra(global.vrrpDefaults().announcements()));
    public static final Keyword<ExtraInterface> VRRP_VMAC_GARP_INTVL =
            BLOCK.add(VRRP_GARP_EXTRA_IF.deprecated("vrrp_vmac_garp_intvl"));
    public static final Keyword<Boolean> VRRP_LOWER_PRIO_NO_ADVERT =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_lower_prio_no_advert",
                                    BooleanType.BOOLEAN,
                                    help(
                                            "A master does not answer adverts of lower priority at once."))
                            .orElse(false),
                    global ->
                            global.vrrpDefaults()
                                    .advertFlags()
                                    .contains(Flag.LOWER_PRIORITY_NO_ADVERT));
    public static final Keyword<Boolean> VRRP_HIGHER_PRIO_SEND_ADVERT =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_higher_prio_send_advert",
                                    BooleanType.BOOLEAN,
                                    help("A master sends one more advert before it yields."))
                            .orElse(false),
                    global ->
                            global.vrrpDefaults()
                                    .advertFlags()
                                    .contains(Flag.HIGHER_PRIORITY_SEND_ADVERT));
    public static final Keyword<Integer> VRRP_VERSION =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_version",
                                    new IntegerType("version", 2, 3),
                                    help("VRRP version of IPv4 instances; IPv6 is always 3."))
                            .orElse(2),
                    global -> global.vrrpDefaults().version());
    public static final Keyword<Boolean> VRRP_CHECK_UNICAST_SRC =
            BLOCK.add(
                    Keyword.flag(
                            "vrrp_check_unicast_src",
                            help("Default of check_unicast_src of instances.")),
                    global -> global.vrrpDefaults().checkUnicastSource());
    public static final Keyword<Boolean> VRRP_SKIP_CHECK_ADV_ADDR =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_skip_check_adv_addr",
                                    BooleanType.BOOLEAN,
                                    help(
                                            "The address list of an advert is not checked again while its sender stays the same."))
                            .orElse(false),
                    global ->
                            global.vrrpDefaults()
                                    .advertFlags()
                                    .contains(Flag.SKIP_CHECK_ADVERT_ADDRESSES));
    public static final Keyword<Boolean> VRRP_STRICT =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_strict",
                                    BooleanType.BOOLEAN,
                                    help("Default of strict_mode of instances."))
                            .orElse(false),
                    global -> global.vrrpDefaults().advertFlags().contains(Flag.STRICT));
    public static final Keyword<Boolean> VRRP_NOTIFY_PRIORITY_CHANGES =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_notify_priority_changes",
                                    BooleanType.BOOLEAN,
                                    help("Default of notify_priority_changes."))
                            .orElse(false),
                    global -> global.vrrpDefaults().notifyPriorityChanges());
    public static final Keyword<Duration> VRRP_STARTUP_DELAY =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_startup_delay",
                                    SecondsType.decimal("0.001", "4294.967295"),
                                    help("Time after the start in which VRRP keeps still."))
                            .orElse(Duration.ZERO, "0"),
                    global -> global.vrrp().startDelays().startup());
    public static final Keyword<Duration> VRRP_DELAY_AFTER_BOOT =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_delay_after_boot",
                                    SecondsType.decimal("0.001", "4294.967295"),
                                    help("The same, counted from the boot of the machine.")
                                            .since("2.3 or later")
                                            .goesOnWithoutArgument())
                            .orElse(Duration.ZERO, "0"),
                    global -> global.vrrp().startDelays().afterBoot());
    public static final Keyword<Boolean> LOG_UNKNOWN_VRIDS =
            BLOCK.add(
                    Keyword.flag(
                            "log_unknown_vrids",
                            help("Logs adverts of virtual routers nobody configured.")),
                    global -> global.vrrp().has(VrrpGlobals.Flag.LOG_UNKNOWN_VRIDS));
    public static final Keyword<Integer> VRRP_PEER_FINGERPRINT =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_peer_fingerprint",
                                    new BareType<>(new IntegerType("UDP port", 1, 65535), 9112),
                                    help("Compares the configuration with that of peers:"
                                                    + " warns, decides nothing.")
                                            .since("Upkeep"))
                            .orElse(0, "off; bare 9112"),
                    global -> global.vrrp().fingerprintPort());
    public static final Keyword<Boolean> VRRP_OWNER_IGNORE_ADVERTS =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_owner_ignore_adverts",
                                    BooleanType.BOOLEAN,
                                    help("Default of owner_ignore_adverts of instances.")
                                            .since("2.3 or later"))
                            .orElse(false),
                    global ->
                            global.vrrpDefaults()
                                    .advertFlags()
                                    .contains(Flag.OWNER_IGNORES_ADVERTS));
    public static final Keyword<String> VMAC_PREFIX =
            BLOCK.add(
                    Keyword.of(
                                    "vmac_prefix",
                                    TextType.text("prefix"),
                                    help("Start of the names of VMAC interfaces.").firstCounts())
                            .orElse("vrrp"),
                    global -> global.vrrp().vmacPrefixes().vmac());
    public static final Keyword<String> VMAC_ADDR_PREFIX =
            BLOCK.add(
                    Keyword.of(
                                    "vmac_addr_prefix",
                                    TextType.text("prefix"),
                                    help("Start of the names of VMAC interfaces of single addresses.")
                                            .firstCounts())
                            .inherits("vmac_prefix"),
                    global -> global.vrrp().vmacPrefixes().address());
}
