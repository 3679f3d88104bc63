package dev.upkeep.vrrp.wire;

/// Parts of the configuration of a virtual router that its routers should have in common.
public enum FingerprintTopic {
    VERSION("version"),
    PRIORITY("priority"),
    INTERVAL("advert_int"),
    ADDRESSES("virtual_ipaddress"),
    EXCLUDED("virtual_ipaddress_excluded"),
    ROUTES("virtual_routes"),
    RULES("virtual_rules"),
    ADVERTS("the settings of adverts");

    private final String text;

    FingerprintTopic(String text) {
        this.text = text;
    }

    /// Returns the keyword of keepalived.conf(5) that the topic is about, or a clause where there
    /// are several.
    public String text() {
        return text;
    }
}
