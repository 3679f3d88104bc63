package dev.upkeep.snmp.agentx;

import java.util.List;

/// What a message of AgentX says (RFC 2741 section 6.2).
public sealed interface Pdu {

    /// Opens a session.
    ///
    /// @param timeoutSeconds of requests to this agent, 0-255; 0 for the master's default
    /// @param description at most 255 bytes
    record Open(int timeoutSeconds, Oid id, String description) implements Pdu {}

    /// Ends a session.
    ///
    /// @param reason 1 other, 2 parse error, 3 protocol error, 4 timeouts, 5 shutdown, 6 by manager
    record Close(int reason) implements Pdu {}

    /// Asks for the requests of a region.
    ///
    /// @param priority 1-255, the lower one wins; 127 is usual
    record Register(int priority, Oid region) implements Pdu {}

    /// Asks for objects.
    record Get(List<SearchRange> ranges) implements Pdu {
        public Get {
            ranges = List.copyOf(ranges);
        }
    }

    /// Asks for the objects that follow.
    record GetNext(List<SearchRange> ranges) implements Pdu {
        public GetNext {
            ranges = List.copyOf(ranges);
        }
    }

    /// Asks for many objects that follow.
    ///
    /// @param nonRepeaters of the first ranges only the next is asked
    /// @param repetitions how many of each other range
    record GetBulk(int nonRepeaters, int repetitions, List<SearchRange> ranges) implements Pdu {
        public GetBulk {
            ranges = List.copyOf(ranges);
        }
    }

    /// Asks whether objects could be set.
    record TestSet(List<VarBind> bindings) implements Pdu {
        public TestSet {
            bindings = List.copyOf(bindings);
        }
    }

    /// Sets what was tested.
    record CommitSet() implements Pdu {}

    /// Takes back what was set.
    record UndoSet() implements Pdu {}

    /// Ends a set.
    record CleanupSet() implements Pdu {}

    /// A notification: `snmpTrapOID.0` and its objects.
    record Notify(List<VarBind> bindings) implements Pdu {
        public Notify {
            bindings = List.copyOf(bindings);
        }
    }

    /// Asks whether the other one is there.
    record Ping() implements Pdu {}

    /// Answers.
    ///
    /// @param error 0 for none
    /// @param index of the binding at fault, from 1; 0 for none
    record Response(int error, int index, List<VarBind> bindings) implements Pdu {
        public Response {
            bindings = List.copyOf(bindings);
        }
    }

    /// A message of another type, which this agent does not expect.
    record Other(int type) implements Pdu {}
}
