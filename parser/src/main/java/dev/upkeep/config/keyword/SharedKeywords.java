package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.OnlyWordType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import java.time.Duration;

/// Keywords that several blocks have, one inheriting from another: name, type and help stand here
/// once, and each block adds what counts when it is absent there. Each call makes a keyword of its
/// own.
final class SharedKeywords {
    /// Limit of connecting where neither the check, its server nor its service has one.
    static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// Time between two runs where neither the check, its server nor its service has one.
    static final Duration DEFAULT_DELAY_LOOP = Duration.ofSeconds(60);

    private SharedKeywords() {}

    /// @param least 0 where a check may have no further attempt, 1 elsewhere
    static Keyword<Long> retry(int least) {
        return Keyword.of(
                "retry",
                new LongType("count", least, LongType.UINT32),
                help("Further attempts before a check fails."));
    }

    static Keyword<Duration> delayBeforeRetry() {
        return Keyword.of(
                "delay_before_retry",
                SecondsType.decimal("0"),
                help("Time between attempts of a check."));
    }

    static Keyword<Duration> warmup() {
        return Keyword.of(
                "warmup",
                SecondsType.decimal("0"),
                help("The first run of a check comes after a random part of it; 0: at once."));
    }

    static Keyword<Duration> connectTimeout() {
        return Keyword.of(
                "connect_timeout",
                SecondsType.decimal("0.000001", "4294.967295"),
                help("Limit of connecting and of each answer."));
    }

    static Keyword<Duration> delayLoop() {
        return Keyword.of(
                "delay_loop",
                SecondsType.decimal("0.000001"),
                help("Time between two runs of a check."));
    }

    static Keyword<String> virtualHost() {
        return Keyword.of(
                "virtualhost",
                TextType.text("host"),
                help("Host header of HTTP requests that have none.").goesOnWithoutArgument());
    }

    static Keyword<String> snmpName() {
        return Keyword.of(
                "snmp_name",
                OnlyWordType.of("name"),
                help("Name in SNMP tables.").goesOnWithoutArgument());
    }

    /// @param when the occasions, as a sentence
    static Keyword<Boolean> smtpAlert(String when) {
        return Keyword.of("smtp_alert", BooleanType.BOOLEAN, help(when));
    }
}
