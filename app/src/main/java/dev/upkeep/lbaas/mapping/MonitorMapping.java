package dev.upkeep.lbaas.mapping;

import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Checker.StatusRange;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A health monitor as the check of one member.
final class MonitorMapping {

    private MonitorMapping() {}

    static Checker checker(Element monitor, Element member) {
        CheckConnection connection =
                new CheckConnection(
                        target(member),
                        null,
                        0,
                        null,
                        Duration.ofSeconds(monitor.number("timeout")),
                        0);
        CheckTiming timing = timing(monitor);
        return switch (monitor.text("type")) {
            case "HTTP" -> http(monitor, connection, timing, false);
            case "HTTPS" -> http(monitor, connection, timing, true);
            case "PING" -> new Checker.Ping(connection, timing);
            case "UDP-CONNECT" -> new Checker.Udp(connection, timing, "", null, 0, 65_535);
            default -> new Checker.Tcp(connection, timing);
        };
    }

    private static Endpoint target(Element member) {
        String address = member.textOrNull("monitor_address");
        Endpoint own = IpvsMapping.endpoint(member);
        return new Endpoint(
                address == null ? own.address() : IpAddress.parse(address),
                member.get("monitor_port") instanceof Number port ? port.intValue() : own.port());
    }

    /// A member fails after `max_retries_down` bad checks, one every `delay`, and comes back after
    /// `max_retries` good ones.
    private static CheckTiming timing(Element monitor) {
        Duration delay = Duration.ofSeconds(monitor.number("delay"));
        int retry = (int) monitor.number("max_retries_down") - 1;
        int rise = (int) monitor.number("max_retries");
        return new CheckTiming(retry, rise, delay, delay, delay, false, false);
    }

    private static Checker http(
            Element monitor, CheckConnection connection, CheckTiming timing, boolean tls) {
        Checker.Url url =
                new Checker.Url(
                        monitor.text("url_path"),
                        null,
                        codes(monitor.text("expected_codes")),
                        null,
                        null,
                        false);
        boolean newer = monitor.get("http_version") instanceof Number v && v.doubleValue() > 1.0;
        return new Checker.Http(
                connection,
                timing,
                tls,
                newer ? "1.1" : "1.0",
                monitor.textOrNull("domain_name"),
                true,
                Checker.TlsOptions.NONE,
                List.of(url));
    }

    /// `200`, `200,201` or `200-204`.
    static List<StatusRange> codes(String text) {
        List<StatusRange> ranges = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            int dash = each.indexOf('-');
            int first = Integer.parseInt((dash < 0 ? each : each.substring(0, dash)).strip());
            int last = dash < 0 ? first : Integer.parseInt(each.substring(dash + 1).strip());
            ranges.add(new StatusRange(first, last));
        }
        return ranges;
    }
}
