package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.RouterConfig;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what the operator asks of an instance at run time. Belongs to the vrrp thread.
///
/// @param steering what the operator has set so far; changed by each request
record SteeringHandler(Instances instances, InstanceSteering steering) {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    /// The instances that requests are about.
    interface Instances {
        /// Returns the runner of an instance, null while there is none.
        @Nullable InstanceRunner runner(VrrpInstance configured);

        /// Returns an instance with the members of its sync group that are no address owners.
        List<VrrpInstance> together(VrrpInstance instance);

        /// Lets instances take what the operator has set.
        void reconfigure(List<VrrpInstance> all);

        /// Announces the addresses of a master once.
        void announce(InstanceRunner master);
    }

    /// Handles a request.
    ///
    /// @param configured the instance that it names
    SteeringRequest.Outcome handle(SteeringRequest request, VrrpInstance configured) {
        if (configured.election().priority() == RouterConfig.OWNER
                && !(request instanceof SteeringRequest.Announce)) {
            return SteeringRequest.Outcome.refused(
                    configured.name()
                            + " has priority 255, which an address owner has:"
                            + " change it in the configuration");
        }
        return switch (request) {
            case SteeringRequest.Priority(String name, Integer priority) -> {
                steering.priority(name, priority);
                instances.reconfigure(List.of(configured));
                yield done(
                        priority == null
                                ? name
                                        + " has its configured priority "
                                        + configured.election().priority()
                                : name + " has priority " + priority + " until it is reset");
            }
            case SteeringRequest.Preemption(String name, Boolean preempts) -> {
                steering.preemption(name, preempts);
                instances.reconfigure(List.of(configured));
                boolean now = steering.steer(configured).election().preempts();
                yield done(name + (now ? " preempts" : " does not preempt"));
            }
            case SteeringRequest.Announce(_) -> announce(configured);
            case SteeringRequest.Backup(_) -> backup(configured);
            case SteeringRequest.Release(_) -> {
                List<VrrpInstance> all = instances.together(configured);
                boolean held = all.stream().anyMatch(each -> steering.holds(each.name()));
                all.forEach(each -> steering.hold(each.name(), false));
                instances.reconfigure(all);
                yield done(
                        names(all)
                                + (held ? " takes part in elections again" : " was not held back"));
            }
        };
    }

    private SteeringRequest.Outcome announce(VrrpInstance configured) {
        InstanceRunner runner = instances.runner(configured);
        if (runner == null || !runner.isMaster()) {
            return SteeringRequest.Outcome.refused(configured.name() + " is no master");
        }
        instances.announce(runner);
        return new SteeringRequest.Outcome(true, configured.name() + " announces its addresses");
    }

    private SteeringRequest.Outcome backup(VrrpInstance configured) {
        List<VrrpInstance> all = instances.together(configured);
        all.forEach(each -> steering.hold(each.name(), true));
        instances.reconfigure(all);
        boolean master = false;
        for (VrrpInstance each : all) {
            InstanceRunner runner = instances.runner(each);
            if (runner != null) {
                master |= runner.isMaster();
                runner.on(new Event.Synced(Event.Decision.YIELD));
            }
        }
        return done(
                names(all)
                        + (master ? " gave mastership away and" : "")
                        + " is held back until 'release'");
    }

    private static String names(List<VrrpInstance> all) {
        return all.stream().map(VrrpInstance::name).collect(Collectors.joining(", "));
    }

    private static SteeringRequest.Outcome done(String text) {
        log.info("The operator: {}", text);
        return new SteeringRequest.Outcome(true, text);
    }
}
