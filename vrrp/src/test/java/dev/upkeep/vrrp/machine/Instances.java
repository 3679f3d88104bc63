package dev.upkeep.vrrp.machine;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Instances for tests: VI_1, version 2, VRID 51, priority 100, interval 1 s, PASS 1111 on eth0.
public final class Instances {

    private final Map<String, String> lines = new LinkedHashMap<>();
    private final StringBuilder global = new StringBuilder();
    private String name = "VI_1";
    private boolean inSyncGroup;

    private Instances() {
        lines.put("version", "2");
        lines.put("interface", "eth0");
        lines.put("virtual_router_id", "51");
        lines.put("priority", "100");
        lines.put("advert_int", "1");
        lines.put("authentication", block("auth_type PASS", "auth_pass 1111"));
        lines.put("virtual_ipaddress", block("10.0.0.100"));
    }

    /// Starts from the defaults.
    public static Instances instance() {
        return new Instances();
    }

    /// An address with nothing special.
    public static VirtualAddress address(String text) {
        return instance().addresses(text).build().resources().addresses().getFirst();
    }

    /// Sets a keyword or a block of the instance, in place of an earlier one.
    public Instances with(String keyword, String arguments) {
        lines.put(keyword, arguments);
        return this;
    }

    /// Adds a line of `global_defs`.
    public Instances global(String line) {
        global.append(line).append('\n');
        return this;
    }

    /// Takes a keyword out.
    public Instances without(String keyword) {
        lines.remove(keyword);
        return this;
    }

    /// The arguments of a keyword that opens a block.
    public static String block(String... lines) {
        return "{\n" + String.join("\n", lines) + "\n}";
    }

    public Instances name(String value) {
        name = value;
        return this;
    }

    public Instances priority(int value) {
        return with("priority", String.valueOf(value));
    }

    public Instances interval(Duration value) {
        return with("advert_int", seconds(value));
    }

    public Instances version3(Duration value) {
        lines.remove("authentication");
        return with("version", "3").interval(value);
    }

    public Instances ipv6() {
        lines.remove("authentication");
        return with("version", "3").addresses("fe80::100");
    }

    public Instances stateBackup() {
        return with("state", "BACKUP");
    }

    public Instances timerExpiredBackup(int otherPriority) {
        return noPreempt().with("timer_expired_backup", String.valueOf(otherPriority));
    }

    public Instances noPreempt() {
        return with("nopreempt", "");
    }

    public Instances preemptDelay(Duration value) {
        return with("preempt_delay", seconds(value));
    }

    public Instances refresh(Duration period, int repeat) {
        return with("garp_master_refresh", seconds(period))
                .with("garp_master_refresh_repeat", String.valueOf(repeat));
    }

    public Instances inSyncGroup() {
        inSyncGroup = true;
        return this;
    }

    public Instances addresses(String... values) {
        return with("virtual_ipaddress", block(values));
    }

    public Instances excluded(String... values) {
        return with("virtual_ipaddress_excluded", block(values));
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    public RouterConfig config() {
        return new RouterConfig(build(), inSyncGroup ? group(false) : null);
    }

    /// A group with two members that watches eth1 with weight 10.
    public SyncGroup group(boolean trackingWeights) {
        String watched = trackingWeights ? "eth1 weight 10" : "eth1";
        String weights = trackingWeights ? "sync_group_tracking_weight\n" : "";
        String second = "vrrp_instance VI_2 {\ninterface eth0\nvirtual_router_id 52\n}\n";
        String group =
                "vrrp_sync_group G1 {\ngroup {\n%s\nVI_2\n}\n%strack_interface {\n%s\n}\n}\n"
                        .formatted(name, weights, watched);
        return Configurations.of(text() + second + group).syncGroups().getFirst();
    }

    public VrrpInstance build() {
        return Configurations.instance(text());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        if (!global.isEmpty()) {
            text.append("global_defs {\n").append(global).append("}\n");
        }
        text.append("vrrp_instance " + name + " {\n");
        lines.forEach((keyword, words) -> text.append(keyword + " " + words + "\n"));
        return text.append("}\n").toString();
    }
}
