package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.InstanceAdvertKeywords.*;
import static dev.upkeep.config.keyword.VrrpInstanceKeywords.*;

import dev.upkeep.config.keyword.GlobalVrrpKeywords;
import dev.upkeep.config.keyword.InstanceNotifyKeywords;
import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.AdvertPolicy.Flag;
import dev.upkeep.config.model.AdvertPolicy.OldUnicastChecksum;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.Election;
import dev.upkeep.config.model.RouterIdentity;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.VrrpDefaults;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.value.ExtraInterfaceType.ExtraInterface;
import dev.upkeep.net.Family;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One `vrrp_instance`: defaults of `global_defs` filled in, combinations checked and corrected as
/// keepalived does.
final class VrrpInstanceBuilder {
    /// Version 3 has 12 bits for hundredths of a second.
    private static final Duration LONGEST_V3 = Duration.ofMillis(40_950);

    private final BuildContext build;
    private final VrrpDefaults defaults;
    private final TrackedObjects objects;
    private final Interfaces interfaces;
    private final RulePreferences preferences;
    private final Set<String> inWeightlessGroup;

    /// @param inWeightlessGroup names of the instances in sync groups that let no tracked object
    ///   change a priority
    VrrpInstanceBuilder(
            BuildContext build,
            TrackedObjects objects,
            Interfaces interfaces,
            RulePreferences preferences,
            Set<String> inWeightlessGroup) {
        this.build = build;
        this.defaults = build.global().vrrpDefaults();
        this.objects = objects;
        this.interfaces = interfaces;
        this.preferences = preferences;
        this.inWeightlessGroup = inWeightlessGroup;
    }

    /// The instance, or null when nothing could run it (reported).
    @Nullable VrrpInstance build(BoundBlock block) {
        Integer id = block.get(VIRTUAL_ROUTER_ID);
        if (id == null && !block.tried(VIRTUAL_ROUTER_ID)) {
            build.findings()
                    .fatal(
                            DiagnosticCode.VRRP_VRID,
                            block.where(),
                            "vrrp_instance " + block.name() + " has no virtual_router_id",
                            "write one from 1 to 255, the same on all its routers");
        }
        Family family = new InstanceFamily(build).of(block);
        int version = version(block, family);
        boolean strict = block.get(STRICT_MODE, defaults.advertFlags().contains(Flag.STRICT));
        boolean master = state(block);
        int priority = priority(block, master);
        boolean owner = priority == 255;
        VrrpTransport transport = new TransportBuilder(build, family, strict).build(block);
        LinkChecks links = new LinkChecks(build, interfaces);
        boolean linked = links.usable(block, transport);
        VrrpInstance instance =
                new VrrpInstance(
                        block.name(),
                        new RouterIdentity(version, family, id == null ? 1 : id),
                        election(block, priority, master, strict),
                        adverts(block, version, strict, master, owner),
                        links.link(block, transport, family, strict),
                        transport,
                        new ResourcesBuilder(
                                        build,
                                        interfaces,
                                        preferences,
                                        Definitions.beforeUse("track_group"))
                                .build(
                                        block,
                                        family,
                                        version,
                                        strict,
                                        announcements(block, strict)),
                        tracking(block, owner),
                        new NotifyBuilder(build, InstanceNotifyKeywords.NOTIFY).build(block),
                        block.value(DEBUG));
        return id != null && linked ? instance : null; // built all the same, to report all faults
    }

    private String label(BoundBlock block) {
        return "vrrp_instance " + block.name() + ": ";
    }

    private Tracking tracking(BoundBlock block, boolean owner) {
        Tracking tracking =
                new TrackingBuilder(build, objects, interfaces, TRACKING)
                        .build(block, block.get(INTERFACE));
        FixedPriority fixed =
                new FixedPriority(
                        build,
                        block,
                        "vrrp_instance " + block.name(),
                        TRACKING,
                        owner
                                ? "the priority of an address owner is fixed"
                                : "its sync group has no sync_group_tracking_weight");
        if (owner) {
            return fixed.ofOwner(tracking);
        }
        return inWeightlessGroup.contains(block.name()) ? fixed.ofMember(tracking) : tracking;
    }

    private int version(BoundBlock block, Family family) {
        Integer version = null;
        for (Located<Integer> line : block.all(VERSION)) {
            if (version == null) {
                version = line.value();
            } else if (!version.equals(line.value())) {
                build.error(
                        DiagnosticCode.VRRP_VERSION,
                        line.where(),
                        label(block)
                                + "version "
                                + line.value()
                                + " comes after version "
                                + version
                                + " and is ignored",
                        null);
            }
        }
        if (version == null) {
            return family == Family.INET6 ? 3 : defaults.version();
        }
        return version;
    }

