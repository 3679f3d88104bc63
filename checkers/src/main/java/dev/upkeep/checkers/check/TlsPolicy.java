package dev.upkeep.checkers.check;

import java.security.Security;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The JDK's TLS policy towards servers, widened to what OpenSSL accepts: a check asks whether the
/// server answers, and one that clients can talk to is not down. Applied before the first TLS
/// connection of the process, which is when the JDK reads it.
public final class TlsPolicy {

    private static final String DISABLED = "jdk.tls.disabledAlgorithms";
    private static final String LONGEST_MESSAGE = "jdk.tls.maxHandshakeMessageSize";

    private static final String LONGEST_CHAIN = "jdk.tls.maxCertificateChainLength";

    /// `SSL_MAX_CERT_LIST_DEFAULT` of OpenSSL, and as much for the rest of the message.
    private static final int LONGEST_MESSAGE_BYTES = 200 * 1024;

    /// OpenSSL limits the bytes only.
    private static final int LONGEST_CHAIN_CERTIFICATES = 200;

    private TlsPolicy() {}

    /// Sets it for this process; an operator's own limits stay.
    public static void apply() {
        String disabled = Security.getProperty(DISABLED);
        if (disabled != null) {
            Security.setProperty(DISABLED, withoutRsaKeyExchange(disabled));
        }
        setIfAbsent(LONGEST_MESSAGE, LONGEST_MESSAGE_BYTES);
        setIfAbsent(LONGEST_CHAIN, LONGEST_CHAIN_CERTIFICATES);
    }

    private static void setIfAbsent(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    /// Returns the list without `TLS_RSA_*`, the cipher suites of TLS 1.2 with RSA key exchange.
    static String withoutRsaKeyExchange(String disabled) {
        return Arrays.stream(disabled.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.equals("TLS_RSA_*"))
                .collect(Collectors.joining(", "));
    }
}
