package dev.upkeep.vrrp.resource;

/// The configuration as an owner of what is static: whatever another program removes is put back.
public class StaticOwner implements ResourceOwner {

    @Override
    public final String label() {
        return "";
    }

    @Override
    public final boolean guarded() {
        return true;
    }

    @Override
    public final void lost(Resource resource, String text) {}
}
