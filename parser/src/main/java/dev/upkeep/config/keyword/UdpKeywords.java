package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.HexType;
import dev.upkeep.config.value.IntegerType;

/// The block `UDP_CHECK`.
public final class UdpKeywords {
    /// The keywords of the block.
    public static final BlockSchema<Checker.Udp> BLOCK =
            CheckerKeywords.connecting(
                    Checker.Udp::connection, Checker.Udp::timing, CheckerKeywords.ATTEMPTS);

    private UdpKeywords() {}

    public static final Keyword<String> PAYLOAD =
            BLOCK.add(
                    Keyword.of(
                                    "payload",
                                    new HexType(false),
                                    help("Content of the datagram.").goesOnWithoutArgument())
                            .orElse("", "empty"),
                    Checker.Udp::payload);
    public static final Keyword<String> REQUIRE_REPLY =
            BLOCK.add(
                    Keyword.of(
                                    "require_reply",
                                    new HexType(true),
                                    help("An answer must come, and begin like this."))
                            .unset("off"),
                    Checker.Udp::requireReply);
    public static final Keyword<Integer> MIN_REPLY_LENGTH =
            BLOCK.add(
                    Keyword.of(
                                    "min_reply_length",
                                    new IntegerType("bytes", 0, 65535),
                                    help("Shortest answer that is good."))
                            .orElse(0),
                    Checker.Udp::minReplyLength);
    public static final Keyword<Integer> MAX_REPLY_LENGTH =
            BLOCK.add(
                    Keyword.of(
                                    "max_reply_length",
                                    new IntegerType("bytes", 0, 65535),
                                    help("Longest answer that is good."))
                            .orElse(255),
                    Checker.Udp::maxReplyLength);
}
