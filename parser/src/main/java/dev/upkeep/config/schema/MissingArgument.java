package dev.upkeep.config.schema;

import dev.upkeep.config.source.DiagnosticCode;
import java.util.Set;

/// What a missing argument means to keepalived: it ends there and then (with `-t` as well, so that
/// it finds nothing of what follows), unless the keyword looks at its arguments by itself. Lines of
/// blocks always do. Found out by running 2.2.7 with each keyword bare.
final class MissingArgument {
    /// The finding that ends keepalived.
    private static final DiagnosticCode ENDS = DiagnosticCode.ARGUMENT_MISSING;

    /// The finding that is one among others.
    static final DiagnosticCode GOES_ON = DiagnosticCode.ARGUMENT_NEEDED;

    private static final Set<String> LOOKS_BY_ITSELF =
            Set.of(
                    "active_key",
                    "anti_replay",
                    "bfd_cpu_affinity",
                    "bfd_priority",
                    "bfd_rt_priority",
                    "ca",
                    "certificate",
                    "checker_cpu_affinity",
                    "checker_priority",
                    "checker_rt_priority",
                    "dbus_no_interface_name",
                    "dbus_service_name",
                    "default_interface",
                    "drain_timeout",
                    "file",
                    "garp_extra_if",
                    "helo_name",
                    "http_protocol",
                    "instance",
                    "iproute_etc_dir",
                    "iproute_usr_dir",
                    "json_dump_file",
                    "json_version",
                    "kernel_rx_buf_size",
                    "key",
                    "lvs_netlink_cmd_rcv_bufs",
                    "lvs_netlink_monitor_rcv_bufs",
                    "lvs_notify_fifo",
                    "lvs_sync_daemon",
                    "lvs_timeouts",
                    "min_auto_priority_delay",
                    "misc_path",
                    "mode",
                    "neighbor_ip",
                    "neighbour_ip",
                    "net_namespace",
                    "notification_email_from",
                    "notify_fifo",
                    "password",
                    "payload",
                    "process_monitor_rcv_bufs",
                    "regex",
                    "regex_max_offset",
                    "regex_min_offset",
                    "regex_options",
                    "regex_stack",
                    "reload_time_file",
                    "rise",
                    "router_id",
                    "script",
                    "script_user",
                    "shutdown_script_timeout",
                    "slow_start",
                    "smtp_helo_name",
                    "snmp_name",
                    "snmp_rs_stats_update_interval",
                    "snmp_socket",
                    "snmp_vs_stats_update_interval",
                    "startup_script_timeout",
                    "state_dump_file",
                    "stats_dump_file",
                    "status_code",
                    "time_window",
                    "tmp_config_directory",
                    "upkeep_reconcile_interval",
                    "virtualhost",
                    "vmac_garp_intvl",
                    "vrrp_cpu_affinity",
                    "vrrp_delay_after_boot",
                    "vrrp_garp_extra_if",
                    "vrrp_netlink_cmd_rcv_bufs",
                    "vrrp_netlink_monitor_rcv_bufs",
                    "vrrp_notify_fifo",
                    "vrrp_priority",
                    "vrrp_rt_priority",
                    "vrrp_rx_bufs_multiplier",
                    "vrrp_rx_bufs_policy",
                    "vrrp_vmac_garp_intvl");

    private MissingArgument() {}

    /// The id of the finding that a keyword lacks an argument.
    static DiagnosticCode of(String keyword) {
        return LOOKS_BY_ITSELF.contains(keyword) ? GOES_ON : ENDS;
    }
}
