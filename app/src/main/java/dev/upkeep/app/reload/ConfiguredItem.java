package dev.upkeep.app.reload;

import java.util.List;

/// Something that a configuration makes run.
///
/// @param name for messages; unique within a configuration
/// @param text the words by which it is written
record ConfiguredItem(String name, Text text) {

    /// Words at a place of a line.
    ///
    /// @param position of the first of the words in the line
    record Text(int position, List<String> words) {
        Text {
            words = List.copyOf(words);
        }

        static Text at(int position, String... words) {
            return new Text(position, List.of(words));
        }
    }
}
