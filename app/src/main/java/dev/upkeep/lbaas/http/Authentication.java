package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.schema.ApiFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Decides who may ask, and as whom.
///
/// A file has lines `token TOKEN PROJECT [admin]` and `user NAME PASSWORD PROJECT [admin]`; `#`
/// begins a comment. Without a file everybody is an administrator: that is for loopback alone.
public final class Authentication {

    private static final String BASIC = "Basic ";

    private record Entry(String name, String secret, Caller caller) {}

    private final @Nullable List<Entry> tokens;
    private final List<Entry> users;
    private final String project;
    private final byte[] key = new byte[32];

    private Authentication(@Nullable List<Entry> tokens, List<Entry> users, String project) {
        this.tokens = tokens;
        this.users = users;
        this.project = project;
        new SecureRandom().nextBytes(key);
    }

    /// Everybody may do everything.
    ///
    /// @param project of whoever names none
    public static Authentication none(String project) {
        return new Authentication(null, List.of(), project);
    }

    /// Returns the accounts that a file names.
    ///
    /// @throws IOException when it cannot be read or understood
    public static Authentication file(Path path) throws IOException {
        List<Entry> tokens = new ArrayList<>();
        List<Entry> users = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(path)) {
            number++;
            String[] words = line.strip().split("\\s+", -1);
            if (words[0].isEmpty() || words[0].startsWith("#")) {
                continue;
            }
            int fixed = words[0].equals("user") ? 4 : 3;
            boolean known = words[0].equals("user") || words[0].equals("token");
            boolean admin = words.length == fixed + 1 && words[fixed].equals("admin");
            if (!known || (words.length != fixed && !admin)) {
                throw new IOException(
                        path
                                + ":"
                                + number
                                + ": expected 'token TOKEN PROJECT [admin]' or 'user NAME PASSWORD"
                                + " PROJECT [admin]'");
            }
            Caller caller = new Caller(words[fixed - 1], admin);
            if (words[0].equals("user")) {
                users.add(new Entry(words[1], words[2], caller));
            } else {
                tokens.add(new Entry("", words[1], caller));
            }
        }
        return new Authentication(tokens, users, "");
    }

    /// True when everybody may do everything.
    public boolean open() {
        return tokens == null;
    }

    /// Returns the caller of a request.
    ///
    /// @param header gives a header of the request, or null
    /// @throws ApiFault 401 for somebody unknown
    Caller caller(Function<String, @Nullable String> header) {
        List<Entry> known = tokens;
        if (known == null) {
            String named = header.apply("X-Project-Id");
            return new Caller(named == null ? project : named, true);
        }
        String token = header.apply("X-Auth-Token");
        if (token != null) {
            for (Entry each : known) {
                if (same(each.secret(), token)) {
                    return each.caller();
                }
            }
            for (Entry each : users) {
                if (same(sessionToken(each.name()), token)) {
                    return each.caller();
                }
            }
        }
        String basic = header.apply("Authorization");
        if (basic != null && basic.startsWith(BASIC)) {
            Entry user = user(decoded(basic.substring(BASIC.length())));
            if (user != null) {
                return user.caller();
            }
        }
        throw ApiFault.of(401, "The request you have made requires authentication.");
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiFault.of(401, "The request you have made requires authentication.");
        }
    }

    private @Nullable Entry user(String nameAndPassword) {
        Entry found = null;
        for (Entry each : users) {
            if (same(each.name() + ":" + each.secret(), nameAndPassword)) {
                found = each;
            }
        }
        return found;
    }

    /// A session after a login.
    ///
    /// @param token the token for later requests
    record Session(String token, Caller caller) {}

    /// Logs in with name and password.
    ///
    /// @throws ApiFault 401 for somebody unknown
    Session login(String name, String password) {
        if (open()) {
            return new Session("upkeep", new Caller(project, true));
        }
        Entry user = user(name + ":" + password);
        if (user == null) {
            throw ApiFault.of(401, "The request you have made requires authentication.");
        }
        return new Session(sessionToken(name), user.caller());
    }

    /// Valid as long as this process runs.
    private String sessionToken(String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
