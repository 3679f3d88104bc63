package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

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

/// Keywords that several checkers share: how they connect and when they run.
public final class CheckerKeywords {
    private CheckerKeywords() {}

    public static final Keyword<IpAddress> CONNECT_IP =
            Keyword.of(
                    "connect_ip",
                    AddressType.ANY,
                    help("Address to connect to.").byDefault("the real server"));
    public static final Keyword<Integer> CONNECT_PORT =
            Keyword.of(
                    "connect_port",
                    new IntegerType("port", 1, 65535),
                    help("Port to connect to.").byDefault("the real server"));
    public static final Keyword<IpAddress> BINDTO =
            Keyword.of(
                    "bindto",
                    AddressType.ANY,
                    help("Local address.").byDefault("the kernel's choice"));
    public static final Keyword<Integer> BIND_PORT =
            Keyword.of(
                    "bind_port",
                    new IntegerType("port", 1, 65535),
                    help("Local port.").byDefault("the kernel's choice"));
    public static final Keyword<String> BIND_IF =
            Keyword.of(
                    "bind_if",
                    InterfaceType.INTERFACE,
                    help("Device of the connection; link-local targets need one.")
                            .byDefault("none"));
    public static final Keyword<Duration> CONNECT_TIMEOUT =
            Keyword.of(
                    "connect_timeout",
                    SecondsType.decimal("0.000001", "4294.967295"),
                    help("Limit of connecting and of each answer.")
                            .byDefault("real server, service, 5"));
    public static final Keyword<Long> FWMARK =
            Keyword.of(
                    "fwmark",
                    new LongType("mark", 0, LongType.UINT32),
                    help("Firewall mark of the packets.").byDefault("0"));
    public static final Keyword<Long> RETRY =
            Keyword.of(
                    "retry",
                    new LongType("count", 0, LongType.UINT32),
                    help("Further attempts before the check fails.")
                            .byDefault("real server, service, 1 (DNS 3, MISC 0)"));
    public static final Keyword<Long> NB_GET_RETRY = RETRY.deprecated("nb_get_retry");
    public static final Keyword<Integer> RISE =
            Keyword.of(
                    "rise",
                    new IntegerType("count", 1, 1_000_000),
                    help("Successes in a row before the check is up again.")
                            .byDefault("1")
                            .since("Upkeep"));
    public static final Keyword<Duration> DELAY_BEFORE_RETRY =
            Keyword.of(
                    "delay_before_retry",
                    SecondsType.decimal("0"),
                    help("Time between attempts.")
                            .byDefault("real server, service, 1 (HTTP 3, DNS delay_loop)"));
    public static final Keyword<Duration> WARMUP =
            Keyword.of(
                    "warmup",
                    SecondsType.decimal("0"),
                    help("The first run comes after a random part of it; 0: at once.")
                            .byDefault("real server, service, delay_loop"));
    public static final Keyword<Duration> DELAY_LOOP =
            Keyword.of(
                    "delay_loop",
                    SecondsType.decimal("0.000001"),
                    help("Time between two runs.").byDefault("real server, service, 60"));
    public static final Keyword<Boolean> ALPHA =
            Keyword.of(
                    "alpha",
                    BooleanType.BOOLEAN,
                    help("Starts in the down state.").byDefault("real server, service, off"));
    public static final Keyword<Boolean> LOG_ALL_FAILURES =
            Keyword.of(
                    "log_all_failures",
                    BooleanType.BOOLEAN,
                    help("Logs each failed attempt.").byDefault("checker_log_all_failures"));

    /// When a check runs.
    static final BlockSchema TIMING =
            BlockSchema.of(
                    RETRY, RISE, DELAY_BEFORE_RETRY, WARMUP, DELAY_LOOP, ALPHA, LOG_ALL_FAILURES);

    /// How a check connects and when it runs.
    static final BlockSchema CONNECTION =
            BlockSchema.of(
                    CONNECT_IP,
                    CONNECT_PORT,
                    BINDTO,
                    BIND_PORT,
                    BIND_IF,
                    CONNECT_TIMEOUT,
                    FWMARK,
                    RETRY,
                    RISE,
                    DELAY_BEFORE_RETRY,
                    WARMUP,
                    DELAY_LOOP,
                    ALPHA,
                    LOG_ALL_FAILURES);

    /// `TCP_CHECK`.
    static final BlockSchema TCP = CONNECTION;

    /// `PING_CHECK`.
    static final BlockSchema PING = CONNECTION;
}
