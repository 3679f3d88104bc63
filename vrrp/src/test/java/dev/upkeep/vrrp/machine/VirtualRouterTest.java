package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.machine.Action.Announce;
import dev.upkeep.vrrp.machine.Action.Arm;
import dev.upkeep.vrrp.machine.Action.Disarm;
import dev.upkeep.vrrp.machine.Action.Notify;
import dev.upkeep.vrrp.machine.Action.ReleaseResources;
import dev.upkeep.vrrp.machine.Action.Say;
import dev.upkeep.vrrp.machine.Action.SendAdvert;
import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import dev.upkeep.vrrp.machine.Event.EnvironmentChanged;
import dev.upkeep.vrrp.machine.Event.Expired;
import dev.upkeep.vrrp.machine.Event.Started;
import dev.upkeep.vrrp.machine.Role.Backup;
import dev.upkeep.vrrp.machine.Role.Faulty;
import dev.upkeep.vrrp.machine.Role.Initial;
import dev.upkeep.vrrp.machine.Role.Master;
import dev.upkeep.vrrp.machine.Role.PreemptDelay;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Expectations are the observed behaviour of keepalived 2.2.7 with the same adverts.
class VirtualRouterTest {

    private static final IpAddress OWN = IpAddress.parse("10.0.0.5");
    private static final IpAddress LOWER = IpAddress.parse("10.0.0.4");
    private static final IpAddress HIGHER = IpAddress.parse("10.0.0.6");
    private static final Fault LINK_DOWN = new Fault.InterfaceDown("eth0");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SKEW_100 = Duration.ofNanos(609_375_000);
    private static final Duration DOWN_100 = Duration.ofNanos(3_609_375_000L);

    @Test
    void start_backup_removesLeftOversAndWaitsAWholeMasterDownInterval() {
        Step step =
                VirtualRouter.on(
                        plain(), RouterState.initial(Environment.of(Set.of(), OWN)), new Started());

        assertThat(step.state().role()).isInstanceOf(Backup.class);
        assertThat(step.actions())
                .containsExactly(
                        new Say(Action.Level.DETAIL, "(VI_1) removing VIPs."),
                        new ReleaseResources(),
                        new Say(Action.Level.INFO, "(VI_1) Entering BACKUP STATE (init)"),
                        new Notify(Transition.BACKUP, 100),
                        new Arm(Timer.MASTER_DOWN, DOWN_100));
    }

    @Test
    void start_owner_isMasterAtOnce() {
        RouterConfig owner = Instances.instance().priority(255).config();

        Step step =
                VirtualRouter.on(
                        owner, RouterState.initial(Environment.of(Set.of(), OWN)), new Started());

        assertThat(step.state().role()).isInstanceOf(Master.class);
        assertThat(step.actions())
                .contains(new SendAdvert(255), new Notify(Transition.MASTER, 255));
    }

    @Test
    void master_whenTheOperatorWantsAnother_leavesWithPriorityZero_andWaits() {
        Step master =
                VirtualRouter.on(
                        Instances.instance().priority(255).config(),
                        RouterState.initial(Environment.of(Set.of(), OWN)),
                        new Started());

        Step step =
                VirtualRouter.on(plain(), master.state(), new Event.Synced(Event.Decision.YIELD));

        assertThat(step.state().role()).isInstanceOf(Backup.class);
        assertThat(step.actions())
                .contains(
                        new SendAdvert(0),
                        new ReleaseResources(),
                        new Notify(Transition.BACKUP, 100),
                        new Arm(Timer.MASTER_DOWN, DOWN_100));
        assertThat(
                        ChangeReason.of(
                                plain(),
                                master.state(),
                                new Event.Synced(Event.Decision.YIELD),
                                step.state()))
                .isEqualTo("the operator asked for it");
    }

