package dev.upkeep.app.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Protocol;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expectations are what keepalived 2.2.7 wrote for the same configuration, unless a test says so.
class DumpTextsTest {

    private static final String JSON =
            "[{\"data\":{\"iname\":\"VI_1\",\"dont_track_primary\":0,\"skip_check_adv_addr\":0,"
                    + "\"strict_mode\":0,\"vmac_ifname\":\"\",\"ifp_ifname\":\"eth0\","
                    + "\"master_priority\":0,\"last_transition\":1795796734.253971,"
                    + "\"garp_delay\":5,\"garp_refresh\":0,\"garp_rep\":5,\"garp_refresh_rep\":1,"
                    + "\"garp_lower_prio_delay\":5,\"garp_lower_prio_rep\":5,"
                    + "\"lower_prio_no_advert\":0,\"higher_prio_send_advert\":0,\"vrid\":51,"
                    + "\"base_priority\":150,\"effective_priority\":150,\"vipset\":true,"
                    + "\"promote_secondaries\":false,\"adver_int\":1,\"master_adver_int\":1,"
                    + "\"accept\":1,\"nopreempt\":false,\"preempt_delay\":0,\"state\":2,"
                    + "\"wantstate\":2,\"version\":2,\"smtp_alert\":false,"
                    + "\"notify_deleted\":false,\"script\":\"'\\/bin\\/true' 'a' 'b'\","
                    + "\"vips\":[\"10.9.0.100\\/24 dev eth0 scope global set\","
                    + "\"10.9.0.101\\/24 dev eth0 scope global label eth0:1 set\"],"
                    + "\"evips\":[\"10.9.0.102 dev eth0 scope global set\"],\"auth_type\":1,"
                    + "\"auth_data\":\"1111\"},\"stats\":{\"advert_rcvd\":0,\"advert_sent\":5,"
                    + "\"become_master\":1,\"release_master\":0,\"packet_len_err\":0,"
                    + "\"advert_interval_err\":0,\"ip_ttl_err\":0,\"invalid_type_rcvd\":0,"
                    + "\"addr_list_err\":0,\"invalid_authtype\":0,\"authtype_mismatch\":0,"
                    + "\"auth_failure\":0,\"pri_zero_rcvd\":0,\"pri_zero_sent\":0}}]\n";

    @Test
    void json_ofAMaster_isThatOfKeepalivedByteForByte() {
        assertThat(VrrpJson.of(DumpTexts.master(), 1, Secrets.SHOWN)).isEqualTo(JSON);
    }

    /// By the description of keepalived 2.4.
    @Test
    void json_ofVersionTwo_isAnObjectAroundTheArray() {
        assertThat(VrrpJson.of(DumpTexts.master(), 2, Secrets.SHOWN))
                .isEqualTo("{\"vrrp\":" + JSON.strip() + "}\n");
    }

    @Test
    void json_withoutInstances_isAnEmptyArray() {
        assertThat(VrrpJson.of(List.of(), 1, Secrets.SHOWN)).isEqualTo("[]\n");
    }

    @Test
    void json_quotesWhatWouldEndItsTexts() {
        assertThat(JsonText.of("a\"b\\c\u001b")).isEqualTo("\"a\\\"b\\\\c\\u001b\"");
    }

    @Test
    void statistics_ofAMaster_areThoseOfKeepalivedByteForByte() {
        assertThat(StatisticsText.of(DumpTexts.master()))
                .isEqualTo(
                        """
                        VRRP Instance: VI_1
                          Advertisements:
                            Received: 0
                            Sent: 5
                          Became master: 1
                          Released master: 0
                          Packet Errors:
                            Length: 0
                            TTL: 0
                            Invalid Type: 0
                            Advertisement Interval: 0
                            Address List: 0
                          Authentication Errors:
                            Invalid Type: 0
                            Type Mismatch: 0
                            Failure: 0
                          Priority Zero:
                            Received: 0
                            Sent: 0
                        """);
    }