    /// True for `state MASTER`.
    private boolean state(BoundBlock block) {
        String state = null;
        for (Located<String> line : block.all(STATE)) {
            String word = line.value();
            if (!word.equals("MASTER") && !word.equals("BACKUP")) {
                build.error(
                        DiagnosticCode.VRRP_STATE,
                        line.where(),
                        label(block)
                                + "state '"
                                + word
                                + "' is neither MASTER nor BACKUP;"
                                + " BACKUP is used",
                        null);
                word = "BACKUP";
            }
            if (word.equals("BACKUP") && "MASTER".equals(state)) {
                build.error(
                        DiagnosticCode.VRRP_STATE,
                        line.where(),
                        label(block) + "state BACKUP after state MASTER is ignored",
                        "remove one of the lines");
            } else {
                state = word;
            }
        }
        return "MASTER".equals(state);
    }

    private int priority(BoundBlock block, boolean master) {
        Integer priority = block.get(PRIORITY);
        if (priority == null) {
            return master ? 255 : 100;
        }
        return priority;
    }

    /// The advert interval, rounded as the version demands.
    private Duration interval(BoundBlock block, int version) {
        Duration configured = block.value(ADVERT_INT);
        long hundredths = (configured.toNanos() + 5_000_000) / 10_000_000;
        Duration used =
                version == 2
                        ? Duration.ofSeconds(
                                Math.clamp((configured.toMillis() + 500) / 1000, 1, 255))
                        : Duration.ofMillis(Math.clamp(hundredths * 10, 10, LONGEST_V3.toMillis()));
        if (!used.equals(configured)) {
            String rule =
                    version == 2
                            ? "VRRP version 2 counts whole seconds"
                            : "VRRP version 3 counts hundredths of a second up to 40.95";
            build.error(
                    DiagnosticCode.VRRP_ADVERT_INTERVAL,
                    block.where(ADVERT_INT),
                    label(block)
                            + "advert_int "
                            + ADVERT_INT.type().format(configured)
                            + " becomes "
                            + ADVERT_INT.type().format(used)
                            + ": "
                            + rule,
                    null);
        }
        return used;
    }

    private Election election(BoundBlock block, int priority, boolean master, boolean strict) {
        boolean owner = priority == 255;
        if (strict && block.has(STATE) && master != owner) {
            build.warning(
                    DiagnosticCode.VRRP_STRICT_STATE,
                    block.where(STATE),
                    label(block)
                            + "strict_mode: state "
                            + (master ? "MASTER" : "BACKUP")
                            + " does not match priority, which is "
                            + (owner ? "255" : "below 255")
                            + "; the state is "
                            + (owner ? "MASTER" : "BACKUP"),
                    "only the owner of the addresses has state MASTER and priority 255");
        }
        boolean nopreempt = block.position(NOPREEMPT) > block.position(PREEMPT);
        Duration delay = block.value(PREEMPT_DELAY);
        if (nopreempt && (master || owner)) {
            build.error(
                    DiagnosticCode.VRRP_NOPREEMPT,
                    block.where(NOPREEMPT),
                    label(block)
                            + "nopreempt has no effect with "
                            + (owner ? "priority 255" : "state MASTER"),
                    owner ? "lower the priority" : "write state BACKUP on both routers");
            nopreempt = false;
        }
        if (!delay.isZero() && (master || owner || strict || nopreempt)) {
            String why =
                    strict
                            ? "strict_mode"
                            : owner ? "priority 255" : master ? "state MASTER" : "nopreempt";
            build.error(
                    DiagnosticCode.VRRP_PREEMPT_DELAY,
                    block.where(PREEMPT_DELAY),
                    label(block) + "preempt_delay has no effect with " + why,
                    null);
            delay = Duration.ZERO;
        }
        Integer late = block.get(TIMER_EXPIRED_BACKUP);
        Integer misnamed = block.get(THREAD_TIMER_EXPIRED);
        int expired = BuildContext.first(late, misnamed, 0);
        if (expired != 0 && !nopreempt) {
            build.error(
                    DiagnosticCode.VRRP_TIMER_EXPIRED,
                    block.where(late == null ? THREAD_TIMER_EXPIRED : TIMER_EXPIRED_BACKUP),
                    label(block) + "timer_expired_backup needs nopreempt",
                    null);
            expired = 0;
        }
        boolean derived = strict || block.all(STATE).isEmpty();
        return new Election(priority, derived ? owner : master, !nopreempt, delay, expired);
    }

