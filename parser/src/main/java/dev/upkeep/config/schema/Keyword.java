package dev.upkeep.config.schema;

import org.jspecify.annotations.Nullable;

/// A keyword with words on its line and no block. Compared by identity: the constants of the
/// keyword classes are the only instances.
///
/// When it is absent, a value counts ([#orElse]), something found elsewhere ([#inherits]), or
/// nothing.
public final class Keyword<T> implements Node {
    private final String name;
    private final ValueType<T> type;
    private final KeywordInfo info;
    private final @Nullable T orElse;
    private final @Nullable String absent;
    private final @Nullable String from;
    private final @Nullable Keyword<T> current;

    private Keyword(
            String name,
            ValueType<T> type,
            KeywordInfo info,
            @Nullable T orElse,
            @Nullable String absent,
            @Nullable String from,
            @Nullable Keyword<T> current) {
        this.name = name;
        this.type = type;
        this.info = info;
        this.orElse = orElse;
        this.absent = absent;
        this.from = from;
        this.current = current;
    }

    public static <T> Keyword<T> of(String name, ValueType<T> type, KeywordInfo info) {
        return new Keyword<>(name, type, info, null, null, null, null);
    }

    /// Returns a keyword that is off when it is absent, and on when it is there.
    public static Keyword<Boolean> flag(String name, KeywordInfo info) {
        return new Keyword<>(name, FlagType.NONE, info, false, "off", null, null);
    }

    /// This keyword with a value that counts when it is absent.
    public Keyword<T> orElse(T value) {
        return new Keyword<>(name, type, info, value, null, null, current);
    }

    /// This keyword with a value that counts when it is absent, and that dumps leave out because it
    /// can only be said by absence.
    ///
    /// @param text the value in words
    public Keyword<T> orElse(T value, String text) {
        return new Keyword<>(name, type, info, value, text, null, current);
    }

    /// This keyword with something found elsewhere that counts when it is absent.
    ///
    /// @param from another keyword, or the block that has it
    public Keyword<T> inherits(String from) {
        return new Keyword<>(name, type, info, orElse, from, null, current);
    }

    /// This keyword with something found elsewhere that counts when it is absent, and a value where
    /// it is absent there too.
    ///
    /// @param from other keywords, or the blocks that have it, in the order of the search
    public Keyword<T> inherits(String from, T last) {
        return new Keyword<>(name, type, info, last, null, from, current);
    }

    /// This keyword with words for its absence.
    public Keyword<T> unset(String meaning) {
        return new Keyword<>(name, type, info, orElse, meaning, null, current);
    }

    /// Another spelling of this keyword with the same meaning. It is silent.
    public Keyword<T> synonym(String spelling) {
        KeywordInfo same = KeywordInfo.help("The same as `" + name + "`.");
        return spelled(spelling, same);
    }

    /// Returns the keyword with a spelling of old, which still works and is reported.
    public Keyword<T> deprecated(String spelling) {
        KeywordInfo old = KeywordInfo.help("Old spelling of `" + name + "`.").writeInstead(name);
        return spelled(spelling, old);
    }

    /// Returns the keyword with a spelling of old that still works; keepalived 2.2.7 does not
    /// mention it, here it is worth a hint.
    public Keyword<T> formerly(String spelling) {
        KeywordInfo old =
                KeywordInfo.help("Old spelling of `" + name + "`.").writeInstead(name).quiet();
        return spelled(spelling, old);
    }

    private Keyword<T> spelled(String spelling, KeywordInfo other) {
        return new Keyword<>(spelling, type, other.asIn(info), orElse, absent, from, this);
    }

    @Override
    public String name() {
        return name;
    }

    public ValueType<T> type() {
        return type;
    }

    /// Returns the value that counts when the keyword is absent.
    ///
    /// @throws IllegalStateException when it has none
    public T defaultValue() {
        T value = orElse;
        if (value == null) {
            throw new IllegalStateException(name + " has no default");
        }
        return value;
    }

    /// Returns the value that counts when the keyword is absent.
    ///
    /// @param otherwise counts where it has none of its own
    public T defaultValue(T otherwise) {
        return orElse == null ? otherwise : orElse;
    }

    /// Returns whether a dump leaves the keyword out with this value.
    public boolean saidByAbsence(T value) {
        boolean off = value.equals(false);
        boolean ownDefault = from == null && value.equals(orElse);
        return ownDefault ? off || absent != null : off && type == FlagType.NONE;
    }

    @Override
    public @Nullable String byDefault() {
        T value = orElse;
        if (absent != null || value == null) {
            return absent;
        }
        String text = type.format(value);
        return from == null ? text : from + ", else " + text;
    }

    @Override
    public KeywordInfo info() {
        return info;
    }

    @Override
    public String syntax() {
        return type.syntax();
    }

    @Override
    public Keyword<T> canonical() {
        return current == null ? this : current;
    }

    @Override
    public String toString() {
        return name;
    }
}
