package dev.upkeep.config.print;

import static dev.upkeep.config.keyword.InstanceAdvertKeywords.*;
import static dev.upkeep.config.keyword.InstanceNotifyKeywords.*;
import static dev.upkeep.config.keyword.InstanceTransportKeywords.*;
import static dev.upkeep.config.keyword.VrrpInstanceKeywords.*;

import dev.upkeep.config.keyword.AuthenticationKeywords;
import dev.upkeep.config.keyword.HmacKeywords;
import dev.upkeep.config.keyword.SyncGroupKeywords;
import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.AdvertPolicy.OldUnicastChecksum;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.Election;
import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpLink;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.config.value.ExtraInterfaceType.ExtraInterface;
import dev.upkeep.config.value.OptionalScriptType;
import dev.upkeep.config.value.PeerType.PeerLine;
import dev.upkeep.config.value.TrackedType.TrackedLine;
import dev.upkeep.config.value.WeightType.Weight;
import dev.upkeep.net.Family;
import java.util.List;

/// Instances and sync groups of a dump.
record VrrpDump(DumpWriter out) {

    void instance(VrrpInstance instance) {
        out.open(VRRP_INSTANCE, instance.name())
                .put(STATE, instance.election().startsAsMaster() ? "MASTER" : "BACKUP");
        link(instance.link());
        out.put(VIRTUAL_ROUTER_ID, instance.virtualRouterId())
                .put(PRIORITY, instance.priority())
                .put(VERSION, instance.version())
                .flag(NATIVE_IPV6, instance.family() == Family.INET6)
                .put(ADVERT_INT, instance.adverts().interval())
                .put(DOWN_TIMER_ADVERTS, instance.adverts().downTimerAdverts());
        transport(instance.transport());
        election(instance.election());
        adverts(instance.adverts(), instance.priority() == 255);
        authentication(instance.authentication());
        HmacAuthentication hmac = instance.hmac();
        if (hmac != null) {
            hmac(hmac);
        }
        announcements(instance.announcements());
        out.lines(VIRTUAL_IPADDRESS, instance.resources().addresses())
                .lines(VIRTUAL_IPADDRESS_EXCLUDED, instance.resources().excluded())
                .flag(NO_VIRTUAL_IPADDRESS, instance.resources().addresses().isEmpty())
                .lines(VIRTUAL_ROUTES, instance.resources().routes())
                .lines(VIRTUAL_RULES, instance.resources().rules())
                .lines(TRACK_INTERFACE, tracked(instance.tracking().interfaces()))
                .lines(TRACK_SCRIPT, tracked(instance.tracking().scripts()))
                .lines(TRACK_FILE, tracked(instance.tracking().files()))
                .lines(TRACK_PROCESS, tracked(instance.tracking().processes()))
                .lines(TRACK_BFD, tracked(instance.tracking().bfd()));
        notifications(instance.notifications());
        out.put(DEBUG, instance.debug()).end();
    }

    private static List<TrackedLine> tracked(List<Tracked> tracked) {
        return tracked.stream()
                .map(t -> new TrackedLine(t.name(), new Weight(t.weight(), t.reverse())))
                .toList();
    }

    private void link(VrrpLink link) {
        out.put(INTERFACE, link.interfaceName())
                .put(VRF, link.vrf())
                .put(USE_VMAC, link.macvlan())
                .put(USE_IPVLAN, link.ipvlan())
                .flag(USE_VMAC_ADDR, link.vmacForAddresses())
                .flag(VMAC_XMIT_BASE, link.transmitFromBase())
                .flag(DONT_TRACK_PRIMARY, !link.trackPrimary())
                .flag(PROMOTE_SECONDARIES, link.promoteSecondaries())
                .flag(LINKBEAT_USE_POLLING, link.linkbeatPolling())
                .put(KERNEL_RX_BUF_SIZE, Dumps.unlessZero(link.receiveBuffer()));
    }

    private void transport(VrrpTransport transport) {
        out.flag(TRACK_SRC_IP, transport.trackSource());
        switch (transport) {
            case VrrpTransport.Multicast multicast ->
                    out.put(MCAST_SRC_IP, multicast.source())
                            .put(MCAST_DST_IP, multicast.destination());
            case VrrpTransport.Unicast unicast ->
                    out.put(UNICAST_SRC_IP, unicast.source())
                            .lines(
                                    UNICAST_PEER,
                                    unicast.peers().stream().map(VrrpDump::peer).toList())
                            .put(UNICAST_TTL, unicast.ttl())
                            .flag(CHECK_UNICAST_SRC, unicast.checkSource())
                            .flag(UNICAST_FAULT_NO_PEER, unicast.faultWithoutPeer());
        }
    }

    private static PeerLine peer(VrrpTransport.Peer peer) {
        return new PeerLine(peer, peer.minTtl() != 0 || peer.maxTtl() != 255);
    }

    private void election(Election election) {
        out.flag(PREEMPT, election.preempts())
                .flag(NOPREEMPT, !election.preempts())
                .put(PREEMPT_DELAY, Dumps.unlessZero(election.preemptDelay()))
                .put(TIMER_EXPIRED_BACKUP, Dumps.unlessZero(election.timerExpiredPriority()));
    }

