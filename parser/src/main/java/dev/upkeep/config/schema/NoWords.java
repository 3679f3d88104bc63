package dev.upkeep.config.schema;

/// The arguments of a keyword that takes none: its presence is the value.
public final class NoWords implements ValueType<Boolean> {
    public static final NoWords NONE = new NoWords();

    private NoWords() {}

    @Override
    public Boolean parse(Arguments in) {
        return true;
    }

    @Override
    public String syntax() {
        return "";
    }

    @Override
    public String format(Boolean value) {
        return "";
    }
}
