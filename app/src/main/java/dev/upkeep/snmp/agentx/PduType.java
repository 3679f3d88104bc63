package dev.upkeep.snmp.agentx;

/// The numbers of the kinds of messages (RFC 2741 section 6.1).
final class PduType {

    static final int OPEN = 1;
    static final int CLOSE = 2;
    static final int REGISTER = 3;
    static final int GET = 5;
    static final int GET_NEXT = 6;
    static final int GET_BULK = 7;
    static final int TEST_SET = 8;
    static final int COMMIT_SET = 9;
    static final int UNDO_SET = 10;
    static final int CLEANUP_SET = 11;
    static final int NOTIFY = 12;
    static final int PING = 13;
    static final int RESPONSE = 18;

    private PduType() {}

    static int of(Pdu pdu) {
        return switch (pdu) {
            case Pdu.Open _ -> OPEN;
            case Pdu.Close _ -> CLOSE;
            case Pdu.Register _ -> REGISTER;
            case Pdu.Get _ -> GET;
            case Pdu.GetNext _ -> GET_NEXT;
            case Pdu.GetBulk _ -> GET_BULK;
            case Pdu.TestSet _ -> TEST_SET;
            case Pdu.CommitSet _ -> COMMIT_SET;
            case Pdu.UndoSet _ -> UNDO_SET;
            case Pdu.CleanupSet _ -> CLEANUP_SET;
            case Pdu.Notify _ -> NOTIFY;
            case Pdu.Ping _ -> PING;
            case Pdu.Response _ -> RESPONSE;
            case Pdu.Other(int type) -> type;
        };
    }
}
