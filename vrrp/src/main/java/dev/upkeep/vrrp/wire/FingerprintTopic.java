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

    /// The keyword of the part.
    public String text() {
        return text;
    }
}
