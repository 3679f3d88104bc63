package dev.upkeep.lbaas.store;

import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.store.Store.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests and answers of etcd's JSON gateway (`/v3/kv/range`, `/v3/kv/txn`, `/v3/watch`). Keys
/// and values are base64; numbers of 64 bits are texts. Pure.
final class EtcdMessages {

    private EtcdMessages() {}

    /// The answer to `range`.
    ///
    /// @param revision of the whole store
    record Snapshot(List<Document> documents, long revision) {}

    /// A key that is to be written or removed.
    ///
    /// @param value null to remove it
    /// @param expected the revision that it must have; 0 when it must not be there
    record Swap(String key, @Nullable String value, long expected) {}

    /// A change that `watch` reported.
    ///
    /// @param document what was written; null for a removal
    record Event(String key, @Nullable Document document) {}

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(@Nullable Object text) {
        return new String(Base64.getDecoder().decode(String.valueOf(text)), StandardCharsets.UTF_8);
    }

    /// The first key behind all that begin with a text.
    private static String behind(String prefix) {
        byte[] bytes = prefix.getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1]++;
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String range(String prefix) {
        return Json.text(Map.of("key", encode(prefix), "range_end", behind(prefix)));
    }

    static String watch(String prefix, long from) {
        return Json.text(
                Map.of(
                        "create_request",
                        Map.of(
                                "key",
                                encode(prefix),
                                "range_end",
                                behind(prefix),
                                "start_revision",
                                Long.toString(from))));
    }

    /// Writes and removes keys, all of them when each has its revision, else none.
    static String transaction(List<Swap> swaps) {
        return Json.text(
                Map.of(
                        "compare", swaps.stream().map(EtcdMessages::comparison).toList(),
                        "success", swaps.stream().map(EtcdMessages::change).toList()));
    }

    private static Map<String, Object> comparison(Swap swap) {
        Map<String, Object> comparison = new LinkedHashMap<>();
        comparison.put("key", encode(swap.key()));
        comparison.put("target", "MOD");
        comparison.put("result", "EQUAL");
        comparison.put("mod_revision", Long.toString(swap.expected()));
        return comparison;
    }

    private static Map<String, Object> change(Swap swap) {
        String key = encode(swap.key());
        return swap.value() == null
                ? Map.of("request_delete_range", Map.of("key", key))
                : Map.of("request_put", Map.of("key", key, "value", encode(swap.value())));
    }

    private static long number(@Nullable Object text) {
        return text == null ? 0 : Long.parseLong(text.toString());
    }

    private static long revision(Map<?, ?> answer) {
        return answer.get("header") instanceof Map<?, ?> header
                ? number(header.get("revision"))
                : 0;
    }

    private static Document document(String prefix, Map<?, ?> entry) {
        return new Document(
                decode(entry.get("key")).substring(prefix.length()),
                decode(entry.get("value")),
                number(entry.get("mod_revision")));
    }

    static Snapshot snapshot(String prefix, Map<String, ?> answer) {
        List<Document> documents = new ArrayList<>();
        if (answer.get("kvs") instanceof List<?> entries) {
            for (Object each : entries) {
                documents.add(document(prefix, (Map<?, ?>) each));
            }
        }
        return new Snapshot(documents, revision(answer));
    }

    /// The revision after a [#transaction]; 0 when a key had another one than it must have.
    static long swapped(Map<String, ?> answer) {
        return Boolean.TRUE.equals(answer.get("succeeded")) ? revision(answer) : 0;
    }

    /// The changes in one line of a watch.
    static List<Event> events(String prefix, Map<String, ?> answer) {
        List<Event> events = new ArrayList<>();
        if (answer.get("result") instanceof Map<?, ?> result
                && result.get("events") instanceof List<?> list) {
            for (Object each : list) {
                Map<?, ?> event = (Map<?, ?>) each;
                if (event.get("kv") instanceof Map<?, ?> entry) {
                    boolean removed = "DELETE".equals(event.get("type"));
                    String key = decode(entry.get("key")).substring(prefix.length());
                    events.add(new Event(key, removed ? null : document(prefix, entry)));
                }
            }
        }
        return events;
    }
}
