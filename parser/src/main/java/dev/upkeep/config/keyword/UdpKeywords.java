package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.HexType;
import dev.upkeep.config.value.IntegerType;

/// The block `UDP_CHECK`.
public final class UdpKeywords {
    private UdpKeywords() {}

    public static final Keyword<String> PAYLOAD =
            Keyword.of(
                    "payload",
                    new HexType(false),
                    help("Content of the datagram.").byDefault("empty"));
    public static final Keyword<String> REQUIRE_REPLY =
            Keyword.of(
                    "require_reply",
                    new HexType(true),
                    help("An answer must come, and begin like this.").byDefault("off"));
    public static final Keyword<Integer> MIN_REPLY_LENGTH =
            Keyword.of(
                    "min_reply_length",
                    new IntegerType("bytes", 0, 65535),
                    help("Shortest answer that is good.").byDefault("0"));
    public static final Keyword<Integer> MAX_REPLY_LENGTH =
            Keyword.of(
                    "max_reply_length",
                    new IntegerType("bytes", 0, 65535),
                    help("Longest answer that is good.").byDefault("255"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            CheckerKeywords.CONNECTION.and(
                    PAYLOAD, REQUIRE_REPLY, MIN_REPLY_LENGTH, MAX_REPLY_LENGTH);
}
