package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.AdvertPolicy.Flag;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.schema.BlockSchema;
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
import org.jspecify.annotations.Nullable;

/// Keywords of `vrrp_instance` about adverts, announcements of addresses, and whose adverts count.
public final class InstanceAdvertKeywords {
    /// The keywords of the block.
    public static final BlockSchema<VrrpInstance> BLOCK = new BlockSchema<>();

    private InstanceAdvertKeywords() {}

    public static final Keyword<Duration> GARP_MASTER_DELAY =
            BLOCK.add(
                    Keyword.of(
                                    "garp_master_delay",
                                    SecondsType.whole(0, 4_294_967L),
                                    help(
                                            "Time from becoming master to the second burst of announcements; 0 for none."))
                            .inherits("vrrp_garp_master_delay"),
                    instance -> instance.resources().announcements().delay());
    public static final Keyword<Integer> GARP_MASTER_REPEAT =
            BLOCK.add(
                    Keyword.of(
                                    "garp_master_repeat",
                                    new IntegerType("count", 0, Integer.MAX_VALUE),
                                    help("Announcements per address in a burst."))
                            .inherits("vrrp_garp_master_repeat"),
                    instance -> instance.resources().announcements().repeat());
    public static final Keyword<Duration> GARP_MASTER_REFRESH =
            BLOCK.add(
                    Keyword.of(
                                    "garp_master_refresh",
                                    SecondsType.whole(0, 4_294_967L),
                                    help("Period of further bursts while master; 0 for none."))
                            .inherits("vrrp_garp_master_refresh"),
                    instance -> instance.resources().announcements().refresh());
    public static final Keyword<Integer> GARP_MASTER_REFRESH_REPEAT =
            BLOCK.add(
                    Keyword.of(
                                    "garp_master_refresh_repeat",
                                    new IntegerType("count", 0, Integer.MAX_VALUE),
                                    help("Announcements per address in a refresh burst."))
                            .inherits("vrrp_garp_master_refresh_repeat"),
                    instance -> refreshRepeat(instance.resources().announcements()));
    public static final Keyword<Duration> GARP_LOWER_PRIO_DELAY =
            BLOCK.add(
                    Keyword.of(
                                    "garp_lower_prio_delay",
                                    SecondsType.whole(0, 4_294_967L),
                                    help(
                                            "Time from an advert of lower priority to the second burst it causes."))
                            .inherits("that of garp_master_delay"),
                    instance -> instance.resources().announcements().lowerPriorityDelay());
    public static final Keyword<Integer> GARP_LOWER_PRIO_REPEAT =
            BLOCK.add(
                    Keyword.of(
                                    "garp_lower_prio_repeat",
                                    new IntegerType("count", 0, Integer.MAX_VALUE),
                                    help("Announcements per address in that burst; 0 for none."))
                            .inherits("that of garp_master_repeat"),
                    instance -> instance.resources().announcements().lowerPriorityRepeat());
    public static final Keyword<Integer> DOWN_TIMER_ADVERTS =
            BLOCK.add(
                    Keyword.of(
                                    "down_timer_adverts",
                                    new IntegerType("count", 1, 100),
                                    help(
                                            "Advert intervals without a sign of the master before taking over."))
                            .inherits("vrrp_down_timer_adverts"),
                    instance -> instance.adverts().downTimerAdverts());
    public static final Keyword<ExtraInterface> GARP_EXTRA_IF =
            BLOCK.add(
                    Keyword.of(
                                    "garp_extra_if",
                                    new ExtraInterfaceType(0),
                                    help("Period of extra announcements on the base interface; 0 for none.")
                                            .goesOnWithoutArgument())
                            .inherits("vrrp_garp_extra_if"),
                    instance -> extra(instance.resources().announcements()));
    public static final Keyword<ExtraInterface> VMAC_GARP_INTVL =
            BLOCK.add(GARP_EXTRA_IF.deprecated("vmac_garp_intvl"));
    public static final Keyword<Boolean> LOWER_PRIO_NO_ADVERT =
            BLOCK.add(
                    Keyword.of(
                                    "lower_prio_no_advert",
                                    BooleanType.BOOLEAN,
                                    help("Does not answer adverts of lower priority at once."))
                            .inherits("vrrp_lower_prio_no_advert"),
                    instance -> instance.adverts().has(Flag.LOWER_PRIORITY_NO_ADVERT));
    public static final Keyword<Boolean> HIGHER_PRIO_SEND_ADVERT =
            BLOCK.add(
                    Keyword.of(
                                    "higher_prio_send_advert",
                                    BooleanType.BOOLEAN,
                                    help("Sends one more advert before it yields."))
                            .inherits("vrrp_higher_prio_send_advert"),
                    instance -> instance.adverts().has(Flag.HIGHER_PRIORITY_SEND_ADVERT));
    public static final Keyword<Boolean> OWNER_IGNORE_ADVERTS =
            BLOCK.add(
                    Keyword.of(
                                    "owner_ignore_adverts",
                                    BooleanType.BOOLEAN,
                                    help("An address owner ignores all adverts.")
                                            .since("2.3 or later"))
                            .inherits("vrrp_owner_ignore_adverts"),
                    InstanceAdvertKeywords::ownerIgnoresAdverts);
    public static final Keyword<Boolean> SKIP_CHECK_ADV_ADDR =
            BLOCK.add(
                    Keyword.of(
                                    "skip_check_adv_addr",
                                    AnyBooleanType.ON,
                                    help(
                                            "Address lists are not checked again while the sender stays the same; on even if off is written."))
                            .inherits("vrrp_skip_check_adv_addr"),
                    InstanceAdvertKeywords::skipsAddressCheck);
    public static final Keyword<Boolean> V3_CHECKSUM_AS_V2 =
            BLOCK.add(
                    Keyword.of(
                                    "v3_checksum_as_v2",
                                    BooleanType.BOOLEAN,
                                    help("Version 3 checksums without a pseudo header.")
                                            .since("2.3 or later"))
                            .inherits("that of global_defs"),
                    instance -> instance.adverts().has(Flag.CHECKSUM_AS_VERSION_2));
    public static final Keyword<String> OLD_UNICAST_CHECKSUM =
            BLOCK.add(
                    Keyword.of(
                                    "old_unicast_checksum",
                                    new BareType<>(ChoiceType.words("never"), "force"),
                                    help(
                                            "Checksum of unicast adverts as keepalived up to 1.3.6 made it."))
                            .unset("found out"),
                    InstanceAdvertKeywords::oldUnicastChecksum);

    /// `garp_extra_if` as a value of its own.
    static ExtraInterface extra(Announcements announcements) {
        return new ExtraInterface(
                announcements.extraInterfaceAll(), announcements.extraInterfacePeriod());
    }

    /// Returns the number of messages of a refresh; null for none.
    static @Nullable Integer refreshRepeat(Announcements announcements) {
        int repeat = announcements.refreshRepeat();
        return repeat == 0 ? null : Integer.valueOf(repeat);
    }

    private static @Nullable Boolean ownerIgnoresAdverts(VrrpInstance instance) {
        boolean owner = instance.election().priority() == 255;
        return owner ? instance.adverts().has(Flag.OWNER_IGNORES_ADVERTS) : null;
    }

    /// Written only when it is on, as every argument means on.
    private static @Nullable Boolean skipsAddressCheck(VrrpInstance instance) {
        return instance.adverts().has(Flag.SKIP_CHECK_ADVERT_ADDRESSES) ? true : null;
    }

    private static @Nullable String oldUnicastChecksum(VrrpInstance instance) {
        return switch (instance.adverts().oldUnicastChecksum()) {
            case DETECT -> null;
            case FORCE -> "force";
            case NEVER -> "never";
        };
    }
}
