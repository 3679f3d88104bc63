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
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keywords that several checkers share: how they connect and when they run.
public final class CheckerKeywords {
    /// Keywords of the connection of a check.
    private static final BlockSchema<CheckConnection> CONNECTION = new BlockSchema<>();

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
                    SharedKeywords.connectTimeout()
                            .inherits(
                                    "real server, service", SharedKeywords.DEFAULT_CONNECT_TIMEOUT),
                    CheckConnection::timeout);
    public static final Keyword<Long> FWMARK =
            CONNECTION.add(
                    Keyword.of(
                                    "fwmark",
                                    new LongType("mark", 0, LongType.UINT32),
                                    help("Firewall mark of the packets."))
                            .orElse(0L, "0"),
                    connection -> Integer.toUnsignedLong(connection.firewallMark()));
    public static final Keyword<Integer> RISE =
            Keyword.of(
                            "rise",
                            new IntegerType("count", 1, 1_000_000),
                            help("Successes in a row before the check is up again.")
                                    .since("Upkeep")
                                    .goesOnWithoutArgument())
                    .orElse(1, "1");
    public static final Keyword<Duration> WARMUP =
            SharedKeywords.warmup().inherits("real server, service, delay_loop");
    public static final Keyword<Duration> DELAY_LOOP =
            SharedKeywords.delayLoop()
                    .inherits("real server, service", SharedKeywords.DEFAULT_DELAY_LOOP);
    public static final Keyword<Boolean> ALPHA =
            Keyword.of("alpha", BooleanType.BOOLEAN, help("Starts in the down state."))
                    .inherits("real server, service");
    public static final Keyword<Boolean> LOG_ALL_FAILURES =
            Keyword.of("log_all_failures", BooleanType.BOOLEAN, help("Logs each failed attempt."))
                    .inherits("checker_log_all_failures");

    /// Keywords for how often a check is tried again before it fails, and when; each kind of check
    /// has a default of its own.
    public record Attempts(Keyword<Long> retry, Keyword<Duration> delayBeforeRetry) {

        /// Declares both keywords.
        ///
        /// @param retries the default of `retry`
        /// @param delay the default of `delay_before_retry`; null for that of `delay_loop`
        static Attempts of(long retries, @Nullable Duration delay) {
            Keyword<Duration> between = SharedKeywords.delayBeforeRetry();
            return new Attempts(
                    SharedKeywords.retry(0).inherits("real server, service", retries),
                    delay == null
                            ? between.inherits("real server, service, delay_loop")
                            : between.inherits("real server, service", delay));
        }
    }

    /// The attempts of a check without defaults of its own.
    public static final Attempts ATTEMPTS = Attempts.of(1, Duration.ofSeconds(1));

    /// Adds the keywords of all checkers about when they run.
    static <C> void addTiming(
            BlockSchema<C> block, Function<C, CheckTiming> timing, Attempts attempts) {
        block.add(attempts.retry(), timing.andThen(times -> (long) times.retry()));
        block.add(RISE, timing.andThen(CheckTiming::rise));
        block.add(attempts.delayBeforeRetry(), timing.andThen(CheckTiming::delayBeforeRetry));
        block.add(WARMUP, timing.andThen(CheckTiming::warmup));
        block.add(DELAY_LOOP, timing.andThen(CheckTiming::delayLoop));
        block.add(ALPHA, timing.andThen(CheckTiming::alpha));
        block.add(LOG_ALL_FAILURES, timing.andThen(CheckTiming::logAllFailures));
    }

    /// Returns a block with the keywords that all checkers that connect have.
    static <C> BlockSchema<C> connecting(
            Function<C, CheckConnection> connection,
            Function<C, CheckTiming> timing,
            Attempts attempts) {
        BlockSchema<C> block = new BlockSchema<>();
        block.include(CONNECTION, connection);
        addTiming(block, timing, attempts);
        return block;
    }

    private static @Nullable Integer port(CheckConnection connection) {
        int port = connection.target().port();
        return port == 0 ? null : Integer.valueOf(port);
    }
}
