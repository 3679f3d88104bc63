package dev.upkeep.config.keyword;

import dev.upkeep.config.model.Protocol;
import java.util.LinkedHashMap;
import java.util.Map;

/// The words of `protocol`, in the order of the reference page.
final class ProtocolWords {
    static final Map<String, Protocol> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("TCP", Protocol.TCP);
        WORDS.put("UDP", Protocol.UDP);
        WORDS.put("SCTP", Protocol.SCTP);
    }

    private ProtocolWords() {}
}
