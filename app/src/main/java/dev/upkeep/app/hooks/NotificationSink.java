package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Script;
import java.util.List;

/// Takes the reactions to an event. Any thread; nothing here blocks.
interface NotificationSink {

    /// Queues the scripts of one event.
    ///
    /// @param source what the event is about: scripts of one source run in the order of its events
    void run(String source, List<Script> scripts);

    /// A line about an instance or a group.
    void vrrpLine(String line);

    /// A line about a service or a real server.
    void lvsLine(String line);

    /// Queues an alert.
    void mail(Mail mail);

    /// `no_email_faults`: no mail about FAULT.
    boolean noFaultMail();

    /// `no_checker_emails`: mail about real servers, not about each of their checks.
    boolean noCheckMail();
}
