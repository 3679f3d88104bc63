package dev.upkeep.app.hooks;

import dev.upkeep.config.model.MailSettings;
import dev.upkeep.config.syntax.RealSystem;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends alerts one after the other on a virtual thread. A transport error is logged and not tried
/// again, as in keepalived: the next event sends the next mail. When the server does not answer,
/// that is said of the alerts that have waited meanwhile, too, without a try of each: they would
/// keep the next ones waiting for hours, and in keepalived, which sends them all at once, they fail
/// together.
final class Mailer {

    private static final Logger log = LoggerFactory.getLogger(Mailer.class);

    private static final String NOT_SENT = "SMTP alert not sent: {} ({})";

    /// Alerts that may wait; more are dropped with a message.
    static final int CAPACITY = 256;

    private final SerialQueue queue = new SerialQueue("mail", CAPACITY);
    private volatile MailSettings settings;
    private volatile String routerId;

    /// The last time that a server did not answer; only deliveries touch it.
    private @Nullable Outage outage;

    private record Outage(MailSettings settings, long found, String reason) {}

    Mailer(MailSettings settings, String routerId) {
        this.settings = settings;
        this.routerId = routerId;
    }

    /// The settings of a reload.
    void configure(MailSettings newSettings, String newRouterId) {
        settings = newSettings;
        routerId = newRouterId;
    }

    /// `no_email_faults`: no mail about FAULT.
    boolean noFaults() {
        return settings.alerts().noFaults();
    }

    /// `no_checker_emails`: mail about real servers, not about each of their checks.
    boolean noCheckers() {
        return settings.alerts().noCheckers();
    }

    /// Queues an alert; forgets it when no server or no recipient is configured. Any thread; never
    /// blocks.
    void send(Mail mail) {
        MailSettings now = settings;
        String server = now.smtp().server();
        if (server == null || now.recipients().isEmpty()) {
            return;
        }
        long queued = System.nanoTime();
        if (!queue.add(() -> deliver(mail, now, server, queued))) {
            log.warn("SMTP alert dropped, too many wait: {}", mail.subject());
        }
    }

    /// Waits for queued alerts at most that long.
    ///
    /// @return how many are left
    int finish(Duration limit) {
        int left = queue.finish(limit);
        if (left > 0) {
            log.warn("{} SMTP alerts are not sent, the daemon ends", left);
        }
        return left;
    }

    private void deliver(Mail mail, MailSettings to, String server, long queued) {
        Outage last = outage;
        if (last != null && last.settings().equals(to) && queued - last.found() < 0) {
            log.warn(NOT_SENT, last.reason(), mail.subject());
            return;
        }
        String host = new RealSystem().hostName();
        String given = to.smtp().heloName();
        String helo = given == null ? host : given;
        String from = to.from() == null ? System.getProperty("user.name") + "@" + host : to.from();
        try {
            SmtpClient.send(
                    to,
                    server,
                    helo,
                    from,
                    mail.message(to, from, routerId, ZonedDateTime.now(ZoneId.systemDefault())));
            log.info("SMTP alert successfully sent. ({})", mail.subject());
        } catch (SmtpClient.NoAnswerException e) {
            outage = new Outage(to, System.nanoTime(), String.valueOf(e.getMessage()));
            log.warn(NOT_SENT, e.getMessage(), mail.subject());
        } catch (IOException e) {
            log.warn(NOT_SENT, e.getMessage(), mail.subject());
        }
    }
}
