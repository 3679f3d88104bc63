package dev.upkeep.checkers.probe;

import dev.upkeep.config.model.Checker;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Ipv6Address;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The request of `HTTP_GET` and `SSL_GET`, byte for byte that of keepalived, so that a server
/// cannot see the difference.
final class HttpRequest {

    private HttpRequest() {}

    /// The request for one url; the path is sent as written.
    static ByteBuffer encode(Checker.Http check, Checker.Url url) {
        boolean version11 = check.protocol().equals("1.1");
        boolean close = version11 || check.protocol().equalsIgnoreCase("1.0c");
        String text =
                "GET "
                        + url.path()
                        + (version11 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n")
                        + "User-Agent: KeepAliveClient\r\n"
                        + (close ? "Connection: close\r\n" : "")
                        + "Host: "
                        + host(check, url)
                        + "\r\n\r\n";
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    /// The virtual host of the url, else of the check, without a port; else the target.
    private static String host(Checker.Http check, Checker.Url url) {
        if (url.virtualHost() != null) {
            return url.virtualHost();
        }
        if (check.virtualHost() != null) {
            return check.virtualHost();
        }
        Endpoint target = check.connection().target();
        return target.address() instanceof Ipv6Address six
                ? "[" + six + "]:" + target.port()
                : target.address() + ":" + target.port();
    }
}
