package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.AddressType;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.InterfaceType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keywords that several checkers share: how they connect and when they run.
public final class CheckerKeywords {
    /// Keywords of the connection of a check.
    private static final BlockSchema<CheckConnection> CONNECTION = new BlockSchema<>();

    /// Keywords of the times of a check.
    static final BlockSchema<CheckTiming> TIMING = new BlockSchema<>();

    private CheckerKeywords() {}

    public static final Keyword<IpAddress> CONNECT_IP =
            CONNECTION.add(
                    Keyword.of("connect_ip", AddressType.ANY, help("Address to connect to."))
                            .inherits("the real server"),
                    connection -> connection.target().address());
    public static final Keyword<Integer> CONNECT_PORT =
            CONNECTION.add(
                    Keyword.of(
                                    "connect_port",
                                    new IntegerType("port", 1, 65535),
                                    help("Port to connect to."))
                            .inherits("the real server"),
                    CheckerKeywords::port);
    public static final Keyword<IpAddress> BINDTO =
            CONNECTION.add(
                    Keyword.of("bindto", AddressType.ANY, help("Local address."))
                            .unset("the kernel's choice"),
                    CheckConnection::bindAddress);
    public static final Keyword<Integer> BIND_PORT =
            CONNECTION.add(
                    Keyword.of("bind_port", new IntegerType("port", 1, 65535), help("Local port."))
                            .orElse(0, "the kernel's choice"),
                    CheckConnection::bindPort);
    public static final Keyword<String> BIND_IF =
            CONNECTION.add(
                    Keyword.of(
                                    "bind_if",
                                    InterfaceType.INTERFACE,
                                    help("Device of the connection; link-local targets need one."))
                            .unset("none"),
                    CheckConnection::bindInterface);
    public static final Keyword<Duration> CONNECT_TIMEOUT =
            CONNECTION.add(
                    Keyword.of(
                                    "connect_timeout",
                                    SecondsType.decimal("0.000001", "4294.967295"),
                                    help("Limit of connecting and of each answer."))
                            .inherits("real server, service, 5"),
                    CheckConnection::timeout);
    public static final Keyword<Long> FWMARK =
            CONNECTION.add(
                    Keyword.of(
                                    "fwmark",
                                    new LongType("mark", 0, LongType.UINT32),
                                    help("Firewall mark of the packets."))
                            .orElse(0L, "0"),
                    connection -> Integer.toUnsignedLong(connection.firewallMark()));
    public static final Keyword<Long> RETRY =
            TIMING.add(
                    Keyword.of(
                                    "retry",
                                    new LongType("count", 0, LongType.UINT32),
                                    help("Further attempts before the check fails."))
                            .inherits("real server, service, 1 (DNS 3, MISC 0)"),
                    timing -> (long) timing.retry());
    public static final Keyword<Long> NB_GET_RETRY = RETRY.deprecated("nb_get_retry");
    public static final Keyword<Integer> RISE =
            TIMING.add(
                    Keyword.of(
                                    "rise",
                                    new IntegerType("count", 1, 1_000_000),
                                    help("Successes in a row before the check is up again.")
                                            .since("Upkeep")
                                            .goesOnWithoutArgument())
                            .orElse(1, "1"),
                    CheckTiming::rise);
    public static final Keyword<Duration> DELAY_BEFORE_RETRY =
            TIMING.add(
                    Keyword.of(
                                    "delay_before_retry",
                                    SecondsType.decimal("0"),
                                    help("Time between attempts."))
                            .inherits("real server, service, 1 (HTTP 3, DNS delay_loop)"),
                    CheckTiming::delayBeforeRetry);
    public static final Keyword<Duration> WARMUP =
            TIMING.add(
                    Keyword.of(
                                    "warmup",
                                    SecondsType.decimal("0"),
                                    help(
                                            "The first run comes after a random part of it; 0: at once."))
                            .inherits("real server, service, delay_loop"),
                    CheckTiming::warmup);
    public static final Keyword<Duration> DELAY_LOOP =
            TIMING.add(
                    Keyword.of(
                                    "delay_loop",
                                    SecondsType.decimal("0.000001"),
                                    help("Time between two runs."))
                            .inherits("real server, service, 60"),
                    CheckTiming::delayLoop);
    public static final Keyword<Boolean> ALPHA =
            TIMING.add(
                    Keyword.of("alpha", BooleanType.BOOLEAN, help("Starts in the down state."))
                            .inherits("real server, service, off"),
                    CheckTiming::alpha);
    public static final Keyword<Boolean> LOG_ALL_FAILURES =
            TIMING.add(
                    Keyword.of(
                                    "log_all_failures",
                                    BooleanType.BOOLEAN,
                                    help("Logs each failed attempt."))
                            .inherits("checker_log_all_failures"),
                    CheckTiming::logAllFailures);

    /// The start of the block of a checker that connects.
    static <C> BlockSchema<C> connecting(
            Function<C, CheckConnection> connection, Function<C, CheckTiming> timing) {
        BlockSchema<C> block = new BlockSchema<>();
        block.include(CONNECTION, connection);
        block.include(TIMING, timing);
        return block;
    }

    private static @Nullable Integer port(CheckConnection connection) {
        int port = connection.target().port();
        return port == 0 ? null : Integer.valueOf(port);
    }
}
