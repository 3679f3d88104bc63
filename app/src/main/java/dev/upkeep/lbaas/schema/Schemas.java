package dev.upkeep.lbaas.schema;

import static dev.upkeep.lbaas.schema.Attribute.changeable;
import static dev.upkeep.lbaas.schema.Attribute.fixed;

import dev.upkeep.lbaas.schema.AttributeType.Address;
import dev.upkeep.lbaas.schema.AttributeType.Cidr;
import dev.upkeep.lbaas.schema.AttributeType.Flag;
import dev.upkeep.lbaas.schema.AttributeType.Headers;
import dev.upkeep.lbaas.schema.AttributeType.ListOf;
import dev.upkeep.lbaas.schema.AttributeType.Nested;
import dev.upkeep.lbaas.schema.AttributeType.OneOf;
import dev.upkeep.lbaas.schema.AttributeType.OneOfNumbers;
import dev.upkeep.lbaas.schema.AttributeType.Text;
import dev.upkeep.lbaas.schema.AttributeType.Url;
import dev.upkeep.lbaas.schema.AttributeType.UrlPath;
import dev.upkeep.lbaas.schema.AttributeType.Uuid;
import dev.upkeep.lbaas.schema.AttributeType.WholeNumber;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The resources of Octavia's API v2, version 2.26, each attribute in the order in which it is
/// shown.
public final class Schemas {

    /// Most milliseconds of a time-out: 24 days.
    private static final long LONGEST_TIMEOUT_MS = 24L * 24 * 60 * 60 * 1000;

    private static final long LARGEST = Integer.MAX_VALUE;

    private static final AttributeType LINE = new Text(0, 255, null);
    private static final AttributeType PROJECT = new Text(0, 36, null);
    private static final AttributeType ID = new Uuid();
    private static final AttributeType ADDRESS = new Address();
    private static final AttributeType FLAG = new Flag();
    private static final AttributeType PORT = new WholeNumber(1, 65535);
    private static final AttributeType MILLISECONDS = new WholeNumber(0, LONGEST_TIMEOUT_MS);
    private static final AttributeType RETRIES = new WholeNumber(1, 10);
    private static final AttributeType ONE_LINE = new Text(0, 255, Pattern.compile("^[^\\r\\n]*$"));
    private static final AttributeType WORDS = new ListOf(new Text(0, 32, null));
    private static final AttributeType ALPN =
            new ListOf(new OneOf(List.of("h2", "http/1.1", "http/1.0")));
    private static final AttributeType CIPHERS = new Text(0, 2048, null);

    private static final Attribute NAME = changeable("name", LINE).or("");
    private static final Attribute DESCRIPTION = changeable("description", LINE).or("");
    private static final Attribute ENABLED =
            new Attribute(
                    "admin_state_up",
                    FLAG,
                    EnumSet.of(Attribute.Use.CREATE, Attribute.Use.UPDATE, Attribute.Use.SHOWN),
                    true,
                    false);
    private static final Attribute TAGS = changeable("tags", new ListOf(LINE)).or(List.of());
    private static final Attribute PROJECT_ID = fixed("project_id", PROJECT);
    private static final Attribute TENANT_ID = fixed("tenant_id", PROJECT).hidden();

    private static final AttributeType DOMAIN =
            new Text(
                    1,
                    255,
                    Pattern.compile(
                            "^(?=.{1,253}\\.?$)(?:(?!-|[^.]+_)[A-Za-z0-9-_]{1,63}(?<!-)(?:\\.|$))+$"));

    private static final AttributeType CODES =
            new Text(0, 64, Pattern.compile("^(\\d{3}(\\s*,\\s*\\d{3})*)$|^(\\d{3}-\\d{3})$"));

    /// Health monitors, without the pool they belong to.
    private static final List<Attribute> MONITOR =
            List.of(
                    NAME,
                    fixed(
                                    "type",
                                    new OneOf(
                                            List.of(
                                                    "HTTP",
                                                    "HTTPS",
                                                    "PING",
                                                    "TCP",
                                                    "TLS-HELLO",
                                                    "UDP-CONNECT",
                                                    "SCTP")))
                            .required(),
                    changeable("delay", new WholeNumber(0, LARGEST)).required(),
                    changeable("timeout", new WholeNumber(0, LARGEST)).required(),
                    changeable("max_retries", RETRIES).required(),
                    changeable("max_retries_down", RETRIES).or(3L),
                    changeable(
                            "http_method",
                            new OneOf(
                                    List.of(
                                            "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE",
                                            "OPTIONS", "CONNECT", "PATCH"))),
                    changeable("url_path", new UrlPath()),
                    changeable("expected_codes", CODES),
                    ENABLED,
                    PROJECT_ID,
                    TENANT_ID,
                    TAGS,
                    changeable("http_version", new OneOfNumbers(List.of(1.0, 1.1))),
                    changeable("domain_name", DOMAIN));

    /// A monitor as a part of a pool.
    public static final Schema NESTED_MONITOR = new Schema(MONITOR);

