package dev.upkeep.snmp;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where the master agent listens, as `snmp_socket` and net-snmp write it: `unix:/path`, a path,
/// `tcp:host:port`, `host:port` or a port of this host.
final class MasterAddress {

    /// net-snmp's `agentXSocket` unless configured otherwise.
    static final String DEFAULT = "/var/agentx/master";

    private static final int PORT = 705; // RFC 2741 section 8.1.1

    private MasterAddress() {}

    /// @throws IllegalArgumentException when the text is none of these
    static SocketAddress parse(@Nullable String text) {
        String rest = text == null ? DEFAULT : text;
        String transport = "";
        int colon = rest.indexOf(':');
        if (colon > 0 && !rest.startsWith("/")) {
            String word = rest.substring(0, colon).toLowerCase(Locale.ROOT);
            if (word.equals("unix") || word.equals("tcp") || word.equals("tcp6")) {
                transport = word;
                rest = rest.substring(colon + 1);
            }
        }
        if (transport.equals("unix") || rest.startsWith("/")) {
            return UnixDomainSocketAddress.of(rest);
        }
        int last = rest.lastIndexOf(':');
        String host = last < 0 ? rest : rest.substring(0, last);
        String port = last < 0 ? "" : rest.substring(last + 1);
        if (last < 0 && rest.matches("\\d{1,5}")) {
            host = "localhost";
            port = rest;
        }
        host = host.replaceAll("^\\[|\\]$", "");
        int number = port.isEmpty() ? PORT : Integer.parseInt(port);
        return new InetSocketAddress(host.isEmpty() ? "localhost" : host, number);
    }
}
