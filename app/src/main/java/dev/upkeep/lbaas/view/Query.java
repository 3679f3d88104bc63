package dev.upkeep.lbaas.view;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments behind a path, each as often as it stands there.
public record Query(Map<String, List<String>> arguments) {

    public Query {
        arguments = Map.copyOf(arguments);
    }

    /// Reads what stands behind the `?`.
    ///
    /// @param text null for nothing
    /// @throws IllegalArgumentException for a `%` without two hexadecimal digits
    public static Query parse(@Nullable String text) {
        Map<String, List<String>> arguments = new LinkedHashMap<>();
        for (String each : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            String value = equals < 0 ? "" : each.substring(equals + 1);
            arguments.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
        }
        return new Query(arguments);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// The first value of an argument.
    public @Nullable String first(String name) {
        List<String> all = arguments.get(name);
        return all == null ? null : all.getFirst();
    }

    /// All values of an argument; those separated by commas too.
    public List<String> all(String name) {
        return arguments.getOrDefault(name, List.of()).stream()
                .flatMap(each -> List.of(each.split(",")).stream())
                .toList();
    }
}
