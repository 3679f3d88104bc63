package dev.upkeep.app;

import dev.upkeep.netlink.ipvs.DestinationStatus;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.IpvsInfo;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTimeouts;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.ipvs.ServiceStatus;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import java.util.List;

/// A load balancer that takes everything and does nothing, for [Training] on machines whose kernel
/// has none.
final class TrainingIpvs implements Ipvs {

    @Override
    public IpvsTable dump() {
        return IpvsTable.empty();
    }

    @Override
    public List<Refusal> apply(List<IpvsRequest> requests) {
        return List.of();
    }

    @Override
    public List<ServiceStatus> status() {
        return List.of();
    }

    @Override
    public List<DestinationStatus> status(ServiceKey key) {
        return List.of();
    }

    @Override
    public IpvsTimeouts timeouts() {
        return new IpvsTimeouts(0, 0, 0);
    }

    @Override
    public void setTimeouts(IpvsTimeouts timeouts) {}

    @Override
    public List<SyncDaemon> syncDaemons() {
        return List.of();
    }

    @Override
    public void startSyncDaemon(SyncDaemon daemon) {}

    @Override
    public void stopSyncDaemon(SyncDaemon.Role role) {}

    @Override
    public void zeroCounters() {}

    @Override
    public IpvsInfo info() {
        return new IpvsInfo(0, 0);
    }

    @Override
    public void close() {}
}
