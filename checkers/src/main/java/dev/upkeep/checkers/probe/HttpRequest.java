package dev.upkeep.checkers.probe;

import dev.upkeep.config.model.Checker;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Ipv6Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The request of `HTTP_GET` and `SSL_GET`, byte for byte that of keepalived, so that a server
/// cannot see the difference.
public final class HttpRequest {

    private HttpRequest() {}

    /// Returns the request for one url; the path is sent as written.
    static ByteBuffer encode(Checker.Http check, Checker.Url url) {
        return encode(url.path(), check.protocol(), host(check, url));
    }

    /// Returns the request for a page.
    ///
    /// @param path as it is sent
    /// @param protocol `1.0`, `1.0c` or `1.1`; the latter two ask the server to close
    /// @param host value of the header field of that name
    public static ByteBuffer encode(String path, String protocol, String host) {
        boolean version11 = protocol.equals("1.1");
        boolean close = version11 || protocol.equalsIgnoreCase("1.0c");
        String text =
                "GET "
                        + path
                        + (version11 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n")
                        + "User-Agent: KeepAliveClient\r\n"
                        + (close ? "Connection: close\r\n" : "")
                        + "Host: "
                        + host
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
        return named(check.connection().target());
    }

    /// Returns the Host field of a server that is asked by its address: `10.0.0.1:80`.
    public static String named(Endpoint target) {
        return target.address() instanceof Ipv6Address six
                ? "[" + six + "]:" + target.port()
                : target.address() + ":" + target.port();
    }
}
