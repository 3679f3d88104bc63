package dev.upkeep.app.genhash;

import dev.upkeep.checkers.check.AcceptAllCertificates;
import dev.upkeep.checkers.probe.HttpRequest;
import dev.upkeep.net.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// One request to a web server, as a check sends it. Certificates are not verified, as in checks.
///
/// @param path of the page, as it is sent
/// @param protocol `1.0`, `1.0c` or `1.1`
/// @param virtualHost value of the field `Host`, null for the address
/// @param tls whether to speak TLS
/// @param sni whether the virtual host is named in the handshake
/// @param mark of the packets, unsigned 32 bits, 0 for none
/// @param timeout of the connection and of each read
public record PageFetch(
        Endpoint server,
        String path,
        String protocol,
        @Nullable String virtualHost,
        boolean tls,
        boolean sni,
        int mark,
        Duration timeout) {

    /// Longest answer that is read, in bytes.
    private static final int MAX_ANSWER = 256 * 1024 * 1024;

    /// Fetches the page: the whole answer of the server, head and body as sent.
    ///
    /// @throws IOException when the mark is not permitted, or there is no connection, or no answer
    ///   in time
    public byte[] answer() throws IOException {
        int limit = Math.toIntExact(timeout.toMillis());
        try (Socket plain = new Socket()) {
            if (mark != 0) {
                SocketMark.set(plain, mark);
            }
            InetAddress address = InetAddress.getByAddress(server.address().bytes());
            plain.connect(new InetSocketAddress(address, server.port()), limit);
            plain.setSoTimeout(limit);
            try (Socket socket = tls ? secured(plain) : plain) {
                String host = virtualHost == null ? HttpRequest.named(server) : virtualHost;
                ByteBuffer request = HttpRequest.encode(path, protocol, host);
                byte[] bytes = new byte[request.remaining()];
                request.get(bytes);
                socket.getOutputStream().write(bytes);
                InputStream in = socket.getInputStream();
                return in.readNBytes(MAX_ANSWER);
            }
        }
    }

    private Socket secured(Socket plain) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    null, new TrustManager[] {new AcceptAllCertificates()}, new SecureRandom());
            SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(
                                            plain,
                                            server.address().toString(),
                                            server.port(),
                                            true);
            if (sni && virtualHost != null) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(virtualHost)));
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS: " + e.getMessage(), e);
        }
    }
}
