package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerTableTest {

    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PeerTable table = new PeerTable();

    @Test
    void peers_goodAndRefusedAdverts_areCountedBySenderAndReason() {
        table.heard(new Event.AdvertReceived(PEER, 150, SECOND), 10);
        table.remarked(PEER, Problem.CHECKSUM, 20);
        table.remarked(PEER, Problem.CHECKSUM, 30);

        assertThat(table.peers())
                .containsExactly(
                        new PeerTable.Peer(PEER, 30, 150, SECOND, 1, Map.of(Problem.CHECKSUM, 2L)));
    }

    @Test
    void peers_ofForgedSources_areBounded() {
        for (int i = 0; i < 1000; i++) {
            table.remarked(
                    IpAddress.parse("10.1.%d.%d".formatted(i / 250, i % 250)), Problem.TTL, i);
            table.heard(new Event.AdvertReceived(PEER, 150, SECOND), i);
        }

        assertThat(table.peers())
                .hasSize(PeerTable.MOST_PEERS)
                .extracting(PeerTable.Peer::address)
                .contains(PEER);
    }
}
