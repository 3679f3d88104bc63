package dev.upkeep.lbaas.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lbaas.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Texts as etcd 3.4 sent and took them.
class EtcdMessagesTest {

    private static final String PREFIX = "/upkeep/lbaas/";

    @Test
    void range_endsBehindThePrefix() {
        assertThat(EtcdMessages.range("/a/")).contains("\"L2Ev\"", "\"L2Ew\"");
    }

    @Test
    void snapshot_hasKeysValuesAndRevisions() throws IOException {
        EtcdMessages.Snapshot snapshot =
                EtcdMessages.snapshot(
                        PREFIX,
                        Json.object(
                                """
                                {"header":{"cluster_id":"1","revision":"7","raft_term":"2"},"kvs":[
                                {"key":"L3Vwa2VlcC9sYmFhcy9sYi9h","create_revision":"5",
                                "mod_revision":"6","version":"2","value":"e30="}],"count":"1"}
                                """));

        assertThat(snapshot.revision()).isEqualTo(7);
        assertThat(snapshot.documents()).containsExactly(new Store.Document("lb/a", "{}", 6));
    }

    @Test
    void swap_thatDoesNotHappen_hasNoRevision() throws IOException {
        assertThat(EtcdMessages.swapped(Json.object("{\"header\":{\"revision\":\"9\"}}"))).isZero();
        assertThat(
                        EtcdMessages.swapped(
                                Json.object(
                                        "{\"header\":{\"revision\":\"9\"},\"succeeded\":true}")))
                .isEqualTo(9);
    }

    @Test
    void watch_tellsOfWritesAndRemovals() throws IOException {
        assertThat(
                        EtcdMessages.events(
                                PREFIX,
                                Json.object(
                                        """
                                        {"result":{"header":{"revision":"8"},"events":[
                                        {"kv":{"key":"L3Vwa2VlcC9sYmFhcy9sYi9h","mod_revision":"8",
                                        "value":"e30="}},
                                        {"type":"DELETE","kv":{"key":"L3Vwa2VlcC9sYmFhcy9sYi9h",
                                        "mod_revision":"9"}}]}}
                                        """)))
                .containsExactly(
                        new EtcdMessages.Event("lb/a", new Store.Document("lb/a", "{}", 8)),
                        new EtcdMessages.Event("lb/a", null));
        assertThat(EtcdMessages.events(PREFIX, Json.object("{\"result\":{\"created\":true}}")))
                .isEmpty();
    }
}
