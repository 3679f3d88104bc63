package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.MailSettings;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.MailServerType;
import dev.upkeep.config.value.MailServerType.MailServer;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Keywords of `global_defs` about alert mail.
public final class GlobalMailKeywords {
    /// The keywords of the block.
    public static final BlockSchema<MailSettings> BLOCK = new BlockSchema<>();

    private GlobalMailKeywords() {}

    public static final Keyword<String> NOTIFICATION_EMAIL_FROM =
            BLOCK.add(
                    Keyword.of(
                                    "notification_email_from",
                                    TextType.text("address"),
                                    help("Sender of alert mail.").goesOnWithoutArgument())
                            .unset("user@host"),
                    MailSettings::from);
    public static final Keyword<MailServer> SMTP_SERVER =
            BLOCK.add(
                    Keyword.of(
                                    "smtp_server",
                                    MailServerType.MAIL_SERVER,
                                    help(
                                            "Where alert mail is handed over; without it none is sent."))
                            .unset("none; port 25"),
                    GlobalMailKeywords::server);
    public static final Keyword<String> SMTP_HELO_NAME =
            BLOCK.add(
                    Keyword.of(
                                    "smtp_helo_name",
                                    TextType.text("name"),
                                    help("Name given in HELO.").goesOnWithoutArgument())
                            .unset("the host name"),
                    mail -> mail.smtp().heloName());
    public static final Keyword<Duration> SMTP_CONNECT_TIMEOUT =
            BLOCK.add(
                    Keyword.of(
                                    "smtp_connect_timeout",
                                    SecondsType.whole(0, 4294),
                                    help("Limit of each step of the mail dialogue."))
                            .orElse(Duration.ofSeconds(30)),
                    mail -> mail.smtp().connectTimeout());
    public static final LineBlock<String> NOTIFICATION_EMAIL =
            BLOCK.add(
                    LineBlock.ofWords(
                            "notification_email",
                            TextType.text("address"),
                            help("Recipients of alert mail.")),
                    MailSettings::recipients);
    public static final Keyword<Boolean> SMTP_ALERT =
            BLOCK.add(
                    Keyword.of(
                                    "smtp_alert",
                                    BooleanType.BOOLEAN,
                                    help(
                                            "Default of smtp_alert for everything that does not say itself."))
                            .unset("each object's own"),
                    mail -> mail.alerts().all());
    public static final Keyword<Boolean> SMTP_ALERT_VRRP =
            BLOCK.add(
                    Keyword.of(
                                    "smtp_alert_vrrp",
                                    BooleanType.BOOLEAN,
                                    help("Default of smtp_alert for instances and sync groups."))
                            .inherits("smtp_alert"),
                    mail -> mail.alerts().vrrp());
    public static final Keyword<Boolean> SMTP_ALERT_CHECKER =
            BLOCK.add(
                    Keyword.of(
                                    "smtp_alert_checker",
                                    BooleanType.BOOLEAN,
                                    help("Default of smtp_alert for virtual and real servers."))
                            .inherits("smtp_alert"),
                    mail -> mail.alerts().checker());
    public static final Keyword<Boolean> NO_EMAIL_FAULTS =
            BLOCK.add(
                    Keyword.flag("no_email_faults", help("No mail when an instance enters FAULT.")),
                    mail -> mail.alerts().noFaults());
    public static final Keyword<Boolean> NO_CHECKER_EMAILS =
            BLOCK.add(
                    Keyword.of(
                                    "no_checker_emails",
                                    BooleanType.BOOLEAN,
                                    help(
                                            "No mail for single checkers, only for servers as a whole."))
                            .orElse(false),
                    mail -> mail.alerts().noCheckers());

    private static @Nullable MailServer server(MailSettings mail) {
        String server = mail.smtp().server();
        return server == null ? null : new MailServer(server, mail.smtp().port());
    }
}
