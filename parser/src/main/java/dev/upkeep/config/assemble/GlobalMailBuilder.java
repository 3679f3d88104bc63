package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.GlobalMailKeywords.*;

import dev.upkeep.config.model.MailSettings;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.DiagnosticReporter;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.value.MailServerType.MailServer;
import java.time.Duration;
import java.util.List;

/// The mail settings of `global_defs`.
record GlobalMailBuilder(BoundBlock global, DiagnosticReporter findings) {

    MailSettings build() {
        List<String> recipients =
                global.lines(NOTIFICATION_EMAIL).stream().map(Located::value).toList();
        for (Located<List<Located<String>>> block : global.each(NOTIFICATION_EMAIL)) {
            if (block.value().isEmpty()) {
                findings.error(
                        DiagnosticCode.MAIL_RECIPIENTS,
                        block.where(),
                        "notification_email is empty",
                        "name an address or leave the block out");
            }
        }
        Duration timeout = global.value(SMTP_CONNECT_TIMEOUT);
        if (timeout.isZero()) {
            findings.error(
                    DiagnosticCode.MAIL_TIMEOUT,
                    global.where(SMTP_CONNECT_TIMEOUT),
                    "smtp_connect_timeout 0 is taken as 1",
                    "write 1");
            timeout = Duration.ofSeconds(1);
        }
        MailServer server = global.get(SMTP_SERVER);
        return new MailSettings(
                global.get(NOTIFICATION_EMAIL_FROM),
                new MailSettings.Smtp(
                        server == null ? null : server.host(),
                        server == null ? 25 : server.port(),
                        global.get(SMTP_HELO_NAME),
                        timeout),
                recipients,
                new MailSettings.Alerts(
                        global.get(SMTP_ALERT),
                        global.get(SMTP_ALERT_VRRP),
                        global.get(SMTP_ALERT_CHECKER),
                        global.isOn(NO_EMAIL_FAULTS),
                        global.isOn(NO_CHECKER_EMAILS)));
    }
}
