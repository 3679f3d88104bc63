package dev.upkeep.vrrp.machine;

/// The statistics of an instance, in the order of keepalived's JSON dump.
public enum Counter {
    ADVERT_RCVD,
    ADVERT_SENT,
    BECOME_MASTER,
    RELEASE_MASTER,
    PACKET_LEN_ERR,
    ADVERT_INTERVAL_ERR,
    IP_TTL_ERR,
    INVALID_TYPE_RCVD,
    ADDR_LIST_ERR,
    INVALID_AUTHTYPE,
    AUTHTYPE_MISMATCH,
    AUTH_FAILURE,
    PRI_ZERO_RCVD,
    PRI_ZERO_SENT
}
