package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.ConfigurationFingerprint;
import dev.upkeep.vrrp.wire.FingerprintTopic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes the fingerprints of configurations. Names of interfaces, files and scripts are left out:
/// they may differ from host to host.
public final class Fingerprints {

    private Fingerprints() {}

    /// Returns the fingerprint of a configured instance, with digests of its addresses, routes,
    /// rules and settings of adverts.
    public static ConfigurationFingerprint of(VrrpInstance instance) {
        var resources = instance.resources();
        var adverts = instance.adverts();
        String authentication =
                switch (adverts.authentication()) {
                    case Authentication.None() -> "none";
                    case Authentication.Password _ -> "PASS";
                    case Authentication.Header _ -> "AH";
                };
        return new ConfigurationFingerprint(
                instance.identity().version(),
                instance.election().priority(),
                adverts.interval().toMillis(),
                resources.addresses().size(),
                resources.addresses().stream().map(VirtualAddress::address).toList(),
                Map.of(
                        FingerprintTopic.ADDRESSES, digest(addresses(resources.addresses())),
                        FingerprintTopic.EXCLUDED, digest(addresses(resources.excluded())),
                        FingerprintTopic.ROUTES,
                                digest(
                                        resources.routes().stream()
                                                .map(route ->
                                                        "%s %s/%d"
                                                                .formatted(
                                                                        route.type(),
                                                                        route.destination(),
                                                                        route.prefixLength()))),
                        FingerprintTopic.RULES,
                                digest(
                                        resources.rules().stream()
                                                .map(rule ->
                                                        rule.family() + " " + rule.preference())),
                        FingerprintTopic.ADVERTS,
                                digest(
                                        Stream.concat(
                                                adverts.flags().stream().map(Enum::name),
                                                Stream.of(
                                                        "down " + adverts.downTimerAdverts(),
                                                        "auth " + authentication,
                                                        "hmac " + (adverts.hmac() != null))))));
    }

    /// Returns the fingerprint that an advert shows, without digests.
    static ConfigurationFingerprint of(AdvertisementReader advert) {
        List<IpAddress> addresses =
                advert.length() < advert.expectedLength() ? List.of() : advert.addresses();
        return new ConfigurationFingerprint(
                advert.version(),
                advert.priority(),
                advert.interval().toMillis(),
                advert.addressCount(),
                addresses,
                Map.of());
    }

    private static Stream<String> addresses(List<VirtualAddress> all) {
        return all.stream().map(one -> one.address() + "/" + one.prefixLength());
    }

    /// 64 bits of SHA-256 over lines in the order of their text.
    private static long digest(Stream<String> lines) {
        String text = String.join("\n", lines.sorted().toList());
        try {
            byte[] value =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(value).getLong();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("SHA-256 is missing in this runtime", missing);
        }
    }
}
