package dev.upkeep.lbaas.model;

import dev.upkeep.lbaas.schema.Schema;
import dev.upkeep.lbaas.schema.Schemas;

/// The kinds of objects of which a load balancer consists.
public enum Kind {
    LOAD_BALANCER("loadbalancer", "loadbalancers", "Load Balancer", "load_balancer"),
    LISTENER("listener", "listeners", "Listener", "listener"),
    POOL("pool", "pools", "Pool", "pool"),
    MEMBER("member", "members", "Member", "member"),
    HEALTH_MONITOR("healthmonitor", "healthmonitors", "Health Monitor", "health_monitor"),
    L7POLICY("l7policy", "l7policies", "L7Policy", "l7policy"),
    L7RULE("rule", "rules", "L7Rule", "l7rule");

    private final String word;
    private final String plural;
    private final String title;
    private final String quota;

    Kind(String word, String plural, String title, String quota) {
        this.word = word;
        this.plural = plural;
        this.title = title;
        this.quota = quota;
    }

    /// Key of one object in requests and answers.
    public String word() {
        return word;
    }

    /// Key of a list, and its place in paths.
    public String plural() {
        return plural;
    }

    /// Name in messages.
    public String title() {
        return title;
    }

    /// Name of its quota.
    public String quota() {
        return quota;
    }

    /// Its attributes.
    public Schema schema() {
        return switch (this) {
            case LOAD_BALANCER -> Schemas.LOAD_BALANCER;
            case LISTENER -> Schemas.LISTENER;
            case POOL -> Schemas.POOL;
            case MEMBER -> Schemas.MEMBER;
            case HEALTH_MONITOR -> Schemas.HEALTH_MONITOR;
            case L7POLICY -> Schemas.L7POLICY;
            case L7RULE -> Schemas.L7RULE;
        };
    }
}
