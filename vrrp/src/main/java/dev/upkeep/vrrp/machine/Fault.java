package dev.upkeep.vrrp.machine;

/// Why an instance cannot take part.
public sealed interface Fault {

    /// An interface it needs is not UP and RUNNING, or does not exist.
    record InterfaceDown(String name) implements Fault {}

    /// There is no address to send adverts from.
    record NoSource(String interfaceName) implements Fault {}

    /// A tracked object of weight 0 is bad.
    ///
    /// @param kind `script`, `file`, `process`, `bfd`
    record TrackedObject(String kind, String name) implements Fault {}

    /// Unicast without peers where that is a fault (`unicast_fault_no_peer`).
    record NoPeer() implements Fault {}
}
