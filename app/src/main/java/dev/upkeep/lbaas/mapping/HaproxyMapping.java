package dev.upkeep.lbaas.mapping;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A load balancer as the configuration of a HAProxy of its own: a frontend for each listener, a
/// backend for each pool. Names are ids; whatever a client wrote stands in quotes.
public final class HaproxyMapping {

    private final Tree tree;
    private final StringBuilder out = new StringBuilder();

    private HaproxyMapping(Tree tree) {
        this.tree = tree;
    }

    /// The configuration of a load balancer that [HaproxyLimits] let pass.
    ///
    /// @param addresses its VIPs and floating IPs
    /// @param socket of the runtime API
    /// @param user that it changes to; null for none
    /// @param version shown by `show info`, so that one sees which configuration runs
    /// @param check where it answers a director in front of it that it runs; null for nowhere
    public static String of(
            Tree tree,
            List<IpAddress> addresses,
            String socket,
            @Nullable String user,
            String version,
            @Nullable Endpoint check) {
        HaproxyMapping mapping = new HaproxyMapping(tree);
        mapping.global(socket, user, version);
        if (check != null) {
            mapping.running(check);
        }
        tree.all(Kind.LISTENER).stream()
                .filter(Element::enabled)
                .forEach(each -> mapping.frontend(each, addresses));
        tree.all(Kind.POOL).forEach(mapping::backend);
        return mapping.out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void global(String socket, @Nullable String user, String version) {
        line("global");
        line("  description " + version);
        line("  stats socket " + socket + " mode 600 level admin expose-fd listeners");
        line("  hard-stop-after 60s");
        if (user != null) {
            line("  user " + user);
        }
        line("defaults");
        line("  option redispatch");
        line("  retries 3");
        line("  timeout connect 5s");
        line("  timeout client 50s");
        line("  timeout server 50s");
    }

    private void running(Endpoint check) {
        line("frontend running");
        line("  mode http");
        line("  bind " + host(check.address()) + ":" + check.port());
        line("  http-request return status 200 content-type text/plain string ok");
    }

    private static String host(IpAddress address) {
        return address.family() == Family.INET ? address.toString() : "[" + address + "]";
    }

    private static boolean http(Element listener) {
        return List.of("HTTP", "TERMINATED_HTTPS").contains(listener.text("protocol"));
    }

    private void frontend(Element listener, List<IpAddress> addresses) {
        line("frontend " + listener.id());
        line("  mode " + (http(listener) ? "http" : "tcp"));
        for (IpAddress each : addresses) {
            line(
                    "  bind "
                            + host(each)
                            + ":"
                            + listener.number("protocol_port")
                            + " transparent"
                            + certificates(listener));
        }
        if (listener.number("connection_limit") > 0) {
            line("  maxconn " + listener.number("connection_limit"));
        }
        line("  timeout client " + listener.number("timeout_client_data") + "ms");
        List<?> cidrs = listener.list("allowed_cidrs");
        if (!cidrs.isEmpty()) {
            line(
                    "  acl allowed src "
                            + String.join(" ", cidrs.stream().map(String::valueOf).toList()));
            line("  tcp-request connection reject unless allowed");
        }
        if (listener.number("timeout_tcp_inspect") > 0) {
            line("  tcp-request inspect-delay " + listener.number("timeout_tcp_inspect") + "ms");
        }
        if (http(listener)) {
            headers(listener);
            policies(listener);
        }
        Element pool = tree.defaultPool(listener);
        if (pool != null && pool.enabled()) {
            line("  default_backend " + pool.id());
        }
    }

    private static String certificates(Element listener) {
        String first = listener.textOrNull("default_tls_container_ref");
        StringBuilder text = new StringBuilder();
        if (first != null) {
            text.append(" ssl crt ").append(first.substring(HaproxyLimits.FILE.length()));
        }
        for (Object each : listener.list("sni_container_refs")) {
            text.append(first == null && text.isEmpty() ? " ssl" : "")
                    .append(" crt ")
                    .append(String.valueOf(each).substring(HaproxyLimits.FILE.length()));
        }
        return text.toString();
    }

    private void headers(Element listener) {
        for (Map.Entry<?, ?> each : listener.map("insert_headers").entrySet()) {
            if (String.valueOf(each.getValue()).equalsIgnoreCase("true")) {
                switch (String.valueOf(each.getKey())) {
                    case "X-Forwarded-For" -> line("  option forwardfor");
                    case "X-Forwarded-Port" ->
                            line("  http-request set-header X-Forwarded-Port %[dst_port]");
                    default ->
                            line(
                                    "  http-request set-header X-Forwarded-Proto "
                                            + (listener.text("protocol").equals("HTTP")
                                                    ? "http"
                                                    : "https"));
                }
            }
        }
    }

    private void policies(Element listener) {
        for (Element policy : tree.policies(listener)) {
            List<Element> rules =
                    tree.children(Kind.L7RULE, policy.id()).stream()
                            .filter(Element::enabled)
                            .toList();
            if (!policy.enabled() || rules.isEmpty()) {
                continue;
            }
            StringBuilder condition = new StringBuilder();
            for (Element rule : rules) {
                line("  acl " + rule.id() + " " + match(rule));
                condition.append(rule.flag("invert") ? " !" : " ").append(rule.id());
            }
            String code =
                    policy.get("redirect_http_code") == null
                            ? "302"
                            : String.valueOf(policy.get("redirect_http_code"));
            line(
                    switch (policy.text("action")) {
                        case "REJECT" -> "  http-request deny if" + condition;
                        case "REDIRECT_TO_URL" ->
                                "  http-request redirect code "
                                        + code
                                        + " location "
                                        + format(policy.text("redirect_url"))
                                        + " if"
                                        + condition;
                        case "REDIRECT_PREFIX" ->
                                "  http-request redirect code "
                                        + code
                                        + " prefix "
                                        + format(policy.text("redirect_prefix"))
                                        + " if"
                                        + condition;
                        default ->
                                "  use_backend "
                                        + policy.text("redirect_pool_id")
                                        + " if"
                                        + condition;
                    });
        }
    }

    private static String match(Element rule) {
        String how =
                switch (rule.text("compare_type")) {
                    case "REGEX" -> "-m reg";
                    case "STARTS_WITH" -> "-m beg";
                    case "ENDS_WITH" -> "-m end";
                    case "CONTAINS" -> "-m sub";
                    default -> "-m str";
                };
        String what =
                switch (rule.text("type")) {
                    case "HOST_NAME" -> "req.hdr(host),host_only -i";
                    case "PATH" -> "path";
                    case "FILE_TYPE" -> "path,regsub(^.*\\.,)";
                    case "COOKIE" -> "req.cook(" + rule.text("key") + ")";
                    default -> "req.hdr(" + rule.text("key") + ")";
                };
        return quoted(what.replace(" -i", ""))
                + (what.endsWith(" -i") ? " -i " : " ")
                + how
                + " -- "
                + quoted(rule.text("value"));
    }

    /// A text in which `%` begins a format.
    private static String format(String text) {
        return quoted(text.replace("%", "%%"));
    }

    /// A text as one word that means itself.
    static String quoted(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("a control character in '" + text + "'");
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void backend(Element pool) {
        Element monitor = tree.monitor(pool);
        boolean monitored = monitor != null && monitor.enabled();
        boolean http = pool.text("protocol").equals("HTTP");
        line("backend " + pool.id());
        line("  mode " + (http ? "http" : "tcp"));
        line(
                "  balance "
                        + switch (pool.text("lb_algorithm")) {
                            case "LEAST_CONNECTIONS" -> "leastconn";
                            case "SOURCE_IP" -> "source";
                            case "SOURCE_IP_PORT" -> "hash src,concat(:,src_port)";
                            default -> "roundrobin";
                        });
        tree.listenersOf(pool).stream()
                .findFirst()
                .ifPresent(listener -> {
                    line("  timeout connect " + listener.number("timeout_member_connect") + "ms");
                    line("  timeout server " + listener.number("timeout_member_data") + "ms");
                });
        Object persistence = pool.map("session_persistence").get("type");
        boolean cookie = "HTTP_COOKIE".equals(persistence) && http;
        persistence(pool, persistence, http);
        if (monitor != null && monitored) {
            check(monitor);
        }
        for (Element member : tree.members(pool)) {
            server(pool, member, monitored ? monitor : null, cookie);
        }
    }

    private void persistence(Element pool, @Nullable Object type, boolean http) {
        if ("HTTP_COOKIE".equals(type) && http) {
            line("  cookie SRV insert indirect nocache");
        } else if ("APP_COOKIE".equals(type) && http) {
            String name = String.valueOf(pool.map("session_persistence").get("cookie_name"));
            line("  stick-table type string len 64 size 100k expire 3h");
            line("  stick store-response " + quoted("res.cook(" + name + ")"));
            line("  stick match " + quoted("req.cook(" + name + ")"));
        } else if ("SOURCE_IP".equals(type)) {
            line("  stick-table type ipv6 size 100k expire 3h");
            line("  stick on src");
        }
    }

    private void check(Element monitor) {
        line("  timeout check " + monitor.number("timeout") + "s");
        String type = monitor.text("type");
        if (type.equals("TLS-HELLO")) {
            line("  option ssl-hello-chk");
        }
        if (type.startsWith("HTTP")) {
            String host = monitor.textOrNull("domain_name");
            line("  option httpchk");
            line(
                    "  http-check send meth "
                            + monitor.text("http_method")
                            + " uri "
                            + format(monitor.text("url_path"))
                            + (host == null ? "" : " ver HTTP/1.1 hdr Host " + format(host)));
            line("  http-check expect status " + monitor.text("expected_codes").replace(" ", ""));
        }
    }

    private void server(Element pool, Element member, @Nullable Element monitor, boolean cookie) {
        String host = host(IpAddress.parse(member.text("address")));
        StringBuilder text = new StringBuilder("  server ");
        text.append(member.id())
                .append(' ')
                .append(host)
                .append(':')
                .append(member.number("protocol_port"));
        text.append(" weight ").append(member.number("weight"));
        if (monitor != null) {
            text.append(" check inter ").append(monitor.number("delay")).append('s');
            text.append(" fall ").append(monitor.number("max_retries_down"));
            text.append(" rise ").append(monitor.number("max_retries"));
            if (monitor.text("type").equals("HTTPS")) {
                text.append(" check-ssl verify none");
            }
            String other = member.textOrNull("monitor_address");
            if (other != null) {
                text.append(" addr ").append(other);
            }
            if (member.get("monitor_port") != null) {
                text.append(" port ").append(member.number("monitor_port"));
            }
        }
        if (pool.flag("tls_enabled")) {
            text.append(" ssl verify none");
        }
        text.append(
                switch (pool.text("protocol")) {
                    case "PROXY" -> " send-proxy";
                    case "PROXYV2" -> " send-proxy-v2";
                    default -> "";
                });
        text.append(cookie ? " cookie " + member.id() : "");
        text.append(member.flag("backup") ? " backup" : "");
        text.append(member.enabled() ? "" : " disabled");
        line(text.toString());
    }
}
