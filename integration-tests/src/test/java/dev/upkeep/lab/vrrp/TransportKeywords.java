package dev.upkeep.lab.vrrp;

import dev.upkeep.lab.host.Packets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Instances that differ in where their adverts go, how far, and what their checksums cover; and
/// the adverts, byte for byte. OTHER_END sits at the other end of the wire, so that its virtual
/// router is an unknown one on v0.
final class TransportKeywords {
    private static final int ETHERNET = 14;
    private static final int IPV6_HEADER = 40;
    private static final int VRRP = 112;

    static final String FILE =
            """
            global_defs {
                vrrp_mcast_group4 224.0.0.77
                vrrp_mcast_group6 ff02::77
                log_unknown_vrids
                vrrp_startup_delay 1.5
                vrrp_min_garp
            }
            vrrp_instance GROUP4 {
                interface v0
                virtual_router_id 11
                priority 100
                virtual_ipaddress {
                    10.5.0.111
                }
            }
            vrrp_instance GROUP6 {
                interface v0
                virtual_router_id 12
                priority 100
                version 3
                virtual_ipaddress {
                    fe80::1:2
                }
            }
            vrrp_instance OWN4 {
                interface v0
                virtual_router_id 13
                priority 100
                version 3
                mcast_dst_ip 224.0.0.78
                virtual_ipaddress {
                    10.5.0.113
                }
            }
            vrrp_instance OWN6 {
                interface v0
                virtual_router_id 14
                priority 100
                mcast_dst_ip ff02::78
                virtual_ipaddress {
                    fe80::1:4
                }
            }
            vrrp_instance NATIVE {
                interface v0
                virtual_router_id 15
                priority 100
                native_ipv6
                virtual_ipaddress {
                    fe80::1:5
                }
            }
            vrrp_instance TTL4 {
                interface v0
                virtual_router_id 16
                priority 100
                unicast_src_ip 10.5.0.1
                unicast_ttl 7
                unicast_peer {
                    10.5.0.2
                }
                virtual_ipaddress {
                    10.5.0.116
                }
            }
            vrrp_instance TTL6 {
                interface v0
                virtual_router_id 17
                priority 100
                unicast_src_ip fd05::1
                unicast_ttl 9
                unicast_peer {
                    fd05::2
                }
                virtual_ipaddress {
                    fe80::1:7
                }
            }
            vrrp_instance OLD {
                interface v0
                virtual_router_id 18
                priority 100
                version 3
                unicast_src_ip 10.5.0.1
                old_unicast_checksum
                unicast_peer {
                    10.5.0.2
                }
                virtual_ipaddress {
                    10.5.0.118
                }
            }
            vrrp_instance NEVER {
                interface v0
                virtual_router_id 19
                priority 100
                version 3
                unicast_src_ip 10.5.0.1
                old_unicast_checksum never
                unicast_peer {
                    10.5.0.2
                }
                virtual_ipaddress {
                    10.5.0.119
                }
            }
            vrrp_instance OTHER_END {
                interface v1
                virtual_router_id 20
                version 3
                native_ipv6
                virtual_ipaddress {
                    fe80::1:20
                }
            }
            """;

    /// Virtual routers on v0.
    static final Set<Integer> IDS = Set.of(11, 12, 13, 14, 15, 16, 17, 18, 19);

    private TransportKeywords() {}

    /// Returns the first advert of each virtual router, as hex of the whole frame. Left out is the
    /// flow label of IPv6, which the kernel chooses.
    static Map<Integer, String> adverts(Path packets) {
        var found = new TreeMap<Integer, String>();
        for (byte[] frame : Packets.read(packets).frames()) {
            boolean six = frame[12] == (byte) 0x86;
            boolean arp = frame[12] == 0x08 && frame[13] == 0x06;
            if (arp || frame[ETHERNET + (six ? 6 : 9)] != VRRP) {
                continue;
            }
            byte[] shown = frame.clone();
            if (six) {
                shown[ETHERNET + 1] &= (byte) 0xf0;
                Arrays.fill(shown, ETHERNET + 2, ETHERNET + 4, (byte) 0);
            }
            int from = ETHERNET + (six ? IPV6_HEADER : (frame[ETHERNET] & 0x0f) * 4);
            found.putIfAbsent(frame[from + 1] & 0xff, HexFormat.of().formatHex(shown));
        }
        return found;
    }
}
