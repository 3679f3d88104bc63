package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SystemView.RouteTable;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Arguments of the options of route and rule lines. Each gives the words in canonical spelling:
/// names of iproute2 become numbers.
final class OptionArguments {
    private OptionArguments() {}

    /// A type from its syntax and the function that checks one word.
    private record OneWord(String syntax, BiFunction<Arguments, Word, @Nullable String> check)
            implements ValueType<List<String>> {
        @Override
        public @Nullable List<String> parse(Arguments in) {
            Word word = in.require("more words: " + syntax);
            String canonical = word == null ? null : check.apply(in, word);
            return canonical == null ? null : List.of(canonical);
        }

        @Override
        public String format(List<String> value) {
            return String.join(" ", value);
        }
    }

    /// A type whose value may have a word in front.
    private record Prefixed(String prefix, ValueType<List<String>> rest)
            implements ValueType<List<String>> {
        @Override
        public @Nullable List<String> parse(Arguments in) {
            boolean given = in.accept(prefix);
            List<String> words = rest.parse(in);
            if (!given || words == null) {
                return words;
            }
            List<String> all = new ArrayList<>();
            all.add(prefix);
            all.addAll(words);
            return all;
        }

        @Override
        public String syntax() {
            return "[" + prefix + "] " + rest.syntax();
        }

        @Override
        public String format(List<String> value) {
            return String.join(" ", value);
        }
    }

    /// Nothing follows.
    private record Nothing() implements ValueType<List<String>> {
        @Override
        public List<String> parse(Arguments in) {
            return List.of();
        }

        @Override
        public String syntax() {
            return "";
        }

        @Override
        public String format(List<String> value) {
            return "";
        }
    }

    static final ValueType<List<String>> NOTHING = new Nothing();

    /// All addresses, as a selector of a rule.
    static final String EVERY = "all";

    static ValueType<List<String>> number(long min, long max) {
        return new OneWord(
                "<" + min + ".." + max + ">",
                (in, word) -> {
                    Long value = Numbers.whole(in, word, min, max);
                    return value == null ? null : value.toString();
                });
    }

    static ValueType<List<String>> anyBase(long max) {
        return new OneWord(
                "<0.." + max + ">",
                (in, word) -> {
                    Long value = Numbers.anyBase(in, word, 0, max);
                    return value == null ? null : value.toString();
                });
    }

    static ValueType<List<String>> named(RouteTable table, long min, long max) {
        return new OneWord(
                "<name|" + min + ".." + max + ">",
                (in, word) -> {
                    Integer number = in.system().routeNumber(table, word.text());
                    if (number != null) {
                        return Integer.toUnsignedString(number);
                    }
                    Long value = Numbers.anyBase(in, word, min, max);
                    return value == null ? null : value.toString();
                });
    }

    static ValueType<List<String>> lockable(ValueType<List<String>> type) {
        return new Prefixed("lock", type);
    }

    static ValueType<List<String>> after(String prefix, ValueType<List<String>> type) {
        return new Prefixed(prefix, type);
    }

    /// A time of the kernel's metrics, at most 120 s, as the number the kernel counts in. A plain
    /// number is one already.
    ///
    /// @param perMillisecond how many of the kernel's units make a millisecond
    static ValueType<List<String>> time(int perMillisecond) {
        return new OneWord(
                "<number>[s|ms]", (in, word) -> KernelTime.read(in, word, perMillisecond));
    }

    static ValueType<List<String>> address(@Nullable Family family) {
        return new OneWord(
                "<IP address>",
                (in, word) -> {
                    IpAddress address = AddressType.read(in, word);
                    if (address != null && family != null && address.family() != family) {
                        in.error(
                                DiagnosticCode.ADDRESS_FAMILY,
                                word,
                                word.text() + " is IPv4",
                                null);
                        return null;
                    }
                    return address == null ? null : address.toString();
                });
    }

    static ValueType<List<String>> prefix() {
        return new OneWord("<IP address>[/<length>]", OptionArguments::prefix);
    }

    private static @Nullable String prefix(Arguments in, Word word) {
        Prefix prefix = Prefix.tryRead(word.text());
        if (prefix == null) {
            in.error(
                    DiagnosticCode.ADDRESS_INVALID,
                    word,
                    "'" + word.text() + "' is not an address with a prefix length",
                    null);
            return null;
        }
        return prefix.toString();
    }

    /// The selector of a rule: a prefix, or [#EVERY] for all addresses.
    static ValueType<List<String>> selector() {
        ValueType<List<String>> prefix = prefix();
        return new OneWord(
                prefix.syntax() + "|default|any|all",
                (in, word) ->
                        switch (word.text()) {
                            case "default", "any", EVERY -> EVERY;
                            default -> prefix(in, word);
                        });
    }

    static ValueType<List<String>> device() {
        return new OneWord("<interface>", InterfaceType::read);
    }

    static ValueType<List<String>> word(String what) {
        return new OneWord("<" + what + ">", (_, word) -> word.text());
    }

    static ValueType<List<String>> matching(String syntax, String pattern) {
        return new OneWord(
                syntax,
                (in, word) -> {
                    if (word.text().matches(pattern)) {
                        return word.text();
                    }
                    in.error(
                            DiagnosticCode.OPTION_VALUE,
                            word,
                            "'" + word.text() + "' is not " + syntax,
                            null);
                    return null;
                });
    }

    /// Returns a range of ports; a single one is read as a range of one, which keepalived refuses.
    static ValueType<List<String>> portRange() {
        return new OneWord(
                "<first>-<last>",
                (in, word) -> {
                    if (word.text().matches("[0-9]{1,5}-[0-9]{1,5}")) {
                        return word.text();
                    }
                    if (word.text().matches("[0-9]{1,5}")) {
                        in.error(
                                DiagnosticCode.PORT_SINGLE,
                                word,
                                "needs a range, keepalived refuses a single port",
                                "write " + word.text() + "-" + word.text());
                        return word.text() + "-" + word.text();
                    }
                    in.error(
                            DiagnosticCode.OPTION_VALUE,
                            word,
                            "'" + word.text() + "' is no port range",
                            null);
                    return null;
                });
    }
}
