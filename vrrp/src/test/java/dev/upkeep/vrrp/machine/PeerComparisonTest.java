package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.PeerComparison.Change;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import dev.upkeep.vrrp.machine.ValidationResult.Remark;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.FingerprintDatagram;
import dev.upkeep.vrrp.wire.HmacStamp;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeerComparisonTest {

    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final long NOW = 1_000_000_000_000L;

    private final PeerComparison comparison = new PeerComparison(usual().build());
    private HmacStamp stamp = HmacStamp.NEVER;

    private static Instances usual() {
        return Instances.instance().version3(Duration.ofSeconds(1)).priority(150);
    }

    private List<String> hear(Instances peer) throws MalformedPacketException {
        stamp = stamp.next(Instant.EPOCH, Duration.ofSeconds(1));
        ByteBuffer out = ByteBuffer.allocate(FingerprintDatagram.LONGEST);
        FingerprintDatagram.write(51, 0, stamp, Fingerprints.of(peer.build()), PEER, null, out);
        return texts(comparison.heard(PEER, FingerprintDatagram.read(out), NOW));
    }

    private static List<String> texts(List<Change> changes) {
        return changes.stream()
                .map(change -> (change.differs() ? "" : "no longer: ") + change.difference().text())
                .toList();
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                difference(
                        "the same priority",
                        peer -> peer.priority(150),
                        "has the same priority 150; the higher address becomes master"),
                difference(
                        "version",
                        peer -> peer.with("version", "2"),
                        "differs in version: 3 here, 2 there"),
                difference(
                        "interval",
                        peer -> peer.version3(Duration.ofMillis(500)),
                        "differs in advert_int: 1000 ms here, 500 ms there"),
                difference(
                        "another address",
                        peer -> peer.addresses("10.0.0.101"),
                        "differs in virtual_ipaddress: 1 addresses, alone 10.0.0.100 here,"
                                + " 1 addresses, alone 10.0.0.101 there"),
                difference(
                        "more addresses",
                        peer -> peer.addresses("10.0.0.100", "10.0.0.101"),
                        "differs in virtual_ipaddress: 1 addresses here,"
                                + " 2 addresses, alone 10.0.0.101 there"),
                difference(
                        "prefix length",
                        peer -> peer.addresses("10.0.0.100/24"),
                        "differs in virtual_ipaddress: digest "),
                difference(
                        "excluded addresses",
                        peer -> peer.excluded("10.0.1.1"),
                        "differs in virtual_ipaddress_excluded: digest "),
                difference(
                        "routes",
                        peer -> peer.with("virtual_routes", "{\n10.9.0.0/16 via 10.0.0.3\n}"),
                        "differs in virtual_routes: digest "),
                difference(
                        "rules",
                        peer ->
                                peer.with(
                                        "virtual_rules",
                                        "{\nfrom 10.9.0.0/16 table 7 preference 9\n}"),
                        "differs in virtual_rules: digest "),
                difference(
                        "patience of a backup",
                        peer -> peer.with("down_timer_adverts", "5"),
                        "differs in the settings of adverts: digest "));
    }

    private static Arguments difference(String name, UnaryOperator<Instances> change, String text) {
        return Arguments.of(name, change, text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void heard_withOneDifference_saysItOnce_andWhenItIsGone(
            String name, UnaryOperator<Instances> change, String text) throws Exception {
        Instances other = change.apply(usual().priority(100));

        assertThat(hear(other))
                .singleElement()
                .satisfies(said -> assertThat(said).startsWith("peer 10.0.0.2 " + text));
        assertThat(hear(other)).isEmpty();
        assertThat(comparison.differences()).hasSize(1);
        assertThat(comparison.found()).isOne();

        assertThat(hear(usual().priority(100)))
                .singleElement()
                .satisfies(said -> assertThat(said).startsWith("no longer: "));
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.found()).isOne();
    }

    @Test
    void heard_namesOfInterfacesAndScripts_mayDiffer() throws Exception {
        assertThat(
                        hear(
                                usual().priority(100)
                                        .with("interface", "ens3")
                                        .with("notify", "\"/bin/other\"")))
                .isEmpty();
    }

    @Test
    void heard_again_orOlder_isLeft() throws Exception {
        assertThat(hear(usual().priority(150))).hasSize(1);
        stamp = HmacStamp.NEVER;

        assertThat(hear(usual().priority(100))).isEmpty();
        assertThat(comparison.differences()).hasSize(1);
    }

    @Test
    void configured_anew_isComparedWithWhatIsHeardNext() throws Exception {
        assertThat(hear(usual().priority(150))).hasSize(1);

        comparison.configure(usual().priority(120).build());

        assertThat(hear(usual().priority(150))).hasSize(1);
        assertThat(comparison.differences()).isEmpty();
    }

    @Test
    void advert_showsVersionPriorityIntervalAndAddresses() throws Exception {
        assertThat(texts(advert(3, 150, Duration.ofMillis(500), List.of(), "10.0.0.101")))
                .containsExactly(
                        "peer 10.0.0.2 has the same priority 150; the higher address becomes master",
                        "peer 10.0.0.2 differs in advert_int: 1000 ms here, 500 ms there",
                        "peer 10.0.0.2 differs in virtual_ipaddress: 1 addresses, alone 10.0.0.100"
                                + " here, 1 addresses, alone 10.0.0.101 there");
        assertThat(advert(3, 0, Duration.ofMillis(500), List.of(), "10.0.0.101")).isEmpty();
    }

    @Test
    void advert_thatMayBeForged_isNotCompared() throws Exception {
        List<Remark> forged = List.of(new Remark(Problem.HMAC, null, ""));
        List<Remark> version = List.of(new Remark(Problem.VERSION, null, ""));

        assertThat(advert(2, 100, Duration.ofSeconds(1), forged, "10.0.0.100")).isEmpty();
        assertThat(texts(advert(2, 100, Duration.ofSeconds(1), version, "10.0.0.100")))
                .containsExactly("peer 10.0.0.2 differs in version: 3 here, 2 there");
    }

    /// An advert carries the priority that tracked objects have changed.
    @Test
    void advert_ofAPeerThatSendsFingerprints_isNotCompared() throws Exception {
        assertThat(hear(usual().priority(100))).isEmpty();

        assertThat(advert(3, 150, Duration.ofSeconds(1), List.of(), "10.0.0.100")).isEmpty();
    }

    @Test
    void peer_thatIsSilent_isForgotten() throws Exception {
        hear(usual().priority(150));

        comparison.expire(NOW + PeerComparison.PATIENCE.toNanos());
        assertThat(comparison.differences()).hasSize(1);

        comparison.expire(NOW + PeerComparison.PATIENCE.toNanos() + 1);
        assertThat(comparison.differences()).isEmpty();
    }

    private List<Change> advert(
            int version, int priority, Duration interval, List<Remark> remarks, String... addresses)
            throws MalformedPacketException {
        Advertisement advert =
                new Advertisement(
                        version,
                        51,
                        priority,
                        interval,
                        AuthenticationData.NONE,
                        Arrays.stream(addresses).map(IpAddress::parse).toList());
        ByteBuffer out = ByteBuffer.allocate(200);
        AdvertisementWriter.write(advert, new ChecksumRule.Plain(), out);
        AdvertisementReader reader = AdvertisementReader.of(out.flip(), Family.INET);
        return comparison.heard(PEER, reader, remarks, NOW);
    }
}
