package dev.upkeep.vrrp.machine;

import dev.upkeep.vrrp.condition.ConditionKey;

/// Why an instance cannot take part.
public sealed interface Fault {

    /// An interface it needs is not UP and RUNNING, or does not exist.
    record InterfaceDown(String name) implements Fault {}

    /// There is no address to send adverts from.
    record NoSource(String interfaceName) implements Fault {}

    /// A tracked object of weight 0 is bad, or a track file asks for FAULT.
    record TrackedObject(ConditionKey key) implements Fault {}

    /// Unicast without peers where that is a fault (`unicast_fault_no_peer`).
    record NoPeer() implements Fault {}
}
