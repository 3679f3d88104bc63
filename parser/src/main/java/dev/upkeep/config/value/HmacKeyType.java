package dev.upkeep.config.value;

import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// `key` of `auth_hmac`: an id and a shared secret as text, `hex:DIGITS` or `file:PATH`.
public final class HmacKeyType implements ValueType<HmacAuthentication.Key> {
    public static final HmacKeyType KEY = new HmacKeyType();

    private HmacKeyType() {}

    @Override
    public HmacAuthentication.@Nullable Key parse(Arguments in) {
        Word id = in.require("a key id from 1 to 255");
        Long number = id == null ? null : Numbers.whole(in, id, 1, 255);
        Word secret = number == null ? null : in.require("a secret");
        if (number == null || secret == null) {
            return null;
        }
        String problem = problem(secret.text());
        if (problem != null) {
            in.error(
                    DiagnosticCode.HMAC_KEY,
                    secret,
                    number + ": " + problem,
                    "a secret has 32-64 bytes");
            return null;
        }
        return new HmacAuthentication.Key(number.intValue(), secret.text());
    }

    private static @Nullable String problem(String secret) {
        if (secret.startsWith("file:")) {
            return secret.length() > 5 ? null : "no file is named";
        }
        if (secret.startsWith("hex:")) {
            String digits = secret.substring(4);
            if (digits.length() % 2 != 0 || !digits.matches("[0-9a-fA-F]*")) {
                return "the digits after hex: are not pairs of hexadecimal digits";
            }
            return length(digits.length() / 2);
        }
        return length(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    private static @Nullable String length(int bytes) {
        return bytes >= 32 && bytes <= 64 ? null : "the secret has " + bytes + " bytes";
    }

    @Override
    public String syntax() {
        return "<id 1..255> <text>|hex:<digits>|file:<path>";
    }

    @Override
    public String masked(HmacAuthentication.Key value) {
        return value.secret().startsWith("file:")
                ? format(value)
                : value.id() + " " + SecretType.MASK;
    }

    @Override
    public String format(HmacAuthentication.Key value) {
        return value.id() + " " + Quote.word(value.secret());
    }
}