    static Stream<Arguments> reasons() {
        Backup follower = new Backup(SECOND, HIGHER, PreemptDelay.NOT_BEGUN, Role.Silence.SHORT, 0);
        return Stream.of(
                arguments(
                        follower,
                        new Expired(Timer.MASTER_DOWN),
                        "the master 10.0.0.6 was silent for the master down interval"),
                arguments(
                        Backup.waiting(SECOND),
                        new Expired(Timer.MASTER_DOWN),
                        "every other router was silent for the master down interval"),
                arguments(
                        Master.ALONE,
                        new AdvertReceived(HIGHER, 200, SECOND),
                        "advertisement of 10.0.0.6 with priority 200"),
                arguments(
                        follower,
                        new EnvironmentChanged(Environment.of(Set.of(LINK_DOWN), OWN)),
                        "interface eth0 is down or does not exist"),
                arguments(
                        new Faulty(),
                        new EnvironmentChanged(Environment.of(Set.of(), OWN)),
                        "no fault is left"),
                arguments(
                        follower,
                        new Event.Synced(Event.Decision.MASTER),
                        "every member of the sync group is ready"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void reason_ofAChange_namesTheCause(Role before, Event event, String reason) {
        RouterState state =
                new RouterState(before, Environment.of(Set.of(), OWN), OwnerConflict.NONE);
        Step step = VirtualRouter.on(plain(), state, event);
        assertThat(ChangeReason.of(plain(), state, event, step.state())).isEqualTo(reason);
    }

    @Test
    void start_inAGroupWithAFaultyMember_isInFaultAtOnce() {
        Step step =
                VirtualRouter.on(
                        plain(),
                        RouterState.initial(Environment.of(Set.of(), OWN)),
                        new Event.Synced(Event.Decision.FAULT));

        assertThat(step.state().role()).isInstanceOf(Faulty.class);
        assertThat(step.actions())
                .contains(new Notify(Transition.FAULT, 100))
                .doesNotContain(new Notify(Transition.BACKUP, 100));
    }

    @Test
    void start_withLinkDown_isInFault() {
        Step step =
                VirtualRouter.on(
                        plain(),
                        RouterState.initial(Environment.of(Set.of(LINK_DOWN), null)),
                        new Started());

        assertThat(step.state().role()).isInstanceOf(Faulty.class);
        assertThat(step.actions())
                .contains(
                        new Say(Action.Level.INFO, "(VI_1) Entering FAULT STATE"),
                        new Notify(Transition.FAULT, 100))
                .noneMatch(SendAdvert.class::isInstance);
    }

    @Test
    void start_withATrackedObjectUndetermined_waitsInInitForItsFirstResult() {
        ConditionKey script = new ConditionKey(ConditionKey.Kind.SCRIPT, "chk");
        Environment waiting = new Environment(Set.of(), Set.of(script), 0, OWN);

        Step start = VirtualRouter.on(plain(), RouterState.initial(waiting), new Started());
        Step good = VirtualRouter.on(plain(), start.state(), changed());
        Step bad =
                VirtualRouter.on(plain(), start.state(), changed(new Fault.TrackedObject(script)));

        assertThat(start.state().role()).isEqualTo(Initial.of(true));
        assertThat(start.actions()).noneMatch(Notify.class::isInstance);
        assertThat(good.actions())
                .contains(
                        new Say(Action.Level.INFO, "(VI_1) Entering BACKUP STATE"),
                        new Notify(Transition.BACKUP, 100));
        assertThat(bad.state().role()).isInstanceOf(Faulty.class);
    }

    @Test
    void fault_whileATrackedObjectIsUndetermined_stays() {
        ConditionKey script = new ConditionKey(ConditionKey.Kind.SCRIPT, "chk");
        Environment unknown = new Environment(Set.of(), Set.of(script), 0, OWN);

        Step step =
                VirtualRouter.on(
                        plain(), state(new Faulty(), LINK_DOWN), new EnvironmentChanged(unknown));

        assertThat(step.state().role()).isInstanceOf(Faulty.class);
    }

    @Test
    void running_whenANewTrackedObjectIsUndetermined_goesOn() {
        ConditionKey script = new ConditionKey(ConditionKey.Kind.SCRIPT, "chk");
        Environment unknown = new Environment(Set.of(), Set.of(script), 0, OWN);

        Step step = VirtualRouter.on(plain(), master(), new EnvironmentChanged(unknown));

        assertThat(step.state().role()).isInstanceOf(Master.class);
        assertThat(step.actions()).isEmpty();
    }

    @Test
    void start_ownerWithStateBackup_waits() {
        RouterConfig owner = Instances.instance().priority(255).stateBackup().config();

        Step step =
                VirtualRouter.on(
                        owner, RouterState.initial(Environment.of(Set.of(), OWN)), new Started());

        assertThat(step.state().role()).isInstanceOf(Backup.class);
    }

    @Test
    void owner_recovers_asBackupForAnIntervalAndItsSkew() {
        RouterConfig owner = Instances.instance().priority(255).config();

        Step step = VirtualRouter.on(owner, state(new Faulty(), LINK_DOWN), changed());

        assertThat(armed(step, Timer.MASTER_DOWN)).isEqualTo(Duration.ofNanos(1_003_906_250));
    }

    @Test
    void owner_hearsAnotherOwnerWithHigherAddress_reportsItAndYields() {
        RouterConfig owner = Instances.instance().priority(255).config();

        Step step = VirtualRouter.on(owner, master(), advert(255, HIGHER));

        assertThat(step.state().role()).isInstanceOf(Backup.class);
        assertThat(step.actions())
                .anyMatch(action ->
                        action instanceof Say(Action.Level level, String text)
                                && level == Action.Level.WARNING
                                && text.contains("CONFIGURATION ERROR"));
    }

    @Test
    void owner_hearsAnotherOwnerWithLowerAddressGoOn_runsWith254UntilItIsGone() {
        RouterConfig owner = Instances.instance().priority(255).config();
        Expired conflictTimer = new Expired(Timer.OWNER_CONFLICT);

        Step first = VirtualRouter.on(owner, master(), advert(255, LOWER));
        Step soon = VirtualRouter.on(owner, first.state(), advert(255, LOWER));
        Step due = VirtualRouter.on(owner, soon.state(), conflictTimer);
        Step lowered = VirtualRouter.on(owner, due.state(), advert(255, LOWER));
        Step gone = VirtualRouter.on(owner, lowered.state(), conflictTimer);

        assertThat(first.state().priority(owner)).isEqualTo(255);
        assertThat(soon.state().conflict()).isEqualTo(OwnerConflict.HEARD);
        assertThat(armed(first, Timer.OWNER_CONFLICT)).isEqualTo(Duration.ofMillis(2_200));
        assertThat(lowered.state().priority(owner)).isEqualTo(254);
        assertThat(gone.state().priority(owner)).isEqualTo(255);
    }

    @Test
    void master_floodedWithLowerPriority_answersAndLogsOnlySome() {
        RouterState state = master();
        int lines = 0;
        int answers = 0;
        for (int i = 0; i < 5_000; i++) {
            Step step = VirtualRouter.on(plain(), state, advert(90, LOWER));
            state = step.state();
            lines += (int) step.actions().stream().filter(Say.class::isInstance).count();
            answers += (int) step.actions().stream().filter(SendAdvert.class::isInstance).count();
        }
        Step own = VirtualRouter.on(plain(), state, new Expired(Timer.ADVERT));
        Step quiet = VirtualRouter.on(plain(), own.state(), new Expired(Timer.ADVERT));

        assertThat(lines).isLessThan(20);
        assertThat(answers).isEqualTo(2);
        assertThat(quiet.actions())
                .contains(
                        new Say(
                                Action.Level.INFO,
                                "(VI_1) 5000 adverts that lost the election in a row"));
        assertThat(quiet.state().role()).isEqualTo(Master.ALONE);
    }

    @Test
    void master_withTimerExpiredBackup_yieldsWhenAPeerMustHaveTakenOver() {
        RouterConfig config = Instances.instance().timerExpiredBackup(254).config();
        Duration limit = Duration.ofNanos(2_007_812_500); // 3 s and the skew of 254, less 1 s

        Step inTime = VirtualRouter.on(config, master(), new Expired(Timer.ADVERT, limit));
        Step late =
                VirtualRouter.on(config, master(), new Expired(Timer.ADVERT, limit.plusNanos(1)));

        assertThat(inTime.state().role()).isInstanceOf(Master.class);
        assertThat(late.state().role()).isInstanceOf(Backup.class);
        assertThat(late.actions()).noneMatch(SendAdvert.class::isInstance);
    }

    static Stream<Arguments> backupHears() {
        RouterConfig plain = plain();
        RouterConfig noPreempt = Instances.instance().noPreempt().config();
        return Stream.of(
                arguments("leaving master: only the skew time", plain, advert(0, HIGHER), SKEW_100),
                arguments("higher priority", plain, advert(101, HIGHER), DOWN_100),
                arguments(
                        "equal priority, whatever the address",
                        plain,
                        advert(100, LOWER),
                        DOWN_100),
                arguments("lower priority is not obeyed", plain, advert(99, HIGHER), null),
                arguments(
                        "lower priority with nopreempt", noPreempt, advert(99, HIGHER), DOWN_100));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backupHears")
    void backup_hearsAdvert_armsMasterDown(
            String name,
            RouterConfig config,
            AdvertReceived advert,
            @Nullable Duration masterDown) {
        Step step = VirtualRouter.on(config, backup(), advert);

        assertThat(step.state().role()).isInstanceOf(Backup.class);
        assertThat(armed(step, Timer.MASTER_DOWN)).isEqualTo(masterDown);
    }

    @Test
    void backup_masterDownRunsLate_listensOnceMoreBeforeItTakesOver() {
        Expired late = new Expired(Timer.MASTER_DOWN, Duration.ofMillis(251));

        Step unconfirmed = VirtualRouter.on(plain(), backup(), late);
        Step confirmed = VirtualRouter.on(plain(), unconfirmed.state(), late);

        assertThat(unconfirmed.state().role()).isInstanceOf(Backup.class);
        assertThat(armed(unconfirmed, Timer.MASTER_DOWN)).isEqualTo(SECOND.plus(SKEW_100));
        assertThat(unconfirmed.actions()).noneMatch(SendAdvert.class::isInstance);
        assertThat(confirmed.state().role()).isInstanceOf(Master.class);
    }

    @Test
    void backup_masterDownSlightlyLate_takesOver() {
        Expired late = new Expired(Timer.MASTER_DOWN, Duration.ofMillis(250));

        assertThat(VirtualRouter.on(plain(), backup(), late).state().role())
                .isInstanceOf(Master.class);
    }

    @Test
    void backup_version3_followsTheMastersInterval() {
        RouterConfig config = Instances.instance().version3(Duration.ofMillis(100)).config();
        Duration theirs = Duration.ofMillis(200);

        Step heard = VirtualRouter.on(config, backup(), new AdvertReceived(HIGHER, 150, theirs));
        Step leaving =
                VirtualRouter.on(config, heard.state(), new AdvertReceived(HIGHER, 0, theirs));

        assertThat(armed(heard, Timer.MASTER_DOWN)).isEqualTo(Duration.ofNanos(721_875_000));
        assertThat(armed(leaving, Timer.MASTER_DOWN)).isEqualTo(Duration.ofNanos(121_875_000));
    }

    @Test
    void backup_masterDies_advertisesBeforeItSetsAddresses() {
        Step step = VirtualRouter.on(plain(), backup(), new Expired(Timer.MASTER_DOWN));

        assertThat(step.state().role()).isInstanceOf(Master.class);
        assertThat(step.actions())
                .containsExactly(
                        new Say(Action.Level.DETAIL, "(VI_1) Receive advertisement timeout"),
                        new Disarm(Timer.MASTER_DOWN),
                        new Disarm(Timer.PREEMPT_DELAY),
                        new SendAdvert(100),
                        new Arm(Timer.ADVERT, SECOND),
                        new Say(Action.Level.INFO, "(VI_1) Entering MASTER STATE"),
                        new Action.Count(Counter.BECOME_MASTER),
                        new Say(Action.Level.DETAIL, "(VI_1) setting VIPs."),
                        new Action.HoldResources(),
                        new Announce(plain().addresses(), 5),
                        new Arm(Timer.SECOND_BURST, Duration.ofSeconds(5)),
                        new Notify(Transition.MASTER, 100));
    }

    @Test
    void backup_preemptDelay_runsFromTheFirstLowerAdvertAndIsFollowedByMasterDown() {
        RouterConfig config = Instances.instance().preemptDelay(Duration.ofSeconds(2)).config();

        Step first = VirtualRouter.on(config, backup(), advert(90, HIGHER));
        Step second = VirtualRouter.on(config, first.state(), advert(90, HIGHER));
        Step over = VirtualRouter.on(config, second.state(), new Expired(Timer.PREEMPT_DELAY));
        Step third = VirtualRouter.on(config, over.state(), advert(90, HIGHER));

        assertThat(armed(first, Timer.PREEMPT_DELAY)).isEqualTo(Duration.ofSeconds(2));
        assertThat(armed(first, Timer.MASTER_DOWN)).isEqualTo(DOWN_100);
        assertThat(armed(second, Timer.PREEMPT_DELAY)).as("runs on").isNull();
        assertThat(armed(second, Timer.MASTER_DOWN)).isEqualTo(DOWN_100);
        assertThat(armed(third, Timer.MASTER_DOWN)).as("not obeyed any more").isNull();
    }

    @Test
    void backup_betterAdvertDuringPreemptDelay_cancelsIt() {
        RouterConfig config = Instances.instance().preemptDelay(Duration.ofSeconds(2)).config();
        Step lower = VirtualRouter.on(config, backup(), advert(90, HIGHER));

        Step better = VirtualRouter.on(config, lower.state(), advert(100, HIGHER));

        assertThat(better.actions()).contains(new Disarm(Timer.PREEMPT_DELAY));
        assertThat(((Backup) better.state().role()).preemptDelay())
                .isEqualTo(PreemptDelay.NOT_BEGUN);
    }

    static Stream<Arguments> masterHears() {
        RouterConfig plain = plain();
        RouterConfig quiet = Instances.instance().with("lower_prio_no_advert", "").config();
        RouterConfig polite = Instances.instance().with("higher_prio_send_advert", "").config();
        return Stream.of(
                arguments("leaving peer: answer", plain, advert(0, HIGHER), true, 1, 0),
                arguments("lower: answer and announce", plain, advert(99, HIGHER), true, 1, 1),
                arguments("lower_prio_no_advert", quiet, advert(99, HIGHER), true, 0, 1),
                arguments("equal, lower address", plain, advert(100, LOWER), true, 1, 1),
                arguments("equal, own address: our own", plain, advert(100, OWN), true, 0, 0),
                arguments("equal, higher address", plain, advert(100, HIGHER), false, 0, 0),
                arguments("higher", plain, advert(101, LOWER), false, 0, 0),
                arguments("higher_prio_send_advert", polite, advert(101, LOWER), false, 1, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("masterHears")
    void master_hearsAdvert_staysOrYields(
            String name,
            RouterConfig config,
            AdvertReceived advert,
            boolean stays,
            int adverts,
            int bursts) {
        Step step = VirtualRouter.on(config, master(), advert);

        assertThat(step.state().role()).isInstanceOf(stays ? Master.class : Backup.class);
        assertThat(step.actions()).filteredOn(SendAdvert.class::isInstance).hasSize(adverts);
        assertThat(step.actions()).filteredOn(Announce.class::isInstance).hasSize(bursts);
        if (!stays) {
            assertThat(step.actions())
                    .contains(new ReleaseResources())
                    .doesNotContain(new SendAdvert(0));
            assertThat(armed(step, Timer.MASTER_DOWN)).isEqualTo(DOWN_100);
        }
    }

    @Test
    void master_withoutSource_namesTheCauseAndTheWayOut() {
        Fault fault = new Fault.NoSource("eth0");

        Step step =
                VirtualRouter.on(
                        plain(),
                        master(),
                        new Event.EnvironmentChanged(Environment.of(Set.of(fault), null)));

        assertThat(step.actions())
                .contains(
                        new Say(
                                Action.Level.INFO,
                                "(VI_1) entering FAULT state (no IPv4 address for interface),"
                                        + " waiting for an address on eth0 that is no virtual"
                                        + " address, or set mcast_src_ip"));
    }

    @Test
    void fault_anotherCauseTakesThePlaceOfTheFirst_isNamed() {
        Fault noSource = new Fault.NoSource("eth0");
        RouterState fault = state(new Faulty(), LINK_DOWN);

        Step step = VirtualRouter.on(plain(), fault, changed(noSource));

        assertThat(step.actions())
                .containsExactly(
                        new Say(
                                Action.Level.INFO,
                                "(VI_1) remaining in FAULT state (no IPv4 address for interface),"
                                        + " waiting for an address on eth0 that is no virtual"
                                        + " address, or set mcast_src_ip"));
        assertThat(VirtualRouter.on(plain(), step.state(), changed(noSource)).actions()).isEmpty();
    }

    @Test
    void master_linkGoesDown_leavesWithPriorityZero() {
        Step step = VirtualRouter.on(plain(), master(), changed(LINK_DOWN));

        assertThat(step.state().role()).isInstanceOf(Faulty.class);
        assertThat(step.actions())
                .containsSubsequence(
                        new Say(Action.Level.INFO, "(VI_1) Entering FAULT STATE"),
                        new SendAdvert(0),
                        new Say(Action.Level.DETAIL, "(VI_1) sent 0 priority"),
                        new ReleaseResources(),
                        new Notify(Transition.FAULT, 100));
    }

    @Test
    void fault_lastReasonGone_isBackupAgain() {
        Fault noSource = new Fault.NoSource("eth0");
        RouterState fault = state(new Faulty(), LINK_DOWN, noSource);

        Step first = VirtualRouter.on(plain(), fault, changed(noSource));
        Step last = VirtualRouter.on(plain(), first.state(), changed());

        assertThat(first.state().role()).isInstanceOf(Faulty.class);
        assertThat(last.state().role()).isInstanceOf(Backup.class);
        assertThat(armed(last, Timer.MASTER_DOWN)).isEqualTo(DOWN_100);
    }

    @Test
    void master_addressTakenAway_yieldsForTheSkewTime() {
        var lost =
                new Event.ResourceLost("Netlink reflector reports IP 10.0.0.100 removed from eth0");

        Step step = VirtualRouter.on(plain(), master(), lost);

        assertThat(step.state().role()).isInstanceOf(Backup.class);
        assertThat(step.actions()).contains(new SendAdvert(0));
        assertThat(armed(step, Timer.MASTER_DOWN)).isEqualTo(SKEW_100);
    }

    @Test
    void master_stops_sendsPriorityZeroAndReleases() {
        Step step = VirtualRouter.on(plain(), master(), new Event.Stopped(true, Transition.STOP));

        assertThat(step.state().role()).isInstanceOf(Initial.class);
        assertThat(step.actions())
                .containsSubsequence(
                        new SendAdvert(0),
                        new ReleaseResources(),
                        new Notify(Transition.STOP, 100));
    }

    @Test
    void master_stopsWithoutRelease_leavesAddressesAndSaysNothing() {
        Step step = VirtualRouter.on(plain(), master(), new Event.Stopped(false, Transition.STOP));

        assertThat(step.actions())
                .noneMatch(SendAdvert.class::isInstance)
                .noneMatch(ReleaseResources.class::isInstance);
    }

    @Test
    void master_refreshTimer_announcesAndRunsAgain() {
        RouterConfig config = Instances.instance().refresh(Duration.ofSeconds(60), 2).config();

        Step step = VirtualRouter.on(config, master(), new Expired(Timer.REFRESH));

        assertThat(step.actions())
                .containsExactly(
                        new Announce(config.addresses(), 2),
                        new Arm(Timer.REFRESH, Duration.ofSeconds(60)));
    }

    @Test
    void backup_priorityLowered_sendsNothingYetButCountsFromNowOn() {
        Step lowered =
                VirtualRouter.on(
                        plain(),
                        backup(),
                        new EnvironmentChanged(Environment.of(Set.of(), OWN).adjusted(-20)));

        Step heard = VirtualRouter.on(plain(), lowered.state(), advert(90, HIGHER));

        assertThat(lowered.actions())
                .contains(
                        new Say(
                                Action.Level.INFO,
                                "(VI_1) Changing effective priority from 100 to 80"));
        assertThat(armed(heard, Timer.MASTER_DOWN)).isEqualTo(Duration.ofNanos(3_687_500_000L));
    }

    @Test
    void reload_masterLosesAndGainsAnAddress_changesOnlyThose() {
        RouterConfig before = Instances.instance().addresses("10.0.0.100", "10.0.0.101").config();
        RouterConfig after = Instances.instance().addresses("10.0.0.100", "10.0.0.102").config();

        Step step = VirtualRouter.on(after, master(), new Event.Reconfigured(before));

        assertThat(step.actions())
                .containsExactly(
                        new SendAdvert(100),
                        new Arm(Timer.ADVERT, SECOND),
                        new Say(
                                Action.Level.INFO,
                                "(VI_1) ip address 10.0.0.101/32 dev eth0, no longer exist"),
                        new Say(Action.Level.DETAIL, "(VI_1) setting VIPs."),
                        new Action.HoldResources(),
                        new Announce(List.of(Instances.address("10.0.0.102")), 5));
    }

    private static RouterConfig plain() {
        return Instances.instance().config();
    }

    private static AdvertReceived advert(int priority, IpAddress source) {
        return new AdvertReceived(source, priority, SECOND);
    }

    private static RouterState backup() {
        return state(Backup.waiting(SECOND));
    }

    private static RouterState master() {
        return state(Master.ALONE);
    }

    private static RouterState state(Role role, Fault... faults) {
        return new RouterState(role, Environment.of(Set.of(faults), OWN), OwnerConflict.NONE);
    }

    private static EnvironmentChanged changed(Fault... faults) {
        return new EnvironmentChanged(Environment.of(Set.of(faults), OWN));
    }

    private static @Nullable Duration armed(Step step, Timer timer) {
        return step.actions().stream()
                .filter(action -> action instanceof Arm arm && arm.timer() == timer)
                .map(action -> ((Arm) action).delay())
                .findFirst()
                .orElse(null);
    }
}
