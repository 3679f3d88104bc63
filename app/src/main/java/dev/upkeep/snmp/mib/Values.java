package dev.upkeep.snmp.mib;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptProgram;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.snmp.agentx.SnmpValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The values of this MIB's kinds.
public final class Values {

    private static final int ENABLED = 1;

    /// `InetAddressType` (RFC 4001).
    private static final int IPV4 = 1;

    private static final int IPV6 = 2;

    private static final int CENTISECOND_NANOS = 10_000_000;
    private static final int MICRO_NANOS = 1_000;

    private Values() {}

    static SnmpValue number(long value) {
        return new SnmpValue.Int32((int) value);
    }

    static SnmpValue gauge(long value) {
        return new SnmpValue.Gauge((int) value);
    }

    static SnmpValue counter(long value) {
        return new SnmpValue.Counter32((int) value);
    }

    static SnmpValue counter64(long value) {
        return new SnmpValue.Counter64(value);
    }

    static @Nullable SnmpValue text(@Nullable String text) {
        return text == null ? null : SnmpValue.text(text);
    }

    /// 1 for enabled, 2 for disabled, as most enumerations here have it.
    static SnmpValue enabled(boolean on) {
        return SnmpValue.either(on, ENABLED, 2);
    }

    /// Returns whether a value that [#enabled] makes means enabled.
    public static boolean isEnabled(int value) {
        return value == ENABLED;
    }

    static SnmpValue family(Family family) {
        return number(family == Family.INET ? IPV4 : IPV6);
    }

    static @Nullable SnmpValue addressType(@Nullable IpAddress address) {
        return address == null ? null : family(address.family());
    }

    static @Nullable SnmpValue address(@Nullable IpAddress address) {
        return address == null ? null : new SnmpValue.Octets(address.bytes());
    }

    /// `'/usr/bin/mail' 'a b'`, with the program that is executed.
    static @Nullable SnmpValue script(@Nullable Script script) {
        return script == null
                ? null
                : SnmpValue.text(
                        IntStream.range(0, script.arguments().size())
                                .mapToObj(i ->
                                        "'" + (i == 0 ? program(script) : word(script, i)) + "'")
                                .collect(Collectors.joining(" ")));
    }

    private static String word(Script script, int index) {
        return script.arguments().get(index);
    }

    private static String program(Script script) {
        return script.program() instanceof ScriptProgram.Resolved(String path)
                ? path
                : word(script, 0);
    }

    static SnmpValue seconds(Duration duration) {
        return gauge(duration.toSeconds());
    }

    static long centiseconds(Duration duration) {
        return duration.toNanos() / CENTISECOND_NANOS;
    }

    static SnmpValue micros(Duration duration) {
        return gauge(duration.toNanos() / MICRO_NANOS);
    }

    /// Returns the index of a row: numbers, then the bytes of an address.
    static int[] index(byte[] address, int... before) {
        int[] index = Arrays.copyOf(before, before.length + address.length);
        for (int i = 0; i < address.length; i++) {
            index[before.length + i] = address[i] & 0xff;
        }
        return index;
    }
}
