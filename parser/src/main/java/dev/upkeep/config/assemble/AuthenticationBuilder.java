package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.AuthenticationKeywords;
import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import org.jspecify.annotations.Nullable;

/// The block `authentication`.
record AuthenticationBuilder(BuildContext build, String label) {
    private static final int LONGEST = 8;

    Authentication build(BoundBlock instance, int version, boolean strict) {
        BoundBlock block = instance.merged(VrrpInstanceKeywords.AUTHENTICATION);
        if (block == null) {
            return new Authentication.None();
        }
        String password = password(block);
        String type = block.get(AuthenticationKeywords.AUTH_TYPE);
        if (type == null) {
            return new Authentication.None();
        }
        if (version == 3 || strict) {
            build.error(
                    DiagnosticCode.AUTH_VERSION,
                    block.where(),
                    label
                            + (strict ? "strict_mode" : "VRRP version 3")
                            + " has no authentication; the block is ignored",
                    "remove the block");
            return new Authentication.None();
        }
        if (password == null && block.tried(AuthenticationKeywords.AUTH_PASS)) {
            return new Authentication.None();
        }
        if (password == null || password.isEmpty()) {
            build.error(
                    DiagnosticCode.AUTH_PASSWORD,
                    block.where(),
                    label + "auth_type without auth_pass; the block is ignored",
                    "add auth_pass");
            return new Authentication.None();
        }
        if (type.equals("AH")) {
            return new Authentication.Header(password);
        }
        return new Authentication.Password(password);
    }

    /// The last password, cut to what a packet holds; each that is too long is reported.
    private @Nullable String password(BoundBlock block) {
        String last = null;
        for (Located<String> line : block.all(AuthenticationKeywords.AUTH_PASS)) {
            last = line.value();
            if (last.length() > LONGEST) {
                build.error(
                        DiagnosticCode.AUTH_PASSWORD_LENGTH,
                        line.where(),
                        label + "auth_pass has more than 8 characters; the first 8 count",
                        "shorten it to 8 characters on every router");
                last = last.substring(0, LONGEST);
            }
        }
        return last;
    }
}
