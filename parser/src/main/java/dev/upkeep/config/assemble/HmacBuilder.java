package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.HmacKeywords.*;

import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SystemView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The block `auth_hmac`.
record HmacBuilder(BuildContext build) {
    /// Permission bits of group and world.
    private static final int OF_OTHERS = 077;

    @Nullable HmacAuthentication build(BoundBlock instance, Duration interval, boolean strict) {
        BoundBlock block = instance.merged(VrrpInstanceKeywords.AUTH_HMAC);
        if (block == null) {
            return null;
        }
        Map<Integer, HmacAuthentication.Key> keys = new LinkedHashMap<>();
        for (Located<HmacAuthentication.Key> key : block.all(KEY)) {
            keys.put(key.value().id(), key.value());
            checkFile(key);
        }
        Integer active = block.get(ACTIVE_KEY);
        if (active == null || !keys.containsKey(active)) {
            build.error(
                    DiagnosticCode.HMAC_ACTIVE_KEY,
                    active == null ? block.where() : block.where(ACTIVE_KEY),
                    "auth_hmac has no "
                            + (active == null ? "active_key" : "key " + active)
                            + "; adverts are not signed",
                    null);
            return null;
        }
        HmacAuthentication.Mode mode = block.value(MODE);
        if (strict && mode != HmacAuthentication.Mode.ENFORCE) {
            build.error(
                    DiagnosticCode.VRRP_STRICT,
                    block.where(MODE),
                    "strict_mode allows only mode enforce of auth_hmac",
                    null);
            mode = HmacAuthentication.Mode.ENFORCE;
        }
        long seconds = Math.clamp((interval.toMillis() * 3 + 999) / 1000, 5, 300);
        return new HmacAuthentication(
                List.copyOf(keys.values()),
                active,
                block.get(TIME_WINDOW, Duration.ofSeconds(seconds)),
                block.value(ANTI_REPLAY),
                mode);
    }

    /// A secret that others than root can read is none; 2.4.3 calls it a security error.
    private void checkFile(Located<HmacAuthentication.Key> key) {
        String secret = key.value().secret();
        if (!secret.startsWith(HmacAuthentication.FILE)) {
            return;
        }
        String path = secret.substring(HmacAuthentication.FILE.length());
        SystemView.FileStatus file = build.system().status(path);
        if (file == null || !file.regular()) {
            build.error(
                    DiagnosticCode.HMAC_FILE,
                    key.where(),
                    "key " + key.value().id() + ": there is no file " + path,
                    null);
        } else if ((file.mode() & OF_OTHERS) != 0) {
            build.findings()
                    .add(
                            Severity.SECURITY,
                            DiagnosticCode.HMAC_READABLE,
                            key.where(),
                            "key " + key.value().id() + ": others than its owner can read " + path,
                            "chmod go-rwx " + path);
        }
    }
}
