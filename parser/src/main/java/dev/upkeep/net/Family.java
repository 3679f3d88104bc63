package dev.upkeep.net;

/// The address family of an instance, a service or an address.
public enum Family {
    INET,
    INET6
}
