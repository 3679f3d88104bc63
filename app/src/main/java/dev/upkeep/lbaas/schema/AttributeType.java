package dev.upkeep.lbaas.schema;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The type of an attribute's values. [AttributeValues] converts the JSON of a request.
public sealed interface AttributeType {

    /// Text with a length and, where not null, a pattern.
    ///
    /// @param pattern null for any text
    record Text(int minLength, int maxLength, @Nullable Pattern pattern) implements AttributeType {}

    /// A whole number; numbers in text are taken too.
    record WholeNumber(long min, long max) implements AttributeType {}

    /// A boolean; `true`, `yes`, `0` and so on are taken too.
    record Flag() implements AttributeType {}

    /// One of some words.
    record OneOf(List<String> words) implements AttributeType {
        public OneOf {
            words = List.copyOf(words);
        }
    }

    /// One of some numbers: `1.0`, `301`.
    record OneOfNumbers(List<Number> numbers) implements AttributeType {
        public OneOfNumbers {
            numbers = List.copyOf(numbers);
        }
    }

    /// A UUID, with or without hyphens.
    record Uuid() implements AttributeType {}

    /// An IP address.
    record Address() implements AttributeType {}

    /// A network in CIDR notation.
    record Cidr() implements AttributeType {}

    /// A path of a URL.
    record UrlPath() implements AttributeType {}

    /// A URL with `http` or `https`.
    record Url() implements AttributeType {}

    /// Header names with their values.
    record Headers() implements AttributeType {}

    /// Several values of one type.
    record ListOf(AttributeType element) implements AttributeType {}

    /// An object with attributes of its own.
    record Nested(Schema schema) implements AttributeType {}
}
