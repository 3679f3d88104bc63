package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.MailServerType;
import dev.upkeep.config.value.MailServerType.MailServer;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import java.time.Duration;

/// Keywords of `global_defs` about alert mail.
public final class GlobalMailKeywords {
    private GlobalMailKeywords() {}

    public static final Keyword<String> NOTIFICATION_EMAIL_FROM =
            Keyword.of(
                    "notification_email_from",
                    TextType.text("address"),
                    help("Sender of alert mail.").byDefault("user@host"));
    public static final Keyword<MailServer> SMTP_SERVER =
            Keyword.of(
                    "smtp_server",
                    MailServerType.MAIL_SERVER,
                    help("Where alert mail is handed over; without it none is sent.")
                            .byDefault("none; port 25"));
    public static final Keyword<String> SMTP_HELO_NAME =
            Keyword.of(
                    "smtp_helo_name",
                    TextType.text("name"),
                    help("Name given in HELO.").byDefault("the host name"));
    public static final Keyword<Duration> SMTP_CONNECT_TIMEOUT =
            Keyword.of(
                    "smtp_connect_timeout",
                    SecondsType.whole(0, 4294),
                    help("Limit of each step of the mail dialogue.").byDefault("30"));
    public static final LineBlock<String> NOTIFICATION_EMAIL =
            LineBlock.ofWords(
                    "notification_email",
                    TextType.text("address"),
                    help("Recipients of alert mail."));
    public static final Keyword<Boolean> SMTP_ALERT =
            Keyword.of(
                    "smtp_alert",
                    BooleanType.BOOLEAN,
                    help("Default of smtp_alert for everything that does not say itself.")
                            .byDefault("each object's own"));
    public static final Keyword<Boolean> SMTP_ALERT_VRRP =
            Keyword.of(
                    "smtp_alert_vrrp",
                    BooleanType.BOOLEAN,
                    help("Default of smtp_alert for instances and sync groups.")
                            .byDefault("smtp_alert"));
    public static final Keyword<Boolean> SMTP_ALERT_CHECKER =
            Keyword.of(
                    "smtp_alert_checker",
                    BooleanType.BOOLEAN,
                    help("Default of smtp_alert for virtual and real servers.")
                            .byDefault("smtp_alert"));
    public static final Keyword<Boolean> NO_EMAIL_FAULTS =
            Keyword.of(
                    "no_email_faults",
                    FlagType.NONE,
                    help("No mail when an instance enters FAULT.").byDefault("off"));
    public static final Keyword<Boolean> NO_CHECKER_EMAILS =
            Keyword.of(
                    "no_checker_emails",
                    BooleanType.BOOLEAN,
                    help("No mail for single checkers, only for servers as a whole.")
                            .byDefault("off"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    NOTIFICATION_EMAIL_FROM,
                    SMTP_SERVER,
                    SMTP_HELO_NAME,
                    SMTP_CONNECT_TIMEOUT,
                    NOTIFICATION_EMAIL,
                    SMTP_ALERT,
                    SMTP_ALERT_VRRP,
                    SMTP_ALERT_CHECKER,
                    NO_EMAIL_FAULTS,
                    NO_CHECKER_EMAILS);
}
