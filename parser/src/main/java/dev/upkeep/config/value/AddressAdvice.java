package dev.upkeep.config.value;

import dev.upkeep.net.IpAddress;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Suggests what to write instead of a word that is not an IP address, for the forms that other
/// programs take.
public final class AddressAdvice {

    /// For a `$` that begins no known name.
    public static final String GLUED_DEFINITION =
            "no definition of that name; ${NAME} ends a name that something follows";

    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)\\](/\\d+)?(?::?(\\d*))?");
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):(\\d+)");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+([/-].*)?");
    private static final Pattern MASK = Pattern.compile("([0-9.]+)/([0-9.]+)");

    /// Words that a port follows.
    private static final Set<String> WITH_PORTS =
            Set.of(
                    "virtual_server",
                    "real_server",
                    "sorry_server",
                    "virtual_server_group",
                    "smtp_server");

    private AddressAdvice() {}

    /// Advice for a word that cannot be read.
    ///
    /// @param subject the keyword or block that it belongs to
    static String of(String word, String subject) {
        String plain = stripped(word);
        if (!plain.equals(word)
                && (AddressType.tryRead(plain) != null || Prefix.tryRead(plain) != null)) {
            return "write " + plain;
        }
        Matcher brackets = BRACKETS.matcher(plain);
        if (brackets.matches() && AddressType.tryRead(brackets.group(1)) != null) {
            String length = brackets.group(2) == null ? "" : brackets.group(2);
            String port = brackets.group(3);
            return port == null || port.isEmpty()
                    ? "leave the brackets out: write " + brackets.group(1) + length
                    : withPort(brackets.group(1), port, subject);
        }
        Matcher withPort = WITH_PORT.matcher(plain);
        if (withPort.matches() && AddressType.tryRead(withPort.group(1)) != null) {
            return withPort(withPort.group(1), withPort.group(2), subject);
        }
        Matcher mask = MASK.matcher(plain);
        if (mask.matches() && AddressType.tryRead(mask.group(1)) != null) {
            return maskAdvice(mask.group(1), mask.group(2));
        }
        int zone = plain.indexOf('%');
        if (zone > 0 && AddressType.tryRead(plain.substring(0, zone)) != null) {
            return "leave '" + plain.substring(zone) + "' out; a keyword names the interface";
        }
        if (NUMBERS.matcher(plain).matches()) {
            return "an IPv4 address is four numbers from 0 to 255 with dots between them";
        }
        if (plain.indexOf('$') >= 0) {
            return GLUED_DEFINITION;
        }
        if (plain.indexOf(':') >= 0) {
            return "an IPv6 address is up to eight groups of up to four hexadecimal digits";
        }
        return "host names are not resolved here; write the address";
    }

    private static String withPort(String address, String port, String subject) {
        return WITH_PORTS.contains(subject)
                ? "write " + address + " " + port
                : "write " + address + "; no port belongs here";
    }

    private static String maskAdvice(String address, String mask) {
        IpAddress bits = AddressType.tryRead(mask);
        if (bits == null) {
            return "a prefix length is a number from 0 to 32";
        }
        int length = 0;
        for (byte part : bits.bytes()) {
            length += Integer.bitCount(part & 0xff);
        }
        return "write the mask as a length: " + address + "/" + length;
    }

    /// Without what a habit from elsewhere puts around a word.
    private static String stripped(String word) {
        return word.replaceAll("^['\"<(]+|['\">),;]+$", "");
    }
}
