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
    /// The keywords of the block.
    public static final BlockSchema<HmacAuthentication> BLOCK = new BlockSchema<>();

    private HmacKeywords() {}

    public static final Keyword<HmacAuthentication.Key> KEY =
            BLOCK.addEach(
                    Keyword.of(
                            "key",
                            HmacKeyType.KEY,
                            help("A shared secret of 32-64 bytes.")
                                    .eachCounts()
                                    .goesOnWithoutArgument()),
                    HmacAuthentication::keys);
    public static final Keyword<Integer> ACTIVE_KEY =
            BLOCK.add(
                    Keyword.of(
                            "active_key",
                            new IntegerType("id", 1, 255),
                            help("Key used for sending.").goesOnWithoutArgument()),
                    HmacAuthentication::activeKey);
    public static final Keyword<Duration> TIME_WINDOW =
            BLOCK.add(
                    Keyword.of(
                                    "time_window",
                                    SecondsType.whole(1, 300),
                                    help("Difference of clocks that is tolerated.")
                                            .goesOnWithoutArgument())
                            .unset("3 advert intervals, 5 to 300"),
                    HmacAuthentication::timeWindow);
    public static final Keyword<AntiReplay> ANTI_REPLAY =
            BLOCK.add(
                    Keyword.of(
                                    "anti_replay",
                                    ChoiceType.choice(
                                            AntiReplay.class,
                                            "time",
                                            AntiReplay.TIME,
                                            "monotonic",
                                            AntiReplay.MONOTONIC),
                                    help("What makes a packet fresh.").goesOnWithoutArgument())
                            .orElse(AntiReplay.TIME),
                    HmacAuthentication::antiReplay);
    public static final Keyword<HmacAuthentication.Mode> MODE =
            BLOCK.add(
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
                                            .goesOnWithoutArgument())
                            .orElse(HmacAuthentication.Mode.ENFORCE),
                    HmacAuthentication::mode);
}
