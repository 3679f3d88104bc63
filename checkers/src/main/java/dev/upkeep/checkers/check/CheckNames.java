package dev.upkeep.checkers.check;

import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.Checker;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;

/// Names of checks for operators: the keyword and what it looks at.
public final class CheckNames {

    private CheckNames() {}

    /// `TCP_CHECK 10.0.0.1:80`, `MISC_CHECK /usr/bin/probe`, ..
    public static String of(Checker checker) {
        return switch (checker) {
            case Checker.Tcp tcp -> "TCP_CHECK " + target(tcp.connection());
            case Checker.Http http ->
                    (http.tls() ? "SSL_GET " : "HTTP_GET ") + target(http.connection());
            case Checker.Smtp smtp -> "SMTP_CHECK " + target(smtp.connection());
            case Checker.Dns dns -> "DNS_CHECK " + target(dns.connection());
            case Checker.Udp udp -> "UDP_CHECK " + target(udp.connection());
            case Checker.Ping ping -> "PING_CHECK " + ping.connection().target().address();
            case Checker.Misc misc -> "MISC_CHECK " + misc.script().arguments().getFirst();
            case Checker.FileWeight file -> "FILE_CHECK " + file.trackFile();
            case Checker.Bfd bfd -> "BFD_CHECK " + bfd.bfdInstance();
        };
    }

    private static String target(CheckConnection connection) {
        Endpoint target = connection.target();
        return (target.address().family() == Family.INET6
                        ? "[" + target.address() + "]"
                        : target.address().toString())
                + ":"
                + target.port();
    }
}