    /// Health monitors.
    public static final Schema HEALTH_MONITOR =
            with(MONITOR, fixed("pool_id", ID).hidden().required());

    /// Members of pools.
    public static final Schema MEMBER =
            Schema.of(
                    NAME,
                    ENABLED,
                    fixed("address", ADDRESS).required(),
                    fixed("protocol_port", PORT).required(),
                    changeable("weight", new WholeNumber(0, 256)).or(1L),
                    changeable("backup", FLAG).or(false),
                    fixed("subnet_id", ID),
                    PROJECT_ID,
                    TENANT_ID,
                    changeable("monitor_address", ADDRESS),
                    changeable("monitor_port", PORT),
                    TAGS);

    /// `session_persistence` of a pool.
    public static final Schema PERSISTENCE =
            Schema.of(
                    changeable(
                            "type", new OneOf(List.of("SOURCE_IP", "HTTP_COOKIE", "APP_COOKIE"))),
                    changeable("cookie_name", new Text(0, 255, Pattern.compile("^[^\\s,;\\\\]+$"))),
                    changeable("persistence_timeout", new WholeNumber(1, LARGEST)),
                    changeable("persistence_granularity", ADDRESS));

    private static final List<Attribute> POOL_PARTS =
            List.of(
                    NAME,
                    DESCRIPTION,
                    ENABLED,
                    fixed(
                            "protocol",
                            new OneOf(
                                    List.of(
                                            "TCP", "HTTP", "HTTPS", "PROXY", "PROXYV2", "UDP",
                                            "SCTP"))),
                    changeable(
                            "lb_algorithm",
                            new OneOf(
                                    List.of(
                                            "ROUND_ROBIN",
                                            "LEAST_CONNECTIONS",
                                            "SOURCE_IP",
                                            "SOURCE_IP_PORT"))),
                    changeable("session_persistence", new Nested(PERSISTENCE)),
                    PROJECT_ID,
                    TENANT_ID,
                    fixed("members", new ListOf(new Nested(MEMBER))).hidden(),
                    fixed("healthmonitor", new Nested(NESTED_MONITOR)).hidden(),
                    TAGS,
                    changeable("tls_container_ref", LINE),
                    changeable("ca_tls_container_ref", LINE),
                    changeable("crl_container_ref", LINE),
                    changeable("tls_enabled", FLAG).or(false),
                    changeable("tls_ciphers", CIPHERS),
                    changeable("tls_versions", WORDS),
                    changeable("alpn_protocols", ALPN));

    /// A pool as a part of a listener or load balancer, or a reference by name.
    public static final Schema NESTED_POOL = new Schema(POOL_PARTS);

    /// Pools.
    public static final Schema POOL =
            with(
                    POOL_PARTS.stream()
                            .map(a ->
                                    a.name().equals("protocol") || a.name().equals("lb_algorithm")
                                            ? a.required()
                                            : a)
                            .toList(),
                    fixed("listener_id", ID).hidden(),
                    fixed("loadbalancer_id", ID).hidden());

    /// Rules of layer 7 policies.
    public static final Schema L7RULE =
            Schema.of(
                    changeable(
                                    "type",
                                    new OneOf(
                                            List.of(
                                                    "HOST_NAME",
                                                    "PATH",
                                                    "FILE_TYPE",
                                                    "HEADER",
                                                    "COOKIE",
                                                    "SSL_CONN_HAS_CERT",
                                                    "SSL_VERIFY_RESULT",
                                                    "SSL_DN_FIELD")))
                            .required(),
                    changeable(
                                    "compare_type",
                                    new OneOf(
                                            List.of(
                                                    "REGEX",
                                                    "STARTS_WITH",
                                                    "ENDS_WITH",
                                                    "CONTAINS",
                                                    "EQUAL_TO")))
                            .required(),
                    changeable("key", ONE_LINE),
                    changeable("value", ONE_LINE).required(),
                    changeable("invert", FLAG).or(false),
                    PROJECT_ID,
                    TENANT_ID,
                    ENABLED,
                    TAGS);

    private static final List<Attribute> POLICY =
            List.of(
                    NAME,
                    DESCRIPTION,
                    ENABLED,
                    PROJECT_ID,
                    TENANT_ID,
                    changeable(
                                    "action",
                                    new OneOf(
                                            List.of(
                                                    "REJECT",
                                                    "REDIRECT_TO_URL",
                                                    "REDIRECT_TO_POOL",
                                                    "REDIRECT_PREFIX")))
                            .required(),
                    changeable("redirect_pool_id", ID),
                    changeable("redirect_url", new Url()),
                    changeable("redirect_prefix", new Url()),
                    changeable("position", new WholeNumber(1, LARGEST)).or(LARGEST),
                    fixed("rules", new ListOf(new Nested(L7RULE))).hidden(),
                    TAGS,
                    changeable(
                            "redirect_http_code",
                            new OneOfNumbers(List.of(301L, 302L, 303L, 307L, 308L))));

    /// Layer 7 policies.
    public static final Schema L7POLICY = with(POLICY, fixed("listener_id", ID).required());

