package dev.upkeep.app.dump;

/// Whether a dump shows passwords and keys.
enum Secrets {
    SHOWN,
    MASKED;

    private static final String MASK = "********";

    /// What is written for a secret where a program reads it.
    String value(String secret) {
        return this == SHOWN ? secret : MASK;
    }

    /// What is written for a secret where people read it.
    String text(String secret) {
        return this == SHOWN ? secret : MASK + " (--show-secrets shows it)";
    }
}
