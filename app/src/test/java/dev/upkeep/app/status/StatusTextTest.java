package dev.upkeep.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {

    @Test
    void wideTerminal_showsTables() {
        assertThat(StatusText.of(Snapshots.full(), 200, false))
                .isEqualTo(
                        """
                        lb1  Upkeep 0.1.0  pid 4711  up 3 h 2 min  /etc/keepalived/keepalived.conf

                        INSTANCE  STATE   FOR         PRIORITY                         MASTER    ADDRESSES          WHY
                        VI_1      MASTER  5 min 30 s  140 = 100 + 40 (script chk is up)  10.0.0.1  10.0.0.10/24 eth0  the master 10.0.0.2 was silent for the master down interval
                        VI_1: peer 10.0.0.2 differs in advert_int: 1000 ms here, 2000 ms there

                        tcp:10.0.0.10:80 (shop)  wrr  quorum 1 of 2 up  41 connections, in 19.7 KiB, out 2.8 MiB
                          REAL                HEALTH  STATE    WEIGHT  ACTIVE  INACTIVE  CHECKS     WHY
                          10.2.0.1:80 (web1)  up      enabled  2       31      12        ++++- 2 s  its check passed
                          10.2.0.2:80         down    enabled  -       -       -         --+ 5 s    HTTP_GET 10.2.0.2:80 failed: status 503

                        [10.0.0.7]:443 (shop / https)  HAProxy up  3 sessions, 120 connections, in 4.0 KiB, out 1.0 MiB
                          SERVER                HEALTH  STATE    WEIGHT  SESSIONS  WHY
                          [10.1.0.7]:80 (web1)  up      enabled  1       3         UP, L7OK
                          [10.1.0.8]:80         down    enabled  1       0         DOWN, L4CON

                        KIND    NAME  STATE  INSTANCES
                        script  chk   up     VI_1

                        SESSION  NEIGHBOUR  STATE  REMOTE  WHY
                        core     10.0.0.9   Up     Up      No Diagnostic

                        kernel's IPVS table: in sync, compared 10 s ago, 1 repairs, 0 refusals
                        last reload: 1 h 0 min ago, the kernel agrees
                        vrrp loop: 3 timers, the latest 2.5 ms late; more than 1 ms: 1 run-queue
                        """
                                .replace(
                                        "PRIORITY                         MASTER",
                                        "PRIORITY                           MASTER"));
    }

    @Test
    void narrowTerminal_showsLists_noneWiderThanItsLongestCell() {
        assertThat(StatusText.of(Snapshots.full(), 40, false))
                .contains(
                        """
                        VI_1  MASTER
                          FOR 5 min 30 s
                          PRIORITY 140 = 100 + 40 (script chk is up)
                          MASTER 10.0.0.1
                          ADDRESSES 10.0.0.10/24 eth0
                        """)
                .contains(
                        """
                          10.2.0.2:80  down
                            STATE enabled
                            CHECKS --+ 5 s
                            WHY HTTP_GET 10.2.0.2:80 failed: status 503
                        """);
    }

    @Test
    void colour_leavesTheColumnsWhereTheyAre() {
        String coloured = StatusText.of(Snapshots.full(), 200, true);
        assertThat(coloured).contains("\u001b[32mMASTER\u001b[0m", "\u001b[31mdown\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
                .isEqualTo(StatusText.of(Snapshots.full(), 200, false));
    }

    @Test
    void json_readBack_isTheSameSnapshot() throws IOException {
        String json = SnapshotJson.of(Snapshots.full());
        assertThat(json).doesNotContain("\n").contains("\"virtualServers\":[{");
        assertThat(SnapshotJson.read(json)).isEqualTo(Snapshots.full());
        assertThat(SnapshotJson.read(json.replaceFirst("[{]", "{\"later\":1,")))
                .isEqualTo(Snapshots.full());
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 0 s", "3660, 1 h 1 min", "90000, 1 d 1 h"})
    void duration_hasItsTwoLargestUnits(long seconds, String text) {
        assertThat(StatusText.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
