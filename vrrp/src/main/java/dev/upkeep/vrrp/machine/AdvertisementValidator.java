package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.AdvertPolicy.OldUnicastChecksum;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.config.model.VrrpTransport.Multicast;
import dev.upkeep.config.model.VrrpTransport.Peer;
import dev.upkeep.config.model.VrrpTransport.Unicast;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement.Protection;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import dev.upkeep.vrrp.machine.ValidationResult.Remark;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.AuthenticationHeader;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.IntegrityValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The checks of RFC 9568 section 7.1 in keepalived's order: length, TTL, version, authentication,
/// interval, type, checksum, destination, owner, addresses, source. The first failure ends it.
///
/// An address list that differs from ours is counted and logged, but the advert is used, as
/// keepalived 2.4 does; 2.2.7 dropped it, so that two routers with different lists were both master
/// until the second one was reloaded.
///
/// A version 3 advert with interval 0 is refused, which RFC 9568 leaves open: a backup that obeyed
/// it was master in the same moment, as keepalived 2.2.7 is.
public final class AdvertisementValidator {

    private static final int REQUIRED_HOP_LIMIT = 255;

    private final RouterConfig config;
    private final VrrpInstance instance;
    private final ReceivedAdvertisement packet;
    private final AdvertisementReader advert;
    private final List<Remark> remarks = new ArrayList<>(1);
    private @Nullable Set<IpAddress> advertised;
    private boolean oldChecksum;
    private HeaderSequence sequence;

    private AdvertisementValidator(
            RouterConfig config, ReceivedAdvertisement packet, HeaderSequence sequence) {
        this.config = config;
        this.instance = config.instance();
        this.packet = packet;
        this.advert = packet.advert();
        this.sequence = sequence;
    }

    /// Validates an advert for the instance that has its virtual router id.
    ///
    /// @param lastSource where the last good advert came from, null before the first
    /// @param sequence of the authentication headers so far
    /// @param hmac judges trailers where the instance has `auth_hmac`
    /// @param now the time of day
    public static ValidationResult validate(
            RouterConfig config,
            ReceivedAdvertisement packet,
            @Nullable IpAddress lastSource,
            HeaderSequence sequence,
            HmacCheck hmac,
            Instant now) {
        AdvertisementValidator check = new AdvertisementValidator(config, packet, sequence);
        boolean good =
                check.length()
                        && check.hopLimit()
                        && check.version()
                        && check.hmac(hmac, now)
                        && check.authentication()
                        && check.interval()
                        && check.type()
                        && check.checksum()
                        && check.destination()
                        && check.owner()
                        && check.addresses(lastSource)
                        && check.source();
        AdvertReceived event =
                good
                        ? new AdvertReceived(
                                packet.source(), check.advert.priority(), check.masterInterval())
                        : null;
        return new ValidationResult(event, check.remarks, check.oldChecksum, check.sequence);
    }

    /// Returns the same for an instance without `auth_hmac`.
    ///
    /// @param sequence the last one heard in an authentication header
    public static ValidationResult validate(
            RouterConfig config,
            ReceivedAdvertisement packet,
            @Nullable IpAddress lastSource,
            long sequence) {
        return validate(
                config,
                packet,
                lastSource,
                HeaderSequence.NONE.accepted(sequence),
                new HmacCheck(),
                Instant.EPOCH);
    }

    private Duration masterInterval() {
        return instance.identity().version() == 2
                ? instance.adverts().interval()
                : advert.interval();
    }

    private boolean length() {
        int got = advert.length();
        int expected = advert.expectedLength();
        return got == expected
                || (instance.adverts().hmac() != null && advert.trailer() != null)
                || refuse(
                        Problem.LENGTH,
                        Counter.PACKET_LEN_ERR,
                        "vrrp packet too %s, length %d and expect %d"
                                .formatted(
                                        got < expected ? "short" : "long",
                                        got + packet.headerLength(),
                                        expected + packet.headerLength()));
    }

    private boolean hopLimit() {
        boolean checked =
                switch (instance.transport()) {
                    case Multicast _ -> true;
                    case Unicast _ -> false;
                };
        return !checked
                || packet.hopLimit() == REQUIRED_HOP_LIMIT
                || refuse(
                        Problem.TTL,
                        Counter.IP_TTL_ERR,
                        "invalid TTL/HL. Received %d and expect %d"
                                .formatted(packet.hopLimit(), REQUIRED_HOP_LIMIT));
    }

    private boolean version() {
        return advert.version() == instance.identity().version()
                || refuse(
                        Problem.VERSION,
                        null,
                        "invalid version. %d and expect %d"
                                .formatted(advert.version(), instance.identity().version()));
    }

