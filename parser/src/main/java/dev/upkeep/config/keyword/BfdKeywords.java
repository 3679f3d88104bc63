package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.BfdInstance;
import dev.upkeep.config.schema.BlockSchema;
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
    /// The keywords of the block.
    public static final BlockSchema<BfdInstance> BLOCK = new BlockSchema<>();

    private BfdKeywords() {}

    public static final Keyword<IpAddress> SOURCE_IP =
            BLOCK.add(
                    Keyword.of("source_ip", AddressType.ANY, help("Local address of the session."))
                            .unset("the kernel's choice"),
                    BfdInstance::source);
    public static final Keyword<IpAddress> NEIGHBOR_IP =
            BLOCK.add(
                    Keyword.of(
                            "neighbor_ip",
                            AddressType.ANY,
                            help("Address of the peer.").goesOnWithoutArgument()),
                    BfdInstance::neighbor);
    public static final Keyword<IpAddress> NEIGHBOUR_IP =
            BLOCK.add(NEIGHBOR_IP.synonym("neighbour_ip"));
    public static final Keyword<Duration> MIN_RX =
            BLOCK.add(
                    Keyword.of(
                                    "min_rx",
                                    new SecondsType("milliseconds", 3, 3, 1000, 1_000_000),
                                    help("Shortest receive interval that is acceptable."))
                            .orElse(Duration.ofMillis(10)),
                    session -> session.timing().minRx());
    public static final Keyword<Duration> MIN_TX =
            BLOCK.add(
                    Keyword.of(
                                    "min_tx",
                                    new SecondsType("milliseconds", 3, 3, 1000, 1_000_000),
                                    help("Desired minimum transmit interval."))
                            .orElse(Duration.ofMillis(10)),
                    session -> session.timing().minTx());
    public static final Keyword<Duration> IDLE_TX =
            BLOCK.add(
                    Keyword.of(
                                    "idle_tx",
                                    new SecondsType("milliseconds", 3, 3, 1_000_000, 10_000_000),
                                    help("Transmit interval while the session is not up."))
                            .orElse(Duration.ofSeconds(1)),
                    session -> session.timing().idleTx());
    public static final Keyword<Integer> MULTIPLIER =
            BLOCK.add(
                    Keyword.of(
                                    "multiplier",
                                    new IntegerType("count", 1, 255),
                                    help("Packets that may be lost before the session is down."))
                            .orElse(5),
                    session -> session.timing().multiplier());
    public static final Keyword<Boolean> PASSIVE =
            BLOCK.add(
                    Keyword.flag("passive", help("Sends nothing before the peer does.")),
                    BfdInstance::passive);
    public static final Keyword<Integer> TTL =
            BLOCK.add(
                    Keyword.of("ttl", new IntegerType("hops", 1, 255), help("TTL of sent packets."))
                            .unset("255 for IPv4, 64 for IPv6"),
                    session -> session.hops().ttl());
    public static final Keyword<Integer> HOPLIMIT = BLOCK.add(TTL.synonym("hoplimit"));
    public static final Keyword<Integer> MAX_HOPS =
            BLOCK.add(
                    Keyword.of(
                                    "max_hops",
                                    new IntegerType("hops", -1, 255),
                                    help("Hops a received packet may have made; -1: no check."))
                            .orElse(0),
                    session -> session.hops().max());
    public static final Keyword<Boolean> MULTIHOP =
            BLOCK.add(
                    Keyword.of(
                                    "multihop",
                                    BooleanType.BOOLEAN,
                                    help("Uses the port of multihop sessions.")
                                            .since("2.3 or later"))
                            .orElse(false),
                    session -> session.hops().multihop());
    public static final Keyword<Weight> WEIGHT =
            BLOCK.add(
                    Keyword.of(
                                    "weight",
                                    new WeightType(253, false),
                                    help(
                                            "Added to the priority of instances that track it; 0: down means FAULT."))
                            .orElse(Weight.NONE),
                    session -> new Weight(session.weight(), session.reverse()));
    public static final Keyword<Boolean> VRRP =
            BLOCK.add(
                    Keyword.flag("vrrp", help("Instances may track it."))
                            .unset("both, if neither is given"),
                    session -> session.forVrrp() && !session.forCheckers());
    public static final Keyword<Boolean> CHECKER =
            BLOCK.add(
                    Keyword.flag("checker", help("Checkers may use it."))
                            .unset("both, if neither is given"),
                    session -> session.forCheckers() && !session.forVrrp());

    /// The block itself.
    public static final Section<String, BfdInstance> BFD_INSTANCE =
            Section.of(
                    "bfd_instance",
                    TextType.text("name"),
                    BLOCK,
                    BfdInstance::name,
                    help("A BFD session with a neighbour (RFC 5880)."));
}
