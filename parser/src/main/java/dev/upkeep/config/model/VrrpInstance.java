package dev.upkeep.config.model;

/// One virtual router (`vrrp_instance`), defaults of `global_defs` filled in and timers rounded as
/// the protocol version demands.
///
/// @param debug `debug`, 0-4; without effect
public record VrrpInstance(
        String name,
        RouterIdentity identity,
        Election election,
        AdvertPolicy adverts,
        VrrpLink link,
        VrrpTransport transport,
        VirtualResources resources,
        Tracking tracking,
        VrrpNotify notifications,
        int debug) {

    /// Returns the instance with another election.
    public VrrpInstance with(Election other) {
        return new VrrpInstance(
                name,
                identity,
                other,
                adverts,
                link,
                transport,
                resources,
                tracking,
                notifications,
                debug);
    }

    /// Returns the instance with other conditions of its adverts.
    public VrrpInstance with(AdvertPolicy other) {
        return new VrrpInstance(
                name,
                identity,
                election,
                other,
                link,
                transport,
                resources,
                tracking,
                notifications,
                debug);
    }

    /// Returns the instance on another interface, with the resources as they are there.
    public VrrpInstance with(VrrpLink otherLink, VirtualResources otherResources) {
        return new VrrpInstance(
                name,
                identity,
                election,
                adverts,
                otherLink,
                transport,
                otherResources,
                tracking,
                notifications,
                debug);
    }
}
