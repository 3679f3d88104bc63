package dev.upkeep.app.dump;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.MailSettings;
import dev.upkeep.config.model.ProcessSettings;
import org.jspecify.annotations.Nullable;

/// The section of every dump that says what `global_defs` amounts to; alone it is
/// `keepalived_parent.data`.
final class GlobalDataText {

    private GlobalDataText() {}

    static String of(Configuration configuration) {
        GlobalDefs global = configuration.global();
        ProcessSettings process = configuration.process();
        StringBuilder out = new StringBuilder("------< Global definitions >------\n");
        line(out, "Network namespace", named(process.netNamespace(), "(default)"));
        line(out, "Network namespace ipvs", named(process.ipvsNamespace(), "(main namespace)"));
        if (process.instance() != null) {
            line(out, "Instance name", process.instance());
        }
        line(out, "Router ID", global.routerId());
        mail(out, global.mail());
        GlobalSettingsText.append(configuration, out);
        line(out, "umask", "0%o".formatted(global.daemon().files().umask()));
        return out.toString();
    }

    private static void mail(StringBuilder out, MailSettings mail) {
        MailSettings.Smtp smtp = mail.smtp();
        if (smtp.server() != null) {
            line(out, "Smtp server", smtp.server());
            line(out, "Smtp server port", smtp.port());
            if (smtp.heloName() != null) {
                line(out, "Smtp HELO name", smtp.heloName());
            }
            line(out, "Smtp server connection timeout", smtp.connectTimeout().toSeconds());
        }
        if (mail.from() != null) {
            line(out, "Email notification from", mail.from());
        }
        if (!mail.recipients().isEmpty()) {
            out.append(" Email notification to:\n");
            mail.recipients().forEach(each -> out.append("   ").append(each).append('\n'));
        }
        line(out, "Default smtp_alert", unset(mail.alerts().all()));
        line(out, "Default smtp_alert_vrrp", unset(mail.alerts().vrrp()));
        line(out, "Default smtp_alert_checker", unset(mail.alerts().checker()));
    }

    private static void line(StringBuilder out, String name, Object value) {
        out.append(' ').append(name).append(" = ").append(value).append('\n');
    }

    private static String named(@Nullable String name, String otherwise) {
        return name == null || name.isEmpty() ? otherwise : name;
    }

    private static String unset(@Nullable Boolean value) {
        return value == null ? "unset" : value ? "on" : "off";
    }
}
