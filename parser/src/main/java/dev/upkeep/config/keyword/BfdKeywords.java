package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.AddressType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.WeightType;
import dev.upkeep.config.value.WeightType.Weight;
import dev.upkeep.net.IpAddress;
import java.time.Duration;

/// The block `bfd_instance`.
public final class BfdKeywords {
    private BfdKeywords() {}

    public static final Keyword<IpAddress> SOURCE_IP =
            Keyword.of(
                    "source_ip",
                    AddressType.ANY,
                    help("Local address of the session.").byDefault("the kernel's choice"));
    public static final Keyword<IpAddress> NEIGHBOR_IP =
            Keyword.of("neighbor_ip", AddressType.ANY, help("Address of the peer."));
    public static final Keyword<IpAddress> NEIGHBOUR_IP = NEIGHBOR_IP.synonym("neighbour_ip");
    public static final Keyword<Duration> MIN_RX =
            Keyword.of(
                    "min_rx",
                    new SecondsType("milliseconds", 3, 3, 1000, 1_000_000),
                    help("Shortest receive interval that is acceptable.").byDefault("10"));
    public static final Keyword<Duration> MIN_TX =
            Keyword.of(
                    "min_tx",
                    new SecondsType("milliseconds", 3, 3, 1000, 1_000_000),
                    help("Shortest transmit interval that is wanted.").byDefault("10"));
    public static final Keyword<Duration> IDLE_TX =
            Keyword.of(
                    "idle_tx",
                    new SecondsType("milliseconds", 3, 3, 1_000_000, 10_000_000),
                    help("Transmit interval while the session is not up.").byDefault("1000"));
    public static final Keyword<Integer> MULTIPLIER =
            Keyword.of(
                    "multiplier",
                    new IntegerType("count", 1, 255),
                    help("Packets that may be lost before the session is down.").byDefault("5"));
    public static final Keyword<Boolean> PASSIVE =
            Keyword.of(
                    "passive",
                    FlagType.NONE,
                    help("Sends nothing before the peer does.").byDefault("off"));
    public static final Keyword<Integer> TTL =
            Keyword.of(
                    "ttl",
                    new IntegerType("hops", 1, 255),
                    help("TTL of sent packets.").byDefault("255 for IPv4, 64 for IPv6"));
    public static final Keyword<Integer> HOPLIMIT = TTL.synonym("hoplimit");
    public static final Keyword<Integer> MAX_HOPS =
            Keyword.of(
                    "max_hops",
                    new IntegerType("hops", -1, 255),
                    help("Hops a received packet may have made; -1: no check.").byDefault("0"));
    public static final Keyword<Boolean> MULTIHOP =
            Keyword.of(
                    "multihop",
                    BooleanType.BOOLEAN,
                    help("Uses the port of multihop sessions.")
                            .byDefault("off")
                            .since("2.3 or later"));
    public static final Keyword<Weight> WEIGHT =
            Keyword.of(
                    "weight",
                    new WeightType(253, false),
                    help("Added to the priority of instances that track it; 0: down means FAULT.")
                            .byDefault("0"));
    public static final Keyword<Boolean> VRRP =
            Keyword.of(
                    "vrrp",
                    FlagType.NONE,
                    help("Instances may track it.").byDefault("both, if neither is given"));
    public static final Keyword<Boolean> CHECKER =
            Keyword.of(
                    "checker",
                    FlagType.NONE,
                    help("Checkers may use it.").byDefault("both, if neither is given"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    SOURCE_IP,
                    NEIGHBOR_IP,
                    NEIGHBOUR_IP,
                    MIN_RX,
                    MIN_TX,
                    IDLE_TX,
                    MULTIPLIER,
                    PASSIVE,
                    TTL,
                    HOPLIMIT,
                    MAX_HOPS,
                    MULTIHOP,
                    WEIGHT,
                    VRRP,
                    CHECKER);

    /// The block itself.
    public static final Section<String> BFD_INSTANCE =
            Section.of(
                    "bfd_instance",
                    TextType.text("name"),
                    BLOCK,
                    help("A BFD session with a neighbour (RFC 5880)."));
}
