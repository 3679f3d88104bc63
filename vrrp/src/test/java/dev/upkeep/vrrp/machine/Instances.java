package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.AdvertPolicy.OldUnicastChecksum;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.Preemption;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualResources;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpLink;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Instances for tests: VI_1, version 2, VRID 51, priority 100, interval 1 s, PASS 1111 on eth0.
public final class Instances {

    /// The defaults of keepalived: 5 now, 5 after 5 s, no refresh.
    private static final Announcements ANNOUNCEMENTS =
            new Announcements(
                    Duration.ofSeconds(5),
                    5,
                    Duration.ZERO,
                    1,
                    Duration.ofSeconds(5),
                    5,
                    Duration.ZERO,
                    false);

    private static final VrrpNotify NOTIFY =
            new VrrpNotify(null, null, null, null, null, false, null, null, false, false);

    private String name = "VI_1";
    private int version = 2;
    private Family family = Family.INET;
    private int priority = 100;
    private Duration interval = Duration.ofSeconds(1);
    private Preemption preemption = new Preemption(true, Duration.ZERO, 0);
    private Authentication authentication = new Authentication.Password("1111");
    private VrrpTransport transport =
            new VrrpTransport.Multicast(null, false, IpAddress.parse("224.0.0.18"));
    private boolean skipCheck;
    private boolean lowerPriorityNoAdvert;
    private boolean higherPrioritySendAdvert;
    private boolean ownerIgnoresAdverts;
    private boolean inSyncGroup;
    private Announcements announcements = ANNOUNCEMENTS;
    private List<VirtualAddress> addresses = List.of(address("10.0.0.100"));
    private List<VirtualAddress> excluded = List.of();
    private Tracking tracking = Tracking.none();

    private Instances() {}

    /// Starts from the defaults.
    public static Instances instance() {
        return new Instances();
    }

    /// An address with nothing special.
    public static VirtualAddress address(String text) {
        IpAddress address = IpAddress.parse(text);
        return new VirtualAddress(
                address,
                address.family() == Family.INET ? 32 : 128,
                null,
                0,
                null,
                null,
                null,
                false,
                false,
                false,
                false,
                false,
                true,
                null,
                false,
                null);
    }

    public Instances name(String value) {
        name = value;
        return this;
    }

    public Instances priority(int value) {
        priority = value;
        return this;
    }

    public Instances interval(Duration value) {
        interval = value;
        return this;
    }

    public Instances version3(Duration value) {
        version = 3;
        interval = value;
        authentication = new Authentication.None();
        return this;
    }

    public Instances ipv6() {
        family = Family.INET6;
        transport = new VrrpTransport.Multicast(null, false, IpAddress.parse("ff02::12"));
        return this;
    }

    public Instances noPreempt() {
        preemption = new Preemption(false, Duration.ZERO, 0);
        return this;
    }

    public Instances preemptDelay(Duration value) {
        preemption = new Preemption(true, value, 0);
        return this;
    }

    public Instances transport(VrrpTransport value) {
        transport = value;
        return this;
    }

    public Instances authentication(Authentication value) {
        authentication = value;
        return this;
    }

    public Instances skipCheckAdvertAddresses() {
        skipCheck = true;
        return this;
    }

    public Instances lowerPriorityNoAdvert() {
        lowerPriorityNoAdvert = true;
        return this;
    }

    public Instances higherPrioritySendAdvert() {
        higherPrioritySendAdvert = true;
        return this;
    }

    public Instances ownerIgnoresAdverts() {
        ownerIgnoresAdverts = true;
        return this;
    }

    public Instances inSyncGroup() {
        inSyncGroup = true;
        return this;
    }

    public Instances refresh(Duration period, int repeat) {
        announcements =
                new Announcements(
                        announcements.delay(),
                        announcements.repeat(),
                        period,
                        repeat,
                        announcements.lowerPriorityDelay(),
                        announcements.lowerPriorityRepeat(),
                        Duration.ZERO,
                        false);
        return this;
    }

    public Instances addresses(String... values) {
        addresses = Stream.of(values).map(Instances::address).toList();
        return this;
    }

    public Instances excluded(String... values) {
        excluded = Stream.of(values).map(Instances::address).toList();
        return this;
    }

    public Instances tracking(Tracking value) {
        tracking = value;
        return this;
    }

    public RouterConfig config() {
        return new RouterConfig(build(), inSyncGroup ? group(false) : null);
    }

    /// A group with two members that watches eth1 with weight 10.
    public SyncGroup group(boolean trackingWeights) {
        return new SyncGroup(
                "G1",
                List.of(name, "VI_2"),
                new Tracking(
                        List.of(new Tracking.Tracked("eth1", 10, false)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                trackingWeights,
                NOTIFY);
    }

    public VrrpInstance build() {
        return new VrrpInstance(
                name,
                version,
                family,
                51,
                priority,
                false,
                interval,
                3,
                new VrrpLink("eth0", null, null, null, false, false, true, false, false, 0),
                transport,
                preemption,
                new AdvertPolicy(
                        skipCheck,
                        false,
                        true,
                        lowerPriorityNoAdvert,
                        higherPrioritySendAdvert,
                        ownerIgnoresAdverts,
                        false,
                        OldUnicastChecksum.DETECT),
                authentication,
                null,
                announcements,
                new VirtualResources(addresses, excluded, List.of(), List.of()),
                tracking,
                new VrrpNotify(null, null, null, null, null, false, null, null, false, false),
                0);
    }
}
