package dev.upkeep.lbaas.schema;

import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSON of requests to checked values: text, `Long`, `Double`, `Boolean`, lists and maps of these.
final class AttributeValues {

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");
    private static final Pattern PATH =
            Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#\\[\\]-]|%[0-9a-fA-F]{2})*");
    private static final Pattern URL =
            Pattern.compile(
                    "https?://[A-Za-z0-9._~\\[\\]:%@-]+(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9a-fA-F]{2})*)?");
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");

    private AttributeValues() {}

    /// Reads one value; null stays null.
    ///
    /// @throws ApiFault when it does not fit
    static @Nullable Object read(
            String where, String name, AttributeType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (type instanceof AttributeType.Nested(Schema schema)) {
            return schema.create(where + "." + name, object(name, value));
        }
        if (type instanceof AttributeType.ListOf(AttributeType element)) {
            return list(where, name, element, value);
        }
        try {
            return simple(type, value);
        } catch (IllegalArgumentException e) {
            throw ApiFault.invalidInput(name, shown(value), String.valueOf(e.getMessage()));
        }
    }

    /// An object of a request.
    ///
    /// @throws ApiFault when it is something else
    @SuppressWarnings("unchecked") // keys of JSON objects are text
    static Map<String, @Nullable Object> object(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw ApiFault.invalidInput(name, shown(value), "Value should be an object");
    }

    private static List<@Nullable Object> list(
            String where, String name, AttributeType element, Object value) {
        if (!(value instanceof List<?> list)) {
            throw ApiFault.invalidInput(name, shown(value), "Value not a valid list: " + value);
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Object each : list) {
            values.add(read(where, name, element, each));
        }
        return values;
    }

    private static Object simple(AttributeType type, Object value) {
        return switch (type) {
            case AttributeType.Text text -> text(text, value);
            case AttributeType.WholeNumber(long min, long max) -> number(min, max, value);
            case AttributeType.Flag _ -> flag(value);
            case AttributeType.OneOf(List<String> words) -> {
                if (!words.contains(String.valueOf(value))) {
                    throw new IllegalArgumentException(
                            "Value should be one of: " + String.join(", ", words));
                }
                yield value;
            }
            case AttributeType.OneOfNumbers(List<Number> numbers) -> oneOf(numbers, value);
            case AttributeType.Uuid _ -> uuid(value);
            case AttributeType.Address _ -> address(value);
            case AttributeType.Cidr _ -> cidr(string(value));
            case AttributeType.UrlPath _ ->
                    matching(PATH, value, "Value must be a valid URL Path string");
            case AttributeType.Url _ -> matching(URL, value, "Value must be a valid URL string");
            case AttributeType.Headers _ -> headers(value);
            case AttributeType.ListOf _, AttributeType.Nested _ ->
                    throw new IllegalStateException("read() has taken these");
        };
    }

    private static String string(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("Value should be string");
    }

    private static String text(AttributeType.Text type, Object value) {
        String text = string(value);
        if (text.length() < type.minLength()) {
            throw new IllegalArgumentException(
                    "Value should have a minimum character requirement of " + type.minLength());
        }
        if (text.length() > type.maxLength()) {
            throw new IllegalArgumentException(
                    "Value should have a maximum character requirement of " + type.maxLength());
        }
        Pattern pattern = type.pattern();
        if (pattern != null && !pattern.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "Value should match the pattern " + pattern.pattern());
        }
        return text;
    }

    private static Long number(long min, long max, Object value) {
        long number;
        try {
            number =
                    switch (value) {
                        case Integer i -> i;
                        case Long l -> l;
                        case String text -> Long.parseLong(text.strip());
                        default -> throw new NumberFormatException();
                    };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "unable to convert to int. Error: invalid literal for int() with base 10: '"
                            + value
                            + "'",
                    e);
        }
        if (number < min) {
            throw new IllegalArgumentException("Value should be greater or equal to " + min);
        }
        if (number > max) {
            throw new IllegalArgumentException("Value should be lower or equal to " + max);
        }
        return number;
    }

    private static Boolean flag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        String word = String.valueOf(value);
        if (TRUE.contains(word) || FALSE.contains(word)) {
            return TRUE.contains(word);
        }
        throw new IllegalArgumentException("Value not an unambiguous boolean: " + value);
    }

    private static Number oneOf(List<Number> numbers, Object value) {
        for (Number each : numbers) {
            try {
                if (each.doubleValue() == Double.parseDouble(String.valueOf(value))) {
                    return each;
                }
            } catch (NumberFormatException e) {
                break; // no number at all: the message below says what is one
            }
        }
        throw new IllegalArgumentException(
                "Value should be one of: "
                        + String.join(", ", numbers.stream().map(String::valueOf).toList()));
    }

    private static String uuid(Object value) {
        String text = String.valueOf(value);
        if (!UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("Value should be UUID format");
        }
        String digits = text.replace("-", "");
        return text.contains("-")
                ? UUID.fromString(text).toString()
                : UUID.fromString(
                                digits.replaceFirst(
                                        "(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"))
                        .toString();
    }

    private static String address(Object value) {
        try {
            IpAddress.parse(string(value));
            return string(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Value should be IPv4 or IPv6 format", e);
        }
    }

    private static String cidr(String text) {
        try {
            return Network.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Value should be IPv4 or IPv6 CIDR format", e);
        }
    }

    private static String matching(Pattern pattern, Object value, String otherwise) {
        if (value instanceof String text && pattern.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException(otherwise);
    }

    private static Map<String, String> headers(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("Value not a valid dict: " + value);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        map.forEach((name, each) -> headers.put(String.valueOf(name), String.valueOf(each)));
        return headers;
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean flag -> flag ? "True" : "False";
            default -> value.toString();
        };
    }
}
