package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import dev.upkeep.vrrp.machine.Event.Expired;
import java.time.Duration;

/// Two routers that both own the addresses (priority 255). The one with the lower address becomes
/// backup by the rule of equal priorities. The one with the higher address goes on; if the other
/// still advertises after it has had time for two of our adverts, this one runs with priority 254
/// until the other is gone.
final class OwnerConflicts {

    private static final int ADVERTS = 2;
    private static final int MARGIN_PERCENT = 110;

    private final RouterConfig config;
    private final RouterState state;
    private final Transitions out;

    OwnerConflicts(RouterConfig config, RouterState state, Transitions out) {
        this.config = config;
        this.state = state;
        this.out = out;
    }

    /// Returns the state of the conflict after an event.
    ///
    /// @param next the role that the event leads to
    OwnerConflict after(Event.ProtocolEvent event, Role next) {
        OwnerConflict now = state.conflict();
        if (!config.owner() || next instanceof Role.Initial || next instanceof Role.Faulty) {
            return now == OwnerConflict.NONE ? now : end("");
        }
        return switch (event) {
            case AdvertReceived advert when advert.priority() == RouterConfig.OWNER ->
                    ownerHeard(advert, now);
            case AdvertReceived _
                    when now == OwnerConflict.LOWERED && next instanceof Role.Master ->
                    end("lower priority advert received");
            case Expired(Timer timer, _) when timer == Timer.OWNER_CONFLICT -> over(now);
            case Expired(Timer timer, _)
                    when timer == Timer.MASTER_DOWN && now == OwnerConflict.LOWERED ->
                    end("the other address owner is gone");
            default -> now;
        };
    }

    private OwnerConflict ownerHeard(AdvertReceived advert, OwnerConflict now) {
        IpAddress own = state.source();
        if (own == null || advert.source().compareTo(own) >= 0) {
            return now;
        }
        return switch (now) {
            case NONE -> {
                if (!(state.role() instanceof Role.Master)) {
                    yield now;
                }
                arm(advert);
                yield OwnerConflict.HEARD;
            }
            case HEARD -> now;
            case UNANSWERED -> {
                out.warn(
                        "CONFIGURATION ERROR: %s is configured as address owner too, please fix -"
                                        .formatted(advert.source())
                                + " reducing priority to 254");
                arm(advert);
                yield OwnerConflict.LOWERED;
            }
            case LOWERED -> {
                arm(advert);
                yield now;
            }
        };
    }

    private void arm(AdvertReceived advert) {
        Duration own = config.instance().adverts().interval();
        Duration longer = own.compareTo(advert.interval()) > 0 ? own : advert.interval();
        out.add(
                new Action.Arm(
                        Timer.OWNER_CONFLICT,
                        longer.multipliedBy(ADVERTS * MARGIN_PERCENT).dividedBy(100)));
    }

    private OwnerConflict over(OwnerConflict now) {
        return switch (now) {
            case NONE -> now;
            case HEARD -> {
                out.add(
                        new Action.Arm(
                                Timer.OWNER_CONFLICT,
                                out.masterDown(config.instance().adverts().interval())));
                yield OwnerConflict.UNANSWERED;
            }
            case UNANSWERED -> OwnerConflict.NONE;
            case LOWERED -> end("the other address owner is gone");
        };
    }

    private OwnerConflict end(String reason) {
        out.add(new Action.Disarm(Timer.OWNER_CONFLICT));
        if (state.conflict() == OwnerConflict.LOWERED) {
            out.info("restoring priority to 255" + (reason.isEmpty() ? "" : " - " + reason));
        }
        return OwnerConflict.NONE;
    }
}
