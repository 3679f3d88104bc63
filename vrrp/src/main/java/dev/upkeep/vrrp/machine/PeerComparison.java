package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import dev.upkeep.vrrp.machine.ValidationResult.Remark;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.ConfigurationFingerprint;
import dev.upkeep.vrrp.wire.FingerprintDatagram;
import dev.upkeep.vrrp.wire.FingerprintTopic;
import dev.upkeep.vrrp.wire.HmacStamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares the configuration of an instance with that of its peers (`vrrp_peer_fingerprint`). What
/// it finds is said and never decides anything. Not thread-safe.
public final class PeerComparison {

    /// A peer that was not heard for so long is forgotten.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int MOST_PEERS = 32;
    private static final int MOST_NAMED = 8;

    /// Problems of adverts that show what is compared; other adverts that are refused may be
    /// forged.
    private static final Set<Problem> COMPARABLE =
            EnumSet.of(Problem.VERSION, Problem.INTERVAL, Problem.ADDRESSES);

    private final Map<IpAddress, Entry> peers = new LinkedHashMap<>(16, 0.75f, true);
    private ConfigurationFingerprint own;
    private long found;

    private static final class Entry {
        private final Map<FingerprintTopic, PeerDifference> differences =
                new EnumMap<>(FingerprintTopic.class);
        private HmacStamp stamp = HmacStamp.NEVER;
        private boolean sendsFingerprints;
        private long lastHeardNanos;
    }

    /// A difference that appeared or changed, or one that is gone.
    public record Change(boolean differs, PeerDifference difference) {}

    public PeerComparison(VrrpInstance instance) {
        own = Fingerprints.of(instance);
    }

    /// Takes another configuration; it is compared with what is heard next.
    public void configure(VrrpInstance instance) {
        own = Fingerprints.of(instance);
    }

    /// Returns the fingerprint that peers are compared with.
    public ConfigurationFingerprint own() {
        return own;
    }

    /// Takes an advert of another router, unless it may be forged.
    ///
    /// @param remarks of its validation
    public List<Change> heard(
            IpAddress peer, AdvertisementReader advert, List<Remark> remarks, long now) {
        boolean comparable =
                remarks.stream().map(Remark::problem).allMatch(COMPARABLE::contains)
                        && (advert.version() == 2 || advert.version() == 3);
        return comparable ? compare(entry(peer, now), peer, Fingerprints.of(advert)) : List.of();
    }

    /// Takes a fingerprint that proved genuine; one that is not newer than the last is left.
    public List<Change> heard(IpAddress peer, FingerprintDatagram datagram, long now) {
        Entry before = peers.get(peer);
        if (before != null && datagram.stamp().compareTo(before.stamp) <= 0) {
            return List.of();
        }
        Entry entry = entry(peer, now);
        entry.stamp = datagram.stamp();
        entry.sendsFingerprints = true;
        return compare(entry, peer, datagram.fingerprint());
    }

    private Entry entry(IpAddress peer, long now) {
        Entry entry = peers.get(peer);
        if (entry == null) {
            if (peers.size() >= MOST_PEERS) {
                peers.remove(peers.keySet().iterator().next()); // heard longest ago
            }
            entry = new Entry();
            peers.put(peer, entry);
        }
        entry.lastHeardNanos = now;
        return entry;
    }

    private List<Change> compare(Entry entry, IpAddress peer, ConfigurationFingerprint theirs) {
        boolean whole = !theirs.digests().isEmpty();
        List<Change> changes = new ArrayList<>();
        for (FingerprintTopic topic : FingerprintTopic.values()) {
            boolean compared =
                    switch (topic) {
                        case VERSION, INTERVAL, ADDRESSES -> whole || !entry.sendsFingerprints;
                        // an advert has the effective one, which tracked objects change
                        case PRIORITY ->
                                theirs.priority() != 0 && (whole || !entry.sendsFingerprints);
                        case EXCLUDED, ROUTES, RULES, ADVERTS -> whole;
                    };
            if (compared) {
                PeerDifference before = entry.differences.get(topic);
                PeerDifference after = difference(peer, topic, theirs);
                if (!Objects.equals(before, after)) {
                    changes.add(change(entry, topic, before, after));
                }
            }
        }
        return changes;
    }

    private Change change(
            Entry entry,
            FingerprintTopic topic,
            @Nullable PeerDifference before,
            @Nullable PeerDifference after) {
        if (after == null) {
            entry.differences.remove(topic);
            return new Change(false, Objects.requireNonNull(before));
        }
        entry.differences.put(topic, after);
        found++;
        return new Change(true, after);
    }

    private @Nullable PeerDifference difference(
            IpAddress peer, FingerprintTopic topic, ConfigurationFingerprint theirs) {
        return switch (topic) {
            case VERSION -> unlessEqual(peer, topic, "" + own.version(), "" + theirs.version());
            case INTERVAL ->
                    unlessEqual(peer, topic, own.intervalMs() + " ms", theirs.intervalMs() + " ms");
            case PRIORITY ->
                    own.priority() == theirs.priority()
                            ? new PeerDifference(
                                    peer, topic, "" + own.priority(), "" + theirs.priority())
                            : null;
            case ADDRESSES -> addresses(peer, theirs);
            case EXCLUDED, ROUTES, RULES, ADVERTS ->
                    unlessEqual(peer, topic, digest(own, topic), digest(theirs, topic));
        };
    }

    private @Nullable PeerDifference addresses(IpAddress peer, ConfigurationFingerprint theirs) {
        FingerprintTopic topic = FingerprintTopic.ADDRESSES;
        String here = onlyIn(own, theirs);
        String there = onlyIn(theirs, own);
        if (own.addressCount() != theirs.addressCount()
                || !Set.copyOf(own.addresses()).equals(Set.copyOf(theirs.addresses()))) {
            return new PeerDifference(peer, topic, here, there);
        }
        return theirs.digests().isEmpty()
                ? null
                : unlessEqual(peer, topic, digest(own, topic), digest(theirs, topic));
    }

    private static String onlyIn(ConfigurationFingerprint one, ConfigurationFingerprint other) {
        List<IpAddress> only =
                one.addresses().stream()
                        .filter(address -> !other.addresses().contains(address))
                        .toList();
        String names =
                only.stream()
                        .limit(MOST_NAMED)
                        .map(IpAddress::toString)
                        .collect(Collectors.joining(" "));
        String more =
                only.size() > MOST_NAMED ? " and %d more".formatted(only.size() - MOST_NAMED) : "";
        return "%d addresses%s%s"
                .formatted(one.addressCount(), only.isEmpty() ? "" : ", alone " + names, more);
    }

    private static String digest(ConfigurationFingerprint of, FingerprintTopic topic) {
        return "digest %016x".formatted(of.digests().getOrDefault(topic, 0L));
    }

    private static @Nullable PeerDifference unlessEqual(
            IpAddress peer, FingerprintTopic topic, String here, String there) {
        return here.equals(there) ? null : new PeerDifference(peer, topic, here, there);
    }

    /// Forgets peers that were not heard for some time.
    public void expire(long now) {
        peers.values().removeIf(entry -> now - entry.lastHeardNanos > PATIENCE.toNanos());
    }

    /// Returns the differences of now, peer by peer.
    public List<PeerDifference> differences() {
        return peers.values().stream()
                .flatMap(entry -> entry.differences.values().stream())
                .toList();
    }

    /// Returns how often a difference was found, or became another one.
    public long found() {
        return found;
    }
}