    private boolean hmac(HmacCheck check, Instant now) {
        HmacAuthentication hmac = instance.adverts().hmac();
        if (hmac == null) {
            return true;
        }
        int senders =
                switch (instance.transport()) {
                    case Multicast _ -> 0;
                    case Unicast unicast -> unicast.peers().size();
                };
        String refusal = check.refusal(hmac, packet, senders, now);
        return refusal == null
                || refuse(
                        Problem.HMAC,
                        Counter.AUTH_FAILURE,
                        "HMAC: advert from %s refused: %s".formatted(packet.source(), refusal));
    }

    private boolean authentication() {
        if (instance.identity().version() != 2) {
            return true;
        }
        int got = advert.authenticationType();
        if (got > AuthenticationData.TYPE_HEADER) {
            return refuse(
                    Problem.AUTHENTICATION_TYPE,
                    Counter.INVALID_AUTHTYPE,
                    "Invalid auth type: %d".formatted(got));
        }
        AuthenticationData expected = authenticationData(instance.adverts().authentication());
        if (got != expected.type()) {
            return refuse(
                    Problem.AUTHENTICATION_TYPE,
                    Counter.AUTHTYPE_MISMATCH,
                    "received a %d auth, expecting %d!".formatted(got, expected.type()));
        }
        return switch (instance.adverts().authentication()) {
            case Authentication.None() -> true;
            case Authentication.Password _ ->
                    advert.authentication().equals(expected)
                            || refuse(
                                    Problem.AUTHENTICATION,
                                    Counter.AUTH_FAILURE,
                                    "received an invalid passwd!");
            case Authentication.Header(String key) -> header(key);
        };
    }

    /// The authentication header: integrity first, so that a forged sequence number is not
    /// remembered; then the sequence number, which only grows. All routers of the VRID count on
    /// from the last one that they sent or heard.
    private boolean header(String key) {
        Protection protection = packet.protection();
        if (protection == null) {
            return refuse(
                    Problem.AUTHENTICATION,
                    Counter.AUTHTYPE_MISMATCH,
                    "IPSEC-AH : the advert has no authentication header");
        }
        AuthenticationHeader header = protection.header();
        IntegrityValue expected = protection.computed().apply(key.getBytes(StandardCharsets.UTF_8));
        if (!expected.matches(header.integrityValue())) {
            return refuse(
                    Problem.AUTHENTICATION,
                    Counter.AUTH_FAILURE,
                    "IPSEC-AH : invalid IPSEC HMAC-MD5 value. Due to fields mutation or bad"
                            + " password !");
        }
        if (!sequence.accepts(header.sequence())) {
            return refuse(
                    Problem.SEQUENCE,
                    Counter.AUTH_FAILURE,
                    "IPSEC-AH : sequence number %d already processed. Packet dropped. Local(%d)"
                            .formatted(header.sequence(), sequence.last()));
        }
        sequence = sequence.accepted(header.sequence());
        return true;
    }

    /// Returns the authentication data behind an instance's version 2 adverts.
    public static AuthenticationData authenticationData(Authentication authentication) {
        return switch (authentication) {
            case Authentication.None() -> AuthenticationData.NONE;
            case Authentication.Password(String password) -> AuthenticationData.password(password);
            case Authentication.Header _ ->
                    new AuthenticationData(AuthenticationData.TYPE_HEADER, 0);
        };
    }

    private boolean interval() {
        Duration mine = instance.adverts().interval();
        Duration theirs = advert.interval();
        if (theirs.equals(mine)) {
            return true;
        }
        if (theirs.isZero() && instance.identity().version() != 2) {
            return refuse( // its silence would be over at once: a second master
                    Problem.INTERVAL,
                    Counter.ADVERT_INTERVAL_ERR,
                    "advertisement interval 0 of %s is invalid".formatted(packet.source()));
        }
        if (instance.identity().version() == 2) {
            return refuse(
                    Problem.INTERVAL,
                    Counter.ADVERT_INTERVAL_ERR,
                    "advertisement interval mismatch mine=%d sec rcv'd=%d sec"
                            .formatted(mine.toSeconds(), theirs.toSeconds()));
        }
        remark( // RFC 9568 section 7.1: the master's interval counts
                Problem.INTERVAL,
                null,
                "advertisement interval mismatch mine=%d milli-sec rcv'd=%d milli-sec"
                        .formatted(mine.toMillis(), theirs.toMillis()));
        return true;
    }

    private boolean type() {
        return advert.type() == Advertisement.TYPE
                || refuse(
                        Problem.TYPE,
                        Counter.INVALID_TYPE_RCVD,
                        "Invalid packet type. %d and expect %d"
                                .formatted(advert.type(), Advertisement.TYPE));
    }

