package dev.upkeep.vrrp.condition;

/// Names one tracked object.
public record ConditionKey(Kind kind, String name) {

    /// The kinds of tracked objects.
    public enum Kind {
        INTERFACE("interface"),
        SCRIPT("script"),
        FILE("file"),
        PROCESS("process"),
        BFD("BFD instance");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /// Returns the word of messages.
        public String text() {
            return text;
        }
    }
}
