package dev.upkeep.lbaas.service;

/// Counters of a listener or a load balancer.
public record Traffic(
        long activeConnections,
        long totalConnections,
        long bytesIn,
        long bytesOut,
        long requestErrors) {

    /// Nothing yet.
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

    /// The sum of two.
    public Traffic plus(Traffic other) {
        return new Traffic(
                activeConnections + other.activeConnections,
                totalConnections + other.totalConnections,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut,
                requestErrors + other.requestErrors);
    }
}
