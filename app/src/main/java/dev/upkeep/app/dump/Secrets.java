package dev.upkeep.app.dump;

/// Describes whether a dump shows passwords and keys.
enum Secrets {
    SHOWN,
    MASKED;

    private static final String MASK = "********";

    /// The replacement of a secret where a program reads it.
    String value(String secret) {
        return this == SHOWN ? secret : MASK;
    }

    /// The replacement of a secret where people read it.
    String text(String secret) {
        return this == SHOWN ? secret : MASK + " (--show-secrets shows it)";
    }
}