    private AdvertPolicy adverts(
            BoundBlock block, int version, boolean strict, boolean master, boolean owner) {
        Duration interval = interval(block, version);
        int yes = block.position(ACCEPT);
        int no = block.position(NO_ACCEPT);
        boolean accept = yes > no || (no < 0 && !strict);
        if (strict && !owner && (version == 2 || yes < 0)) {
            accept = false;
        }
        boolean ignores = given(block, OWNER_IGNORE_ADVERTS, Flag.OWNER_IGNORES_ADVERTS) && owner;
        if (block.isOn(OWNER_IGNORE_ADVERTS) && !owner) {
            build.error(
                    DiagnosticCode.VRRP_OWNER,
                    block.where(OWNER_IGNORE_ADVERTS),
                    label(block) + "owner_ignore_adverts is for priority 255 only",
                    null);
        }
        String checksum = block.get(OLD_UNICAST_CHECKSUM);
        Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
        flags.put(Flag.STRICT, strict);
        flags.put(Flag.ACCEPT, accept);
        flags.put(Flag.OWNER_IGNORES_ADVERTS, ignores || (strict && owner));
        flags.put(
                Flag.SKIP_CHECK_ADVERT_ADDRESSES,
                given(block, SKIP_CHECK_ADV_ADDR, Flag.SKIP_CHECK_ADVERT_ADDRESSES));
        flags.put(
                Flag.LOWER_PRIORITY_NO_ADVERT,
                strict || given(block, LOWER_PRIO_NO_ADVERT, Flag.LOWER_PRIORITY_NO_ADVERT));
        flags.put(
                Flag.HIGHER_PRIORITY_SEND_ADVERT,
                !strict && given(block, HIGHER_PRIO_SEND_ADVERT, Flag.HIGHER_PRIORITY_SEND_ADVERT));
        flags.put(
                Flag.CHECKSUM_AS_VERSION_2,
                given(block, V3_CHECKSUM_AS_V2, Flag.CHECKSUM_AS_VERSION_2));
        flags.values().removeIf(on -> !on);
        return new AdvertPolicy(
                interval,
                strict ? 3 : block.get(DOWN_TIMER_ADVERTS, defaults.downTimerAdverts()),
                flags.keySet(),
                checksum == null
                        ? OldUnicastChecksum.DETECT
                        : checksum.equals("never")
                                ? OldUnicastChecksum.NEVER
                                : OldUnicastChecksum.FORCE,
                authentication(block, version, strict, master, owner),
                new HmacBuilder(build).build(block, interval, strict));
    }

    /// The flag of the instance, else the one of `global_defs`.
    private boolean given(BoundBlock block, Keyword<Boolean> keyword, Flag flag) {
        return block.get(keyword, defaults.advertFlags().contains(flag));
    }

    private Authentication authentication(
            BoundBlock block, int version, boolean strict, boolean master, boolean owner) {
        AuthenticationBuilder builder = new AuthenticationBuilder(build, label(block));
        Authentication authentication = builder.build(block, version, strict);
        if (authentication instanceof Authentication.Header && master && !owner) {
            SourceLocation where = block.where(STATE);
            build.error(
                    DiagnosticCode.VRRP_STATE,
                    where,
                    label(block) + "state MASTER does not go with AH; it starts as BACKUP",
                    "write state BACKUP");
        }
        return authentication;
    }

    private Announcements announcements(BoundBlock block, boolean strict) {
        Announcements general = defaults.announcements();
        Duration delay = block.get(GARP_MASTER_DELAY, general.delay());
        int repeat =
                GlobalVrrpBuilder.atLeastOne(
                        block, build.findings(), GARP_MASTER_REPEAT, general.repeat());
        ExtraInterface extra =
                block.get(
                        GARP_EXTRA_IF,
                        new ExtraInterface(
                                general.extraInterfaceAll(), general.extraInterfacePeriod()));
        return new Announcements(
                delay,
                repeat,
                block.get(GARP_MASTER_REFRESH, general.refresh()),
                GlobalVrrpBuilder.atLeastOne(
                        block,
                        build.findings(),
                        GARP_MASTER_REFRESH_REPEAT,
                        general.refreshRepeat()),
                strict
                        ? Duration.ZERO
                        : block.get(
                                GARP_LOWER_PRIO_DELAY,
                                build.globalSays(GlobalVrrpKeywords.VRRP_GARP_LOWER_PRIO_DELAY)
                                        ? general.lowerPriorityDelay()
                                        : delay),
                strict
                        ? 0
                        : block.get(
                                GARP_LOWER_PRIO_REPEAT,
                                build.globalSays(GlobalVrrpKeywords.VRRP_GARP_LOWER_PRIO_REPEAT)
                                        ? general.lowerPriorityRepeat()
                                        : repeat),
                extra.period(),
                extra.all());
    }
}
