package dev.upkeep.checkers.check;

import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServer;

/// Texts of logs and mails about checks, in keepalived's words; the reason of a failure is added.
public final class CheckMessages {

    private final Checker checker;
    private final String server;
    private final String service;

    public CheckMessages(Checker checker, VirtualServer service, PoolKey key, RealServer server) {
        this.checker = checker;
        this.server = PoolKey.serverName(service, server.endpoint());
        this.service = key.toString();
    }

    /// Returns the line of a check that is up now.
    public String up(ProbeResult.Passed result) {
        return switch (checker) {
            case Checker.Tcp _ -> "TCP connection to " + server + " success.";
            case Checker.Http _ -> "Remote Web server " + server + " succeed on service.";
            case Checker.Smtp _ -> "Remote SMTP server " + server + " succeed on service.";
            case Checker.Dns _ -> "DNS_CHECK on service " + server + " success.";
            case Checker.Udp _ -> "UDP connection to " + server + " success.";
            case Checker.Ping _ -> "ICMP connection to " + server + " success.";
            case Checker.Misc misc -> misc(misc) + " " + result.detail() + ".";
            case Checker.FileWeight file ->
                    "Track file " + file.trackFile() + " of " + server + ": up";
            case Checker.Bfd bfd -> "BFD session " + bfd.bfdInstance() + " of " + server + " is up";
        };
    }

    /// Returns the line of a verdict that comes from a track file or a BFD session.
    public String passive(boolean up) {
        return switch (checker) {
            case Checker.FileWeight file ->
                    "Track file "
                            + file.trackFile()
                            + " says that "
                            + server
                            + " is "
                            + (up ? "up" : "down");
            case Checker.Bfd bfd ->
                    "BFD session "
                            + bfd.bfdInstance()
                            + " of "
                            + server
                            + " is "
                            + (up ? "up" : "down");
            case Checker.Tcp _,
                    Checker.Http _,
                    Checker.Smtp _,
                    Checker.Dns _,
                    Checker.Misc _,
                    Checker.Udp _,
                    Checker.Ping _ ->
                    kind() + "_CHECK on service " + server + " is " + (up ? "up" : "down");
        };
    }

    /// Returns the line of a url that answered while others of the check are still to be asked.
    public String step(ProbeResult.Passed result, int url) {
        return result.detail() + " to " + server + url(url);
    }

    /// Returns the line of a success that changes nothing; logged where every attempt is.
    public String passed(ProbeResult.Passed result) {
        return kind()
                + "_CHECK on service "
                + server
                + " of VS "
                + service
                + " passed: "
                + result.detail();
    }

    /// Returns the line of a failed attempt that is not final, or of any with `log_all_failures`.
    public String attempt(ProbeResult.Failed result, int url) {
        return switch (checker) {
            case Checker.Misc misc -> misc(misc) + " " + result.detail();
            case Checker.Http _ -> result.detail() + " server " + server + url(url);
            case Checker.Tcp _,
                    Checker.Smtp _,
                    Checker.Dns _,
                    Checker.Udp _,
                    Checker.Ping _,
                    Checker.FileWeight _,
                    Checker.Bfd _ ->
                    kind() + " connection to " + server + " failed: " + result.detail();
        };
    }

    /// Returns the line of a check that is down now.
    public String down(ProbeResult.Failed result, Verdict.Step step, int retries) {
        String after =
                step.retried() ? " after " + retries + (retries == 1 ? " retry" : " retries") : "";
        return switch (checker) {
            case Checker.Misc misc -> {
                String detail = result.detail();
                int split = detail.indexOf(" (");
                yield split < 0
                        ? misc(misc) + " " + detail + after + "."
                        : misc(misc)
                                + " "
                                + detail.substring(0, split)
                                + after
                                + detail.substring(split)
                                + ".";
            }
            case Checker.FileWeight file ->
                    "Track file " + file.trackFile() + " of " + server + ": " + result.detail();
            case Checker.Bfd bfd ->
                    "BFD session " + bfd.bfdInstance() + " of " + server + " is down";
            case Checker.Tcp _,
                    Checker.Http _,
                    Checker.Smtp _,
                    Checker.Dns _,
                    Checker.Udp _,
                    Checker.Ping _ ->
                    kind()
                            + "_CHECK on service "
                            + server
                            + " failed"
                            + after
                            + ": "
                            + result.detail()
                            + ".";
        };
    }

    /// Returns the line of a probe that could not be made.
    ///
    /// @param up whether the check counts as up meanwhile
    public String unable(ProbeResult.Unjudged result, boolean up) {
        return kind()
                + "_CHECK on service "
                + server
                + " of VS "
                + service
                + " cannot run: "
                + result.detail()
                + "; it counts as "
                + (up ? "up" : "down")
                + ", unchecked";
    }

    /// Returns the line of the first attempt that could be made again.
    public String ableAgain() {
        return kind() + "_CHECK on service " + server + " of VS " + service + " runs again";
    }

    /// Returns the line of a mail about a check that is up.
    public String mailUp() {
        return mailSubject()
                + (checker instanceof Checker.Misc
                        ? " succeeded on service"
                        : " succeed on service");
    }

    /// Returns the line of a mail about a check that is down.
    public String mailDown(String reason) {
        String failed = mailSubject() + " failed on service";
        return switch (checker) {
            case Checker.Http _ -> failed + " : HTTP request failed";
            case Checker.Smtp _ -> failed + " : " + reason;
            case Checker.Tcp _,
                    Checker.Dns _,
                    Checker.Misc _,
                    Checker.Udp _,
                    Checker.Ping _,
                    Checker.FileWeight _,
                    Checker.Bfd _ ->
                    failed;
        };
    }

    private String mailSubject() {
        return switch (checker) {
            case Checker.Http _, Checker.Smtp _ -> "CHECK";
            case Checker.Dns _ -> "DNS_CHECK:";
            case Checker.Ping _ -> "ICMP CHECK";
            case Checker.Tcp _,
                    Checker.Misc _,
                    Checker.Udp _,
                    Checker.FileWeight _,
                    Checker.Bfd _ ->
                    kind() + " CHECK";
        };
    }

    private String misc(Checker.Misc misc) {
        return "Misc check for ["
                + server
                + " VS "
                + service
                + "] by ["
                + misc.script().arguments().getFirst()
                + "]";
    }

    private String url(int url) {
        return checker instanceof Checker.Http http
                ? " url(" + http.urls().get(url).path() + ")."
                : "";
    }

    /// `TCP`, `HTTP`, ..
    private String kind() {
        return switch (checker) {
            case Checker.Tcp _ -> "TCP";
            case Checker.Http _ -> "HTTP"; // for SSL_GET too
            case Checker.Smtp _ -> "SMTP";
            case Checker.Dns _ -> "DNS";
            case Checker.Misc _ -> "MISC";
            case Checker.Udp _ -> "UDP";
            case Checker.Ping _ -> "PING";
            case Checker.FileWeight _ -> "FILE";
            case Checker.Bfd _ -> "BFD";
        };
    }
}
