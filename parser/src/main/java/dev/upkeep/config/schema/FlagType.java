package dev.upkeep.config.schema;

/// The arguments of a keyword that takes none: its presence is the value.
public final class FlagType implements ValueType<Boolean> {
    public static final FlagType NONE = new FlagType();

    private FlagType() {}

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
