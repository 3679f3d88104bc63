package dev.upkeep.net;

/// An address with a port; port 0 means "none" where a port is optional.
public record Endpoint(IpAddress address, int port) {

    public Endpoint {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: expected 0-65535, got " + port);
        }
    }

    /// Returns the form of log messages: `[10.0.0.1]:80`.
    @Override
    public String toString() {
        return "[" + address + "]:" + port;
    }
}
