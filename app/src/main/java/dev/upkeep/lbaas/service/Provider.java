package dev.upkeep.lbaas.service;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.status.Operating;
import java.util.List;
import java.util.Map;

/// Puts load balancers in place.
public interface Provider extends AutoCloseable {

    /// Its name in requests.
    String name();

    /// One sentence on it.
    String description();

    /// The settings that flavors may have, each with a sentence.
    Map<String, String> flavorSettings();

    /// Refuses what it cannot do, before anything is changed.
    ///
    /// @throws ApiFault 501 for an option that it does not support
    void check(Deployment deployment);

    /// Puts load balancers in place, or takes them away. Returns when that is done. Called by one
    /// thread at a time.
    ///
    /// @param all the whole load balancers, as they are to be
    /// @return why, for each that could not be put in place; what was in place before is there then
    Map<String, String> apply(List<Deployment> all);

    /// Learns of all its load balancers before any provider applies one: after a start, so that
    /// what providers share is not taken away from one by another.
    void announce(List<Deployment> all);

    /// Applies all load balancers there are, and takes away what belongs to none: after a start.
    ///
    /// @param all as for [#apply]; those in error are not among them
    /// @param kept ids whose parts stay as they are
    Map<String, String> synchronize(List<Deployment> all, List<String> kept);

    /// Operating status of everything on a load balancer.
    Map<String, Operating> status(Tree tree);

    /// Returns the traffic of a listener.
    Traffic traffic(Tree tree, Element listener);

    @Override
    void close();
}
