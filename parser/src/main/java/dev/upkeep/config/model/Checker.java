package dev.upkeep.config.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A health check as written in a `real_server` block, defaults filled in.
public sealed interface Checker {

    /// `TCP_CHECK`: a connection attempt.
    record Tcp(CheckConnection connection, CheckTiming timing) implements Checker {}

    /// `HTTP_GET` and `SSL_GET`: one request per url, one at a time.
    ///
    /// @param tls true for `SSL_GET`
    /// @param protocol `1.0`, `1.1`, `1.0c` or `1.0C`
    /// @param virtualHost Host header of urls without an own one; null means address and port
    /// @param fastRecovery while the server is down, the next url is asked for at once
    /// @param tlsOptions without effect for `HTTP_GET`
    record Http(
            CheckConnection connection,
            CheckTiming timing,
            boolean tls,
            String protocol,
            @Nullable String virtualHost,
            boolean fastRecovery,
            TlsOptions tlsOptions,
            List<Url> urls)
            implements Checker {
        public Http {
            urls = List.copyOf(urls);
        }
    }

    /// TLS of `SSL_GET`.
    ///
    /// @param sni whether a server name is sent (`enable_sni`)
    /// @param serverName the name to send (`sni_name`); null falls back to the virtual host
    /// @param compliant whether sessions end as RFC 8446 requires, with close_notify
    ///   (`tls_compliant`)
    /// @param certificateWarningDays how long before the certificate expires a warning is logged, 0
    ///   for never (`certificate_warning`, Upkeep's extension)
    record TlsOptions(
            boolean sni,
            @Nullable String serverName,
            boolean compliant,
            int certificateWarningDays) {

        /// No server name, and no look at the dates of certificates.
        public static final TlsOptions NONE = new TlsOptions(false, null, false, 0);
    }

    /// A `url` block.
    ///
    /// @param digest MD5 of the body in lower case hexadecimal, null for none
    /// @param statusCodes acceptable codes as inclusive ranges
    record Url(
            String path,
            @Nullable String digest,
            List<StatusRange> statusCodes,
            @Nullable String virtualHost,
            @Nullable BodyPattern pattern,
            boolean tlsCompliant) {
        public Url {
            statusCodes = List.copyOf(statusCodes);
        }
    }

    /// Status codes from `first` to `last`, 100-599.
    record StatusRange(int first, int last) {}

    /// `regex` and its companions.
    ///
    /// @param maxOffset the match must start before that byte; -1 for none
    record BodyPattern(
            String regex, List<String> options, boolean noMatch, long minOffset, long maxOffset) {
        public BodyPattern {
            options = List.copyOf(options);
        }
    }

    /// `SMTP_CHECK`: greeting, HELO, QUIT.
    record Smtp(CheckConnection connection, CheckTiming timing, String heloName)
            implements Checker {}

    /// `DNS_CHECK`: a query over UDP.
    ///
    /// @param type `A`, `SOA`, ..
    /// @param name `.` for the root
    record Dns(CheckConnection connection, CheckTiming timing, String type, String name)
            implements Checker {}

    /// `MISC_CHECK`: an external program.
    ///
    /// @param timeout zero means the delay loop
    /// @param dynamic the exit code sets the weight
    record Misc(CheckTiming timing, Script script, Duration timeout, boolean dynamic)
            implements Checker {}

    /// `UDP_CHECK`: a datagram.
    ///
    /// @param payload lower case hexadecimal
    /// @param requireReply hexadecimal pattern with `X` for any nibble; empty accepts any answer,
    ///   null expects none
    record Udp(
            CheckConnection connection,
            CheckTiming timing,
            String payload,
            @Nullable String requireReply,
            int minReplyLength,
            int maxReplyLength)
            implements Checker {}

    /// `PING_CHECK`: an ICMP echo.
    record Ping(CheckConnection connection, CheckTiming timing) implements Checker {}

    /// `FILE_CHECK`: the number in a `track_file`.
    record FileWeight(String trackFile, int weight, boolean reverse) implements Checker {}

    /// `BFD_CHECK`: the state of a BFD session.
    record Bfd(String bfdInstance, boolean alpha) implements Checker {}
}
