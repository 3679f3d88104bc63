package dev.upkeep.config.value;

import dev.upkeep.config.model.LvsGlobals.SyncDaemon;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// `lvs_sync_daemon`: an interface and options; the old form gives instance and id by position.
public final class SyncDaemonType implements ValueType<SyncDaemon> {
    public static final SyncDaemonType SYNC_DAEMON = new SyncDaemonType();

    private SyncDaemonType() {}

    @Override
    public @Nullable SyncDaemon parse(Arguments in) {
        String device = InterfaceType.INTERFACE.parse(in);
        if (device == null) {
            return null;
        }
        SyncDaemon daemon = new SyncDaemon(device, null, null, 0, 0, 0, null);
        boolean first = true;
        while (in.hasNext()) {
            Word option = in.next();
            if (option != null) {
                daemon = option(in, option, daemon, first);
            }
            first = false;
        }
        return daemon;
    }

    private static SyncDaemon option(Arguments in, Word option, SyncDaemon d, boolean first) {
        return switch (option.text()) {
            case "inst" -> {
                Word name = in.require("the instance after inst");
                yield name == null ? d : named(d, name.text());
            }
            case "id" ->
                    new SyncDaemon(
                            d.interfaceName(),
                            d.instance(),
                            number(in, "id", 0, 255),
                            d.maxLength(),
                            d.port(),
                            d.ttl(),
                            d.group());
            case "maxlen" ->
                    new SyncDaemon(
                            d.interfaceName(),
                            d.instance(),
                            d.id(),
                            orZero(number(in, "maxlen", 1, 65507)),
                            d.port(),
                            d.ttl(),
                            d.group());
            case "port" ->
                    new SyncDaemon(
                            d.interfaceName(),
                            d.instance(),
                            d.id(),
                            d.maxLength(),
                            orZero(number(in, "port", 1, 65535)),
                            d.ttl(),
                            d.group());
            case "ttl" ->
                    new SyncDaemon(
                            d.interfaceName(),
                            d.instance(),
                            d.id(),
                            d.maxLength(),
                            d.port(),
                            orZero(number(in, "ttl", 1, 255)),
                            d.group());
            case "group" -> {
                IpAddress group = AddressType.GROUP.parse(in);
                yield new SyncDaemon(
                        d.interfaceName(),
                        d.instance(),
                        d.id(),
                        d.maxLength(),
                        d.port(),
                        d.ttl(),
                        group);
            }
            default -> first ? positional(in, option, d) : unknown(in, option, d);
        };
    }

    /// `IF INSTANCE [ID]`, the form of old.
    private static SyncDaemon positional(Arguments in, Word name, SyncDaemon d) {
        in.hint(
                DiagnosticCode.OPTION_DEPRECATED,
                name,
                "takes the instance by position only in old files",
                "write inst " + name.text());
        SyncDaemon daemon = named(d, name.text());
        Word id = in.peek();
        if (id == null || !id.text().chars().allMatch(Character::isDigit)) {
            return daemon;
        }
        return new SyncDaemon(
                d.interfaceName(),
                name.text(),
                number(in, "id", 0, 255),
                d.maxLength(),
                d.port(),
                d.ttl(),
                d.group());
    }

    private static SyncDaemon named(SyncDaemon d, String instance) {
        return new SyncDaemon(
                d.interfaceName(), instance, d.id(), d.maxLength(), d.port(), d.ttl(), d.group());
    }

    private static SyncDaemon unknown(Arguments in, Word option, SyncDaemon d) {
        in.error(
                DiagnosticCode.OPTION_UNKNOWN,
                option,
                "does not know the word '" + option.text() + "'",
                "inst, id, maxlen, port, ttl and group may follow");
        return d;
    }

    private static @Nullable Integer number(Arguments in, String what, int min, int max) {
        Word word = in.require("a number after " + what);
        Long value = word == null ? null : Numbers.whole(in, word, min, max);
        return value == null ? null : Integer.valueOf(value.intValue());
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    @Override
    public String syntax() {
        return "<interface> [inst <instance>] [id <0..255>] [maxlen <1..65507>]"
                + " [port <1..65535>] [ttl <1..255>] [group <multicast address>]";
    }

    @Override
    public String format(SyncDaemon d) {
        StringBuilder out = new StringBuilder(Quote.word(d.interfaceName()));
        if (d.instance() != null) {
            out.append(" inst ").append(Quote.word(d.instance()));
        }
        if (d.id() != null) {
            out.append(" id ").append(d.id());
        }
        append(out, " maxlen ", d.maxLength());
        append(out, " port ", d.port());
        append(out, " ttl ", d.ttl());
        if (d.group() != null) {
            out.append(" group ").append(d.group());
        }
        return out.toString();
    }

    private static void append(StringBuilder out, String word, int value) {
        if (value != 0) {
            out.append(word).append(value);
        }
    }
}
