package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.HmacAuthentication.AntiReplay;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.HmacKeyType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.SecondsType;
import java.time.Duration;

/// The block `auth_hmac` of an instance.
public final class HmacKeywords {
    private HmacKeywords() {}

    public static final Keyword<HmacAuthentication.Key> KEY =
            Keyword.of(
                    "key",
                    HmacKeyType.KEY,
                    help("A shared secret of 32-64 bytes.").eachCounts().later());
    public static final Keyword<Integer> ACTIVE_KEY =
            Keyword.of(
                    "active_key",
                    new IntegerType("id", 1, 255),
                    help("Key used for sending.").later());
    public static final Keyword<Duration> TIME_WINDOW =
            Keyword.of(
                    "time_window",
                    SecondsType.whole(1, 300),
                    help("Difference of clocks that is tolerated.")
                            .byDefault("3 advert intervals, 5 to 300")
                            .later());
    public static final Keyword<AntiReplay> ANTI_REPLAY =
            Keyword.of(
                    "anti_replay",
                    ChoiceType.choice(
                            AntiReplay.class,
                            "time",
                            AntiReplay.TIME,
                            "monotonic",
                            AntiReplay.MONOTONIC),
                    help("What makes a packet fresh.").byDefault("time").later());
    public static final Keyword<HmacAuthentication.Mode> MODE =
            Keyword.of(
                    "mode",
                    ChoiceType.choice(
                            HmacAuthentication.Mode.class,
                            "enforce",
                            HmacAuthentication.Mode.ENFORCE,
                            "permissive",
                            HmacAuthentication.Mode.PERMISSIVE,
                            "receive-only",
                            HmacAuthentication.Mode.RECEIVE_ONLY),
                    help("Whether unsigned adverts are refused, accepted, or sent.")
                            .byDefault("enforce")
                            .later());

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(KEY, ACTIVE_KEY, TIME_WINDOW, ANTI_REPLAY, MODE);
}
