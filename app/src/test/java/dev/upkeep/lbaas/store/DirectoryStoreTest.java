package dev.upkeep.lbaas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {

    @TempDir private Path directory = Path.of("");

    @Test
    void document_thatIsWritten_isThereAfterARestart() throws IOException {
        try (Store store = new DirectoryStore(directory)) {
            long first = store.put("lb/a", "{\"n\":1}", 0);
            store.put("lb/a", "{\"n\":2}", first);
        }

        try (Store store = new DirectoryStore(directory)) {
            assertThat(store.all())
                    .extracting(Store.Document::key, Store.Document::text)
                    .containsExactly(tuple("lb/a", "{\"n\":2}"));
        }
    }

    @Test
    void document_changedMeanwhile_isNotOverwritten() throws IOException {
        try (Store store = new DirectoryStore(directory)) {
            long first = store.put("lb/a", "{}", 0);
            store.put("lb/a", "{\"n\":2}", first);

            assertThatThrownBy(() -> store.put("lb/a", "{\"n\":3}", first))
                    .isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> store.put("lb/a", "{\"n\":3}", 0))
                    .isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> store.delete("lb/a", first))
                    .isInstanceOf(ConflictException.class);
        }
    }

    @Test
    void unfinishedFile_ofACrash_isForgotten() throws IOException {
        try (Store store = new DirectoryStore(directory)) {
            store.put("lb/a", "{}", 0);
        }
        Files.writeString(directory.resolve("lb_a.json.new"), "{half");

        try (Store store = new DirectoryStore(directory)) {
            assertThat(store.all()).extracting(Store.Document::text).containsExactly("{}");
        }
        assertThat(directory.resolve("lb_a.json.new")).doesNotExist();
    }

    @Test
    void directory_thatAnotherHolds_isRefused() throws IOException {
        try (Store _ = new DirectoryStore(directory)) {
            assertThatThrownBy(() -> new DirectoryStore(directory))
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void key_withAnyCharacters_staysInTheDirectory() throws IOException {
        String key = "quota/../../etc/x y_%ü";
        try (Store store = new DirectoryStore(directory)) {
            store.put(key, "{}", 0);
        }

        try (Store store = new DirectoryStore(directory);
                Stream<Path> files = Files.list(directory)) {
            assertThat(store.all()).extracting(Store.Document::key).containsExactly(key);
            assertThat(files).hasSize(2); // with the lock
        }
    }
}
