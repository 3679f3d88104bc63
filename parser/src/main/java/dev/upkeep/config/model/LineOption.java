package dev.upkeep.config.model;

import java.util.List;

/// An option of a route or rule line, checked by the schema: `metric 5` is `("metric", ["5"])`.
public record LineOption(String keyword, List<String> words) {

    public LineOption {
        words = List.copyOf(words);
    }
}
