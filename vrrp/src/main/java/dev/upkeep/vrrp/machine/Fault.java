package dev.upkeep.vrrp.machine;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.condition.ConditionKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A reason why an instance cannot take part.
public sealed interface Fault {

    /// The cause as log lines name it; where keepalived says one, in its words.
    ///
    /// @param family of the instance
    String cause(Family family);

    /// The condition that ends the fault.
    ///
    /// @param family of the instance
    String wayOut(Family family);

    /// An interface it needs is not UP and RUNNING, or does not exist.
    record InterfaceDown(String name) implements Fault {
        @Override
        public String cause(Family family) {
            return "interface " + name + " is down or does not exist";
        }

        @Override
        public String wayOut(Family family) {
            return "waiting until " + name + " exists, is switched on and has a carrier";
        }
    }

    /// There is no address to send adverts from.
    record NoSource(String interfaceName) implements Fault {
        @Override
        public String cause(Family family) {
            return family == Family.INET
                    ? "no IPv4 address for interface"
                    : "no IPv6 link-local address for interface";
        }

        @Override
        public String wayOut(Family family) {
            return "waiting for an address on "
                    + interfaceName
                    + " that is no virtual address, or set "
                    + (family == Family.INET ? "mcast_src_ip" : "its link-local address");
        }
    }

    /// The configured source address is not there.
    ///
    /// @param interfaceName the interface that must have it (`track_src_ip`), null for any
    record SourceMissing(IpAddress address, @Nullable String interfaceName) implements Fault {
        @Override
        public String cause(Family family) {
            return "src address not configured";
        }

        @Override
        public String wayOut(Family family) {
            return "waiting until "
                    + address
                    + " is an address of "
                    + (interfaceName == null ? "this machine" : interfaceName);
        }
    }

    /// There is no socket to send and receive adverts with.
    ///
    /// @param refusal what the kernel refused
    record NoSocket(String refusal) implements Fault {
        @Override
        public String cause(Family family) {
            return "no socket: " + refusal;
        }

        @Override
        public String wayOut(Family family) {
            return "trying again";
        }
    }

    /// `no_accept` cannot be enforced: as master it would answer on addresses that it must not.
    ///
    /// @param refusal what the kernel refused
    record NoFilter(String refusal) implements Fault {
        @Override
        public String cause(Family family) {
            return "no_accept cannot be enforced: " + refusal;
        }

        @Override
        public String wayOut(Family family) {
            return "load nf_tables and reload, or take no_accept out";
        }
    }

    /// A tracked object of weight 0 is bad, or a track file asks for FAULT.
    record TrackedObject(ConditionKey key) implements Fault {
        @Override
        public String cause(Family family) {
            return "tracked "
                    + key.kind().name().toLowerCase(Locale.ROOT)
                    + " "
                    + key.name()
                    + " has failed";
        }

        @Override
        public String wayOut(Family family) {
            return "waiting until it is good again";
        }
    }

    /// Unicast without peers where that is a fault (`unicast_fault_no_peer`).
    record NoPeer() implements Fault {
        @Override
        public String cause(Family family) {
            return "unicast without peers";
        }

        @Override
        public String wayOut(Family family) {
            return "add a unicast_peer, or take unicast_fault_no_peer out";
        }
    }
}
