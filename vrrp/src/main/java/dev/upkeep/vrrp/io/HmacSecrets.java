package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.VrrpInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the files of `auth_hmac` keys, at the start and at each reload, so that keys are exchanged
/// without another configuration. Reads files, so it is not for the vrrp thread.
final class HmacSecrets {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    /// Bytes of a secret.
    private static final int SHORTEST = 32;

    private static final int LONGEST = 64;

    private HmacSecrets() {}

    /// The configuration with the content of key files in place of their names. An instance whose
    /// active key cannot be read goes without `auth_hmac`, as one without active key does.
    static Configuration resolve(Configuration configuration) {
        boolean signed =
                configuration.vrrpInstances().stream()
                        .anyMatch(one -> one.adverts().hmac() != null);
        return signed
                ? new Configuration(
                        configuration.process(),
                        configuration.global(),
                        configuration.ssl(),
                        configuration.statics(),
                        configuration.trackers(),
                        configuration.interfaces(),
                        configuration.syncGroups(),
                        configuration.vrrpInstances().stream().map(HmacSecrets::resolve).toList(),
                        configuration.virtualServerGroups(),
                        configuration.virtualServers())
                : configuration;
    }

    private static VrrpInstance resolve(VrrpInstance instance) {
        AdvertPolicy adverts = instance.adverts();
        HmacAuthentication hmac = adverts.hmac();
        return hmac == null
                ? instance
                : instance.with(adverts.with(resolve(instance.name(), hmac)));
    }

    /// Returns the keys with the content of their files, null without the active one.
    static @Nullable HmacAuthentication resolve(String name, HmacAuthentication hmac) {
        List<HmacAuthentication.Key> keys = new ArrayList<>();
        for (HmacAuthentication.Key key : hmac.keys()) {
            String secret = key.secret();
            if (secret.startsWith(HmacAuthentication.FILE)) {
                secret = read(name, key.id(), secret);
            }
            if (secret != null) {
                keys.add(new HmacAuthentication.Key(key.id(), secret));
            }
        }
        HmacAuthentication resolved =
                new HmacAuthentication(
                        keys, hmac.activeKey(), hmac.timeWindow(), hmac.antiReplay(), hmac.mode());
        if (resolved.secret(hmac.activeKey()) == null) {
            log.error(
                    "({}) auth_hmac: the active key {} is missing; adverts are neither signed nor"
                            + " checked",
                    name,
                    hmac.activeKey());
            return null;
        }
        return resolved;
    }

    private static @Nullable String read(String name, int id, String file) {
        try {
            String text =
                    Files.readString(Path.of(file.substring(HmacAuthentication.FILE.length())))
                            .strip();
            byte[] secret =
                    new HmacAuthentication(
                                    List.of(new HmacAuthentication.Key(id, text)),
                                    id,
                                    Duration.ZERO,
                                    HmacAuthentication.AntiReplay.TIME,
                                    HmacAuthentication.Mode.ENFORCE)
                            .secret(id);
            if (secret != null && secret.length >= SHORTEST && secret.length <= LONGEST) {
                return text;
            }
            log.error("({}) auth_hmac: key {}: {} has no 32-64 bytes", name, id, file);
        } catch (IOException | IllegalArgumentException unreadable) {
            log.error("({}) auth_hmac: key {}: {}", name, id, unreadable.getMessage());
        }
        return null;
    }
}