    private void adverts(AdvertPolicy policy, boolean owner) {
        OldUnicastChecksum checksum = policy.oldUnicastChecksum();
        out.put(STRICT_MODE, policy.has(AdvertPolicy.Flag.STRICT))
                .flag(
                        SKIP_CHECK_ADV_ADDR,
                        policy.has(AdvertPolicy.Flag.SKIP_CHECK_ADVERT_ADDRESSES))
                .flag(ACCEPT, policy.has(AdvertPolicy.Flag.ACCEPT))
                .flag(NO_ACCEPT, !policy.has(AdvertPolicy.Flag.ACCEPT))
                .put(LOWER_PRIO_NO_ADVERT, policy.has(AdvertPolicy.Flag.LOWER_PRIORITY_NO_ADVERT))
                .put(
                        HIGHER_PRIO_SEND_ADVERT,
                        policy.has(AdvertPolicy.Flag.HIGHER_PRIORITY_SEND_ADVERT))
                .put(
                        OWNER_IGNORE_ADVERTS,
                        owner ? policy.has(AdvertPolicy.Flag.OWNER_IGNORES_ADVERTS) : null)
                .put(V3_CHECKSUM_AS_V2, policy.has(AdvertPolicy.Flag.CHECKSUM_AS_VERSION_2))
                .put(
                        OLD_UNICAST_CHECKSUM,
                        switch (checksum) {
                            case DETECT -> null;
                            case FORCE -> "force";
                            case NEVER -> "never";
                        });
    }

    private void authentication(Authentication authentication) {
        switch (authentication) {
            case Authentication.None _ -> {}
            case Authentication.Password(var password) -> authentication("PASS", password);
            case Authentication.Header(var key) -> authentication("AH", key);
        }
    }

    private void authentication(String type, String secret) {
        out.open(AUTHENTICATION, true)
                .put(AuthenticationKeywords.AUTH_TYPE, type)
                .put(AuthenticationKeywords.AUTH_PASS, secret)
                .end();
    }

    private void hmac(HmacAuthentication hmac) {
        out.open(AUTH_HMAC, true);
        for (HmacAuthentication.Key key : hmac.keys()) {
            out.put(HmacKeywords.KEY, key);
        }
        out.put(HmacKeywords.ACTIVE_KEY, hmac.activeKey())
                .put(HmacKeywords.TIME_WINDOW, hmac.timeWindow())
                .put(HmacKeywords.ANTI_REPLAY, hmac.antiReplay())
                .put(HmacKeywords.MODE, hmac.mode())
                .end();
    }

    private void announcements(Announcements garp) {
        out.put(GARP_MASTER_DELAY, garp.delay())
                .put(GARP_MASTER_REPEAT, garp.repeat())
                .put(GARP_MASTER_REFRESH, garp.refresh())
                .put(GARP_MASTER_REFRESH_REPEAT, Dumps.unlessZero(garp.refreshRepeat()))
                .put(GARP_LOWER_PRIO_DELAY, garp.lowerPriorityDelay())
                .put(GARP_LOWER_PRIO_REPEAT, garp.lowerPriorityRepeat())
                .put(
                        GARP_EXTRA_IF,
                        new ExtraInterface(garp.extraInterfaceAll(), garp.extraInterfacePeriod()));
    }

    private void notifications(VrrpNotify notify) {
        out.put(NOTIFY_BACKUP, notify.backup())
                .put(NOTIFY_MASTER, notify.master())
                .put(NOTIFY_FAULT, notify.fault())
                .put(NOTIFY_STOP, notify.stop())
                .put(
                        NOTIFY_DELETED,
                        notify.deleted() == null && notify.deletedWanted()
                                ? OptionalScriptType.NONE
                                : notify.deleted())
                .put(NOTIFY, notify.any())
                .put(NOTIFY_MASTER_RX_LOWER_PRI, notify.masterReceivedLowerPriority())
                .put(SMTP_ALERT, notify.smtpAlert())
                .put(NOTIFY_PRIORITY_CHANGES, notify.priorityChanges());
    }

    void group(SyncGroup group) {
        VrrpNotify notify = group.notifications();
        out.open(SyncGroupKeywords.VRRP_SYNC_GROUP, group.name())
                .lines(SyncGroupKeywords.GROUP, group.members())
                .lines(SyncGroupKeywords.TRACK_INTERFACE, tracked(group.tracking().interfaces()))
                .lines(SyncGroupKeywords.TRACK_SCRIPT, tracked(group.tracking().scripts()))
                .lines(SyncGroupKeywords.TRACK_FILE, tracked(group.tracking().files()))
                .lines(SyncGroupKeywords.TRACK_PROCESS, tracked(group.tracking().processes()))
                .lines(SyncGroupKeywords.TRACK_BFD, tracked(group.tracking().bfd()))
                .flag(SyncGroupKeywords.SYNC_GROUP_TRACKING_WEIGHT, group.trackingWeights())
                .put(SyncGroupKeywords.NOTIFY_BACKUP, notify.backup())
                .put(SyncGroupKeywords.NOTIFY_MASTER, notify.master())
                .put(SyncGroupKeywords.NOTIFY_FAULT, notify.fault())
                .put(SyncGroupKeywords.NOTIFY_STOP, notify.stop())
                .put(SyncGroupKeywords.NOTIFY, notify.any())
                .put(SyncGroupKeywords.SMTP_ALERT, notify.smtpAlert())
                .put(SyncGroupKeywords.NOTIFY_PRIORITY_CHANGES, notify.priorityChanges())
                .end();
    }
}