    private boolean checksum() {
        boolean unchecked = // IPv6: the kernel has checked it, but not with a trailer behind
                (instance.identity().family() == Family.INET6 && advert.trailer() == null)
                        || AdvertChecksum.isUnverified(instance);
        ChecksumRule rule =
                instance.identity().version() == 2
                        ? new ChecksumRule.Plain()
                        : new ChecksumRule.PseudoHeader(packet.source(), packet.destination());
        return unchecked
                || advert.checksumFits(rule)
                || oldChecksumFits()
                || refuse(
                        Problem.CHECKSUM,
                        null,
                        "Invalid VRRPv%d checksum".formatted(instance.identity().version()));
    }

    /// keepalived up to 1.3.6 put the multicast group into the pseudo header of unicast adverts.
    private boolean oldChecksumFits() {
        ChecksumRule old = AdvertChecksum.old(instance, packet.source());
        oldChecksum =
                old != null
                        && instance.adverts().oldUnicastChecksum() != OldUnicastChecksum.NEVER
                        && !packet.destination().isMulticast()
                        && advert.checksumFits(old);
        return oldChecksum;
    }

    private boolean destination() {
        boolean wantGroup =
                switch (instance.transport()) {
                    case Multicast _ -> true;
                    case Unicast _ -> false;
                };
        return packet.destination().isMulticast() == wantGroup
                || refuse(
                        Problem.DESTINATION,
                        null,
                        "expected %s advert but received %s one from %s"
                                .formatted(
                                        wantGroup ? "multicast" : "unicast",
                                        wantGroup ? "unicast" : "multicast",
                                        packet.source()));
    }

    private boolean owner() {
        return !config.owner()
                || !instance.adverts().has(AdvertPolicy.Flag.OWNER_IGNORES_ADVERTS)
                || refuse(
                        Problem.OWNER,
                        null,
                        "address owner ignores advert from %s".formatted(packet.source()));
    }

    private boolean addresses(@Nullable IpAddress lastSource) {
        if (instance.adverts().has(AdvertPolicy.Flag.SKIP_CHECK_ADVERT_ADDRESSES)
                && packet.source().equals(lastSource)) {
            return true;
        }
        List<VirtualAddress> mine = instance.resources().addresses();
        if (advert.addressCount() != mine.size()) {
            remark(
                    Problem.ADDRESSES,
                    Counter.ADDR_LIST_ERR,
                    "received an unexpected ip number count %d, expected %d!"
                            .formatted(advert.addressCount(), mine.size()));
            return true;
        }
        List<IpAddress> theirs = advert.addresses();
        for (int i = 0; i < mine.size(); i++) {
            VirtualAddress address = mine.get(i);
            // Nearly always in the same order; where not, a set is made once.
            if (!theirs.get(i).equals(address.address())
                    && !advertised(theirs).contains(address.address())) {
                remark(
                        Problem.ADDRESSES,
                        Counter.ADDR_LIST_ERR,
                        "ip address associated with VRID %d not present in MASTER advert: %s"
                                .formatted(
                                        instance.identity().virtualRouterId(), address.address()));
                return true;
            }
        }
        return true;
    }

    private Set<IpAddress> advertised(List<IpAddress> theirs) {
        Set<IpAddress> set = advertised;
        if (set == null) {
            set = new HashSet<>(theirs);
            advertised = set;
        }
        return set;
    }

    private boolean source() {
        return switch (instance.transport()) {
            case Multicast _ -> true;
            case Unicast unicast -> !unicast.checkSource() || fromPeer(unicast);
        };
    }

    private boolean fromPeer(VrrpTransport.Unicast unicast) {
        for (Peer peer : unicast.peers()) {
            if (peer.address().equals(packet.source())) {
                return (packet.hopLimit() >= peer.minTtl() && packet.hopLimit() <= peer.maxTtl())
                        || refuse(
                                Problem.TTL,
                                Counter.IP_TTL_ERR,
                                "invalid TTL/HL. Received %d and expect %d-%d"
                                        .formatted(
                                                packet.hopLimit(), peer.minTtl(), peer.maxTtl()));
            }
        }
        return refuse(
                Problem.SOURCE,
                null,
                "unicast source address %s not a unicast peer".formatted(packet.source()));
    }

    private boolean refuse(Problem problem, @Nullable Counter counter, String text) {
        remark(problem, counter, text);
        return false;
    }

    private void remark(Problem problem, @Nullable Counter counter, String text) {
        remarks.add(new Remark(problem, counter, "(" + config.name() + ") " + text));
    }
}
