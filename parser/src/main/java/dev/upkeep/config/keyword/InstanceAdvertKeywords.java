package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.AnyBooleanType;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.ExtraInterfaceType;
import dev.upkeep.config.value.ExtraInterfaceType.ExtraInterface;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.SecondsType;
import java.time.Duration;

/// Keywords of `vrrp_instance` about adverts, announcements of addresses, and whose adverts count.
public final class InstanceAdvertKeywords {
    private InstanceAdvertKeywords() {}

    public static final Keyword<Duration> GARP_MASTER_DELAY =
            Keyword.of(
                    "garp_master_delay",
                    SecondsType.whole(0, 4_294_967L),
                    help("Time from becoming master to the second burst of announcements; 0 for none.")
                            .byDefault("vrrp_garp_master_delay"));
    public static final Keyword<Integer> GARP_MASTER_REPEAT =
            Keyword.of(
                    "garp_master_repeat",
                    new IntegerType("count", 0, Integer.MAX_VALUE),
                    help("Announcements per address in a burst.")
                            .byDefault("vrrp_garp_master_repeat"));
    public static final Keyword<Duration> GARP_MASTER_REFRESH =
            Keyword.of(
                    "garp_master_refresh",
                    SecondsType.whole(0, 4_294_967L),
                    help("Period of further bursts while master; 0 for none.")
                            .byDefault("vrrp_garp_master_refresh"));
    public static final Keyword<Integer> GARP_MASTER_REFRESH_REPEAT =
            Keyword.of(
                    "garp_master_refresh_repeat",
                    new IntegerType("count", 0, Integer.MAX_VALUE),
                    help("Announcements per address in a refresh burst.")
                            .byDefault("vrrp_garp_master_refresh_repeat"));
    public static final Keyword<Duration> GARP_LOWER_PRIO_DELAY =
            Keyword.of(
                    "garp_lower_prio_delay",
                    SecondsType.whole(0, 4_294_967L),
                    help("Time from an advert of lower priority to the second burst it causes.")
                            .byDefault("that of garp_master_delay"));
    public static final Keyword<Integer> GARP_LOWER_PRIO_REPEAT =
            Keyword.of(
                    "garp_lower_prio_repeat",
                    new IntegerType("count", 0, Integer.MAX_VALUE),
                    help("Announcements per address in that burst; 0 for none.")
                            .byDefault("that of garp_master_repeat"));
    public static final Keyword<Integer> DOWN_TIMER_ADVERTS =
            Keyword.of(
                    "down_timer_adverts",
                    new IntegerType("count", 1, 100),
                    help("Advert intervals without a sign of the master before taking over.")
                            .byDefault("vrrp_down_timer_adverts"));
    public static final Keyword<ExtraInterface> GARP_EXTRA_IF =
            Keyword.of(
                    "garp_extra_if",
                    new ExtraInterfaceType(0),
                    help("Period of extra announcements on the base interface; 0 for none.")
                            .byDefault("vrrp_garp_extra_if")
                            .later());
    public static final Keyword<ExtraInterface> VMAC_GARP_INTVL =
            GARP_EXTRA_IF.deprecated("vmac_garp_intvl");
    public static final Keyword<Boolean> LOWER_PRIO_NO_ADVERT =
            Keyword.of(
                    "lower_prio_no_advert",
                    BooleanType.BOOLEAN,
                    help("Does not answer adverts of lower priority at once.")
                            .byDefault("vrrp_lower_prio_no_advert"));
    public static final Keyword<Boolean> HIGHER_PRIO_SEND_ADVERT =
            Keyword.of(
                    "higher_prio_send_advert",
                    BooleanType.BOOLEAN,
                    help("Sends one more advert before it yields.")
                            .byDefault("vrrp_higher_prio_send_advert"));
    public static final Keyword<Boolean> OWNER_IGNORE_ADVERTS =
            Keyword.of(
                    "owner_ignore_adverts",
                    BooleanType.BOOLEAN,
                    help("An address owner ignores all adverts.")
                            .byDefault("vrrp_owner_ignore_adverts")
                            .since("2.3 or later"));
    public static final Keyword<Boolean> SKIP_CHECK_ADV_ADDR =
            Keyword.of(
                    "skip_check_adv_addr",
                    AnyBooleanType.ON,
                    help("Address lists are not checked again while the sender stays the same; on even if off is written.")
                            .byDefault("vrrp_skip_check_adv_addr"));
    public static final Keyword<Boolean> V3_CHECKSUM_AS_V2 =
            Keyword.of(
                    "v3_checksum_as_v2",
                    BooleanType.BOOLEAN,
                    help("Version 3 checksums without a pseudo header.")
                            .byDefault("that of global_defs")
                            .since("2.3 or later"));
    public static final Keyword<String> OLD_UNICAST_CHECKSUM =
            Keyword.of(
                    "old_unicast_checksum",
                    new BareType<>(ChoiceType.words("never"), "force"),
                    help("Checksum of unicast adverts as keepalived up to 1.3.6 made it.")
                            .byDefault("found out"));
}