    /// Expects the lines of keepalived 2.2.7 for the same settings.
    @Test
    void globalSettings_haveKeepalivedsLinesInItsOrder() {
        Configuration configuration =
                Configurations.of(
                        """
                        global_defs {
                            lvs_flush_onstop VS
                            enable_script_security
                            nftables
                            nftables_counters
                            disable_local_igmp
                            vrrp_garp_interval 0.25
                            vrrp_garp_extra_if 7
                            vrrp_notify_priority_changes
                            fifo_write_vrrp_states_on_reload
                            checker_log_all_failures
                            vrrp_check_unicast_src
                            vrrp_skip_check_adv_addr
                            vrrp_priority -5
                            enable_traps
                            snmp_socket udp:localhost:700
                            vrrp_netlink_cmd_rcv_bufs 20000
                            rs_init_notifies
                            no_checker_emails
                            vrrp_rx_bufs_policy MTU
                            vrrp_rx_bufs_multiplier 5
                            dynamic_interfaces
                        }
                        """);
        assertThat(GlobalDataText.of(configuration))
                .containsSubsequence(
                        " Checkers log all failures = true\n",
                        " No test config before reload\n",
                        " Dynamic interfaces = true\n",
                        " Allow interface changes = false\n",
                        " Disable local IGMP = yes\n",
                        " LVS flush = false\n",
                        " LVS flush on stop = VS\n",
                        " FIFO write vrrp states on reload = true\n",
                        " VRRP notify priority changes = true\n",
                        " VRRP IPv4 mcast group = 224.0.0.18\n",
                        " VRRP IPv6 mcast group = ff02::12\n",
                        " Gratuitous ARP delay = 5\n",
                        " Num adverts before down = 3\n",
                        " Gratuitous ARP for each secondary VMAC = 7s\n",
                        " Gratuitous ARP interval = 0.250000\n",
                        " Gratuitous NA interval = 0.000000\n",
                        " VRRP default protocol version = 2\n",
                        " nftables table name = keepalived\n",
                        " nftables base chain priority = -1\n",
                        " nftables don't force use ifindex for link local IPv6\n",
                        " nftables with counters\n",
                        " VRRP check unicast_src = true\n",
                        " VRRP skip check advert addresses = true\n",
                        " VRRP strict mode = false\n",
                        " Max auto priority = 0\n",
                        " Min auto priority delay = 1000000 usecs\n",
                        " VRRP process priority = -5\n",
                        " BFD realtime limit = 10000\n",
                        " SNMP traps enabled\n",
                        " SNMP socket = udp:localhost:700\n",
                        " Script security enabled\n",
                        " vrrp_netlink_cmd_rcv_bufs = 20000\n",
                        " vrrp_netlink_cmd_rcv_bufs_force = 0\n",
                        " rs_init_notifies = 1\n",
                        " no_checker_emails = 1\n",
                        " rx_bufs_policy = MTU\n",
                        " rx_bufs_multiples = 5\n",
                        " umask = 0177\n");
    }

    /// Lines of keepalived's dump, in its order; it has more of them.
    @Test
    void data_ofAMaster_hasKeepalivedsLinesInItsOrder() {
        assertThat(
                        VrrpDataText.of(
                                DumpTexts.configuration(),
                                DumpTexts.master(),
                                ZoneOffset.UTC,
                                Secrets.SHOWN))
                .containsSubsequence(
                        "------< Global definitions >------\n",
                        " Router ID = LVS_X\n",
                        "------< VRRP Topology >------\n",
                        " VRRP Instance = VI_1\n",
                        "   VRRP Version = 2\n",
                        "   Sync group = G1\n",
                        "   State = MASTER\n",
                        "   Wantstate = MASTER\n",
                        "   Last transition = 1795796734.253971"
                                + " (Fri Nov 27 16:25:34.253971 2026)\n",
                        "   Interface = eth0\n",
                        "   Using src_ip = 10.9.0.1\n",
                        "   Multicast address 224.0.0.18\n",
                        "   Gratuitous ARP delay = 5\n",
                        "   Virtual Router ID = 51\n",
                        "   Priority = 150\n",
                        "   Effective priority = 150\n",
                        "   Total priority = 150\n",
                        "   Advert interval = 1 sec\n",
                        "   Accept = enabled\n",
                        "   Preempt = enabled\n",
                        "   Promote_secondaries = disabled\n",
                        "   Authentication type = SIMPLE_PASSWORD\n",
                        "   Virtual IP (2):\n     10.9.0.100/24 dev eth0 scope global set\n",
                        "   Virtual IP Excluded :\n     10.9.0.102 dev eth0 scope global set\n",
                        "   Using smtp notification = no\n",
                        "   Notify deleted = Fault\n",
                        "   Generic state transition script = '/bin/true' 'a' 'b'\n",
                        "------< VRRP Sync groups >------\n",
                        " VRRP Sync Group = G1, MASTER\n",
                        "   VRRP member instances :\n     VI_1\n");
    }

