package dev.upkeep.lbaas.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HaproxyServersTest {

    private static final String BEFORE =
            """
            global
              description v1
            backend p1
              balance roundrobin
              server m1 10.0.0.1:80 weight 1 check inter 5s cookie m1
              server m2 10.0.0.2:80 weight 20 backup disabled
            backend p2
              server m3 [fd00::1]:80 weight 256
            """;

    @Test
    void rest_isTheSameForOtherWeightsAndStates() {
        String after =
                BEFORE.replace("weight 1 ", "weight 0 ")
                        .replace(" disabled", "")
                        .replace("weight 256", "weight 3 disabled");

        assertThat(HaproxyServers.rest(after)).isEqualTo(HaproxyServers.rest(BEFORE));
        assertThat(HaproxyServers.rest(BEFORE))
                .contains("  server m1 10.0.0.1:80 check inter 5s cookie m1\n")
                .contains("  server m2 10.0.0.2:80 backup\n");
    }

    @Test
    void rest_isAnotherForAnotherServerOrOption() {
        for (String after :
                new String[] {
                    BEFORE.replace("10.0.0.1", "10.0.0.9"),
                    BEFORE.replace("inter 5s", "inter 6s"),
                    BEFORE.replace(" backup", ""),
                    BEFORE.replace("roundrobin", "leastconn"),
                    BEFORE.replace("m3", "m4")
                }) {
            assertThat(HaproxyServers.rest(after)).isNotEqualTo(HaproxyServers.rest(BEFORE));
        }
    }

    @Test
    void commands_giveEveryServerItsValues() {
        assertThat(HaproxyServers.commands(BEFORE))
                .containsExactly(
                        "set server p1/m1 weight 1",
                        "set server p1/m1 state ready",
                        "set server p1/m2 weight 20",
                        "set server p1/m2 state maint",
                        "set server p2/m3 weight 256",
                        "set server p2/m3 state ready");
    }
}
