package dev.upkeep.config.model;

/// The transport protocol of a virtual service.
public enum Protocol {
    TCP,
    UDP,
    SCTP
}