    /// A policy as a part of a listener.
    public static final Schema NESTED_L7POLICY =
            with(POLICY, fixed("redirect_pool", new Nested(NESTED_POOL)).hidden());

    private static final List<Attribute> LISTENER_PARTS =
            List.of(
                    NAME,
                    DESCRIPTION,
                    ENABLED,
                    fixed(
                                    "protocol",
                                    new OneOf(
                                            List.of(
                                                    "TCP",
                                                    "HTTPS",
                                                    "HTTP",
                                                    "TERMINATED_HTTPS",
                                                    "UDP",
                                                    "SCTP",
                                                    "PROMETHEUS")))
                            .required(),
                    fixed("protocol_port", PORT).required(),
                    changeable("connection_limit", new WholeNumber(-1, LARGEST)).or(-1L),
                    changeable("default_tls_container_ref", LINE),
                    changeable("sni_container_refs", new ListOf(LINE)).or(List.of()),
                    PROJECT_ID,
                    TENANT_ID,
                    changeable("default_pool_id", ID),
                    fixed("default_pool", new Nested(NESTED_POOL)).hidden(),
                    fixed("l7policies", new ListOf(new Nested(NESTED_L7POLICY))).hidden(),
                    changeable("insert_headers", new Headers()).or(Map.of()),
                    changeable("timeout_client_data", MILLISECONDS).or(50_000L),
                    changeable("timeout_member_connect", MILLISECONDS).or(5_000L),
                    changeable("timeout_member_data", MILLISECONDS).or(50_000L),
                    changeable("timeout_tcp_inspect", MILLISECONDS).or(0L),
                    TAGS,
                    changeable("client_ca_tls_container_ref", LINE),
                    changeable(
                                    "client_authentication",
                                    new OneOf(List.of("NONE", "OPTIONAL", "MANDATORY")))
                            .or("NONE"),
                    changeable("client_crl_container_ref", LINE),
                    changeable("allowed_cidrs", new ListOf(new Cidr())),
                    changeable("tls_ciphers", CIPHERS),
                    changeable("tls_versions", WORDS),
                    changeable("alpn_protocols", ALPN));

    /// A listener as a part of a load balancer.
    public static final Schema NESTED_LISTENER = new Schema(LISTENER_PARTS);

    /// Listeners.
    public static final Schema LISTENER =
            with(LISTENER_PARTS, fixed("loadbalancer_id", ID).hidden().required());

    /// `additional_vips` of a load balancer.
    public static final Schema ADDITIONAL_VIP =
            Schema.of(fixed("subnet_id", ID).required(), fixed("ip_address", ADDRESS));

    /// Load balancers.
    public static final Schema LOAD_BALANCER =
            Schema.of(
                    NAME,
                    DESCRIPTION,
                    ENABLED,
                    PROJECT_ID,
                    TENANT_ID,
                    fixed("vip_address", ADDRESS),
                    fixed("vip_port_id", ID),
                    fixed("vip_subnet_id", ID),
                    fixed("vip_network_id", ID),
                    fixed("additional_vips", new ListOf(new Nested(ADDITIONAL_VIP))).or(List.of()),
                    fixed("listeners", new ListOf(new Nested(NESTED_LISTENER))).hidden(),
                    fixed("pools", new ListOf(new Nested(NESTED_POOL))).hidden(),
                    fixed("provider", new Text(0, 64, null)),
                    fixed("flavor_id", ID),
                    changeable("vip_qos_policy_id", ID),
                    TAGS,
                    fixed("availability_zone", LINE));

    private static final AttributeType QUOTA_LIMIT = new WholeNumber(-1, 2_000_000_000L);

    /// Quotas of a project, with the older spelling of two names.
    public static final Schema QUOTA =
            Schema.of(
                    changeable("loadbalancer", QUOTA_LIMIT),
                    changeable("load_balancer", QUOTA_LIMIT),
                    changeable("listener", QUOTA_LIMIT),
                    changeable("member", QUOTA_LIMIT),
                    changeable("pool", QUOTA_LIMIT),
                    changeable("healthmonitor", QUOTA_LIMIT),
                    changeable("health_monitor", QUOTA_LIMIT),
                    changeable("l7policy", QUOTA_LIMIT),
                    changeable("l7rule", QUOTA_LIMIT));

    /// Flavors.
    public static final Schema FLAVOR =
            Schema.of(
                    changeable("name", LINE).required(),
                    changeable("description", LINE).or(""),
                    changeable("enabled", FLAG).or(true),
                    fixed("flavor_profile_id", ID).required());

    /// The attributes of flavors.
    public static final Schema FLAVOR_PROFILE =
            Schema.of(
                    changeable("name", LINE).required(),
                    changeable("provider_name", LINE).required(),
                    changeable("flavor_data", new Text(0, 4096, null)).required());

    private Schemas() {}

    private static Schema with(List<Attribute> attributes, Attribute... more) {
        List<Attribute> all = new ArrayList<>(attributes);
        all.addAll(List.of(more));
        return new Schema(all);
    }
}