    @Test
    void services_haveKeepalivedsLinesInItsOrder() {
        var configuration =
                Configurations.of(
                        """
                        virtual_server 10.9.0.100 80 {
                            lb_algo wrr
                            lb_kind NAT
                            protocol TCP
                            quorum 2
                            hysteresis 1
                            real_server 10.9.0.2 80 {
                                weight 3
                            }
                            real_server 10.9.0.3 80 {
                            }
                        }
                        """);
        ServiceName service =
                new ServiceName(
                        Protocol.TCP,
                        null,
                        new ServiceName.Target.OnAddress(name("10.9.0.100:80")));
        var up =
                new ServerStatus(
                        service,
                        name("10.9.0.2:80"),
                        null,
                        true,
                        false,
                        3,
                        3,
                        ServerStatus.Condition.ENABLED,
                        null);
        assertThat(ServiceDataText.of(configuration, List.of(up)))
                .containsSubsequence(
                        "------< LVS Topology >------\n",
                        " ------< Virtual server >------\n",
                        " VS VIP = 10.9.0.100, VPORT = 80\n",
                        "   lvs_sched = wrr\n",
                        "   protocol = TCP\n",
                        "   quorum = 2, hysteresis = 1\n",
                        "   default forwarding method = NAT\n",
                        "   alive = 1\n",
                        "   ------< Real server >------\n",
                        "   RIP = 10.9.0.2, RPORT = 80, WEIGHT = 3 EFF WEIGHT = 3\n",
                        "   alive = 1\n",
                        "   RIP = 10.9.0.3, RPORT = 80, WEIGHT = 1 EFF WEIGHT = 0\n",
                        "   alive = 0\n");
    }

    private static ServerName name(String text) {
        return ServerName.parse(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10.9.0.100                             | 10.9.0.100 dev eth0 scope global set
                    10.9.0.101/24 brd + label eth0:1 scope link | 10.9.0.101/24 brd 10.9.0.255 dev eth0 scope link label eth0:1 set
                    10.9.0.103/32 brd 10.9.0.255 scope host | 10.9.0.103 brd 10.9.0.255 dev eth0 scope host set
                    10.9.0.106/24 no_track                 | 10.9.0.106/24 dev eth0 scope global no_track set
                    fd00:9::100/64                         | fd00:9::100/64 dev eth0 scope global preferred_lft forever set
                    fd00:9::100/64 preferred_lft 30        | fd00:9::100/64 dev eth0 scope global preferred_lft 30 set
                    fd00:9::101/128 home mngtmpaddr autojoin | fd00:9::101 dev eth0 scope global home mngtmpaddr autojoin deprecated set
                    """)
    void address_isWrittenAsKeepalivedDoes(String line, String expected) {
        var instance =
                Configurations.instance(
                        "vrrp_instance VI {\n interface eth0\n virtual_router_id 1\n"
                                + " virtual_ipaddress_excluded {\n"
                                + line
                                + "\n }\n virtual_ipaddress {\n  10.1.1.1\n }\n}\n");
        var address = instance.resources().excluded().getFirst();
        assertThat(AddressText.of(address, "eth0", true)).isEqualTo(expected);
    }
}
