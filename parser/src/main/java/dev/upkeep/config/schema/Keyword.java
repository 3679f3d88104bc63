package dev.upkeep.config.schema;

import org.jspecify.annotations.Nullable;

/// A keyword with words on its line and no block. Compared by identity: the constants of the
/// keyword classes are the only instances.
public final class Keyword<T> implements Node {
    private final String name;
    private final ValueType<T> type;
    private final KeywordInfo facts;
    private final @Nullable Keyword<T> current;

    private Keyword(
            String name, ValueType<T> type, KeywordInfo facts, @Nullable Keyword<T> current) {
        this.name = name;
        this.type = type;
        this.facts = facts;
        this.current = current;
    }

    public static <T> Keyword<T> of(String name, ValueType<T> type, KeywordInfo facts) {
        return new Keyword<>(name, type, facts, null);
    }

    /// Another spelling of this keyword with the same meaning. It is silent.
    public Keyword<T> synonym(String spelling) {
        KeywordInfo same = KeywordInfo.help("The same as `" + name + "`.");
        return new Keyword<>(spelling, type, carryOver(same), this);
    }

    /// A spelling of old that still works and is reported.
    public Keyword<T> deprecated(String spelling) {
        KeywordInfo old = KeywordInfo.help("Old spelling of `" + name + "`.").writeInstead(name);
        return new Keyword<>(spelling, type, carryOver(old), this);
    }

    /// A spelling of old that still works; keepalived 2.2.7 does not mention it, here it is worth a
    /// hint.
    public Keyword<T> formerly(String spelling) {
        KeywordInfo old =
                KeywordInfo.help("Old spelling of `" + name + "`.").writeInstead(name).quiet();
        return new Keyword<>(spelling, type, carryOver(old), this);
    }

    private KeywordInfo carryOver(KeywordInfo to) {
        return new KeywordInfo(
                to.help(),
                facts.byDefault(),
                facts.since(),
                to.writeInstead(),
                to.silent(),
                facts.repeats(),
                facts.inEffect());
    }

    @Override
    public String name() {
        return name;
    }

    public ValueType<T> type() {
        return type;
    }

    @Override
    public KeywordInfo facts() {
        return facts;
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
