package dev.upkeep.lbaas.view;

import dev.upkeep.lbaas.schema.ApiFault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Filters, order, pages and chosen fields of a list.
public final class Listing {

    private static final Set<String> OWN =
            Set.of("limit", "marker", "sort", "sort_key", "sort_dir", "fields", "page_reverse");
    private static final Set<String> TAGS = Set.of("tags", "tags-any", "not-tags", "not-tags-any");
    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");

    /// Of an answer to a request without a limit, or with a greater one.
    private static final int LARGEST_PAGE = 100_000;

    /// A page and the links to its neighbours.
    public record Page(List<Map<String, @Nullable Object>> rows, List<Map<String, String>> links) {}

    private final Query query;
    private final Set<String> filters;
    private final String url;

    /// @param filters names that rows can be chosen by
    /// @param url the address of the list, without arguments
    public Listing(Query query, Set<String> filters, String url) {
        this.query = query;
        this.filters = Set.copyOf(filters);
        this.url = url;
    }

    /// The page of these rows that the request asks for.
    ///
    /// @throws ApiFault for arguments that mean nothing
    public Page of(List<Map<String, @Nullable Object>> rows) {
        List<Map<String, @Nullable Object>> chosen = new ArrayList<>(filtered(rows));
        chosen.sort(order());
        int limit = limit();
        String marker = query.first("marker");
        List<Map<String, @Nullable Object>> page = page(chosen, marker, limit);
        return new Page(page.stream().map(this::fields).toList(), links(page, marker, limit));
    }

    private List<Map<String, @Nullable Object>> filtered(List<Map<String, @Nullable Object>> rows) {
        List<Map<String, @Nullable Object>> left = rows;
        for (Map.Entry<String, List<String>> each : query.arguments().entrySet()) {
            String name = each.getKey();
            if (OWN.contains(name)) {
                continue;
            }
            if (TAGS.contains(name)) {
                List<Map<String, @Nullable Object>> tagged = new ArrayList<>(left);
                tagged.removeIf(row -> !tagged(row.get("tags"), name));
                left = tagged;
                continue;
            }
            if (!filters.contains(name) || each.getValue().size() > 1) {
                throw ApiFault.of(400, "One or more arguments are either duplicate or invalid");
            }
            String requested = each.getValue().getFirst();
            left = left.stream().filter(row -> matches(row.get(name), requested)).toList();
        }
        return left;
    }

    private boolean tagged(@Nullable Object value, String argument) {
        List<String> requested = query.all(argument);
        Set<Object> present = value instanceof List<?> tags ? new HashSet<>(tags) : Set.of();
        boolean any = argument.endsWith("-any");
        boolean fits =
                any
                        ? requested.stream().anyMatch(present::contains)
                        : present.containsAll(requested);
        return argument.startsWith("not-") != fits;
    }

    private static boolean matches(@Nullable Object value, String requested) {
        return switch (value) {
            case null -> requested.isEmpty() || requested.equals("None");
            case Boolean flag -> flag == TRUE.contains(requested.toLowerCase(Locale.ROOT));
            default -> value.toString().equals(requested);
        };
    }

    private Comparator<Map<String, @Nullable Object>> order() {
        List<String> keys = query.all("sort");
        List<String> directions = List.of();
        if (keys.isEmpty()) {
            keys = query.all("sort_key");
            directions = query.all("sort_dir");
        }
        Comparator<Map<String, @Nullable Object>> order = null;
        for (int i = 0; i < keys.size(); i++) {
            String[] parts = keys.get(i).split(":", -1);
            String direction =
                    parts.length > 1 ? parts[1] : i < directions.size() ? directions.get(i) : "asc";
            if (!filters.contains(parts[0])) {
                throw ApiFault.of(400, "Supplied sort key '" + parts[0] + "' is not valid.");
            }
            order = then(order, by(parts[0], direction.toLowerCase(Locale.ROOT)));
        }
        return then(then(order, by("created_at", "asc")), by("id", "asc"));
    }

    private static Comparator<Map<String, @Nullable Object>> then(
            @Nullable Comparator<Map<String, @Nullable Object>> first,
            Comparator<Map<String, @Nullable Object>> next) {
        return first == null ? next : first.thenComparing(next);
    }

    private static Comparator<Map<String, @Nullable Object>> by(String key, String direction) {
        Comparator<Map<String, @Nullable Object>> ascending =
                (a, b) -> compare(a.get(key), b.get(key));
        return switch (direction) {
            case "asc" -> ascending;
            case "desc" -> ascending.reversed();
            default ->
                    throw ApiFault.of(
                            400, "Supplied sort direction '" + direction + "' is not valid.");
        };
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return a instanceof Number one && b instanceof Number other
                ? Double.compare(one.doubleValue(), other.doubleValue())
                : a.toString().compareTo(b.toString());
    }

    private int limit() {
        String text = query.first("limit");
        if (text == null || text.equals("infinite")) {
            return LARGEST_PAGE;
        }
        try {
            int limit = Integer.parseInt(text);
            return limit < 1 ? LARGEST_PAGE : Math.min(limit, LARGEST_PAGE);
        } catch (NumberFormatException e) {
            throw ApiFault.of(400, "Supplied pagination limit '" + text + "' is not valid.");
        }
    }

    private List<Map<String, @Nullable Object>> page(
            List<Map<String, @Nullable Object>> rows, @Nullable String marker, int limit) {
        if (marker == null) {
            return rows.subList(0, Math.min(limit, rows.size()));
        }
        int at = -1;
        for (int i = 0; i < rows.size(); i++) {
            if (marker.equals(rows.get(i).get("id"))) {
                at = i;
            }
        }
        if (at < 0) {
            throw ApiFault.of(400, "Supplied pagination marker '" + marker + "' is not valid.");
        }
        if ("true".equalsIgnoreCase(query.first("page_reverse"))) {
            return rows.subList(Math.max(0, at - limit), at);
        }
        return rows.subList(at + 1, Math.min(rows.size(), at + 1 + limit));
    }

    private List<Map<String, String>> links(
            List<Map<String, @Nullable Object>> page, @Nullable String marker, int limit) {
        if (page.isEmpty()) {
            return List.of();
        }
        StringBuilder common = new StringBuilder(url).append("?limit=").append(limit);
        for (String name : List.of("sort", "sort_key")) {
            String value = query.first(name);
            if (value != null) {
                common.append('&').append(name).append('=').append(value);
            }
        }
        List<Map<String, String>> links = new ArrayList<>();
        if (marker != null) {
            links.add(
                    link(
                            "previous",
                            common + "&marker=" + id(page.getFirst()) + "&page_reverse=True"));
        }
        if (page.size() >= limit) {
            links.add(link("next", common + "&marker=" + id(page.getLast())));
        }
        return Collections.unmodifiableList(links);
    }

    private static String id(Map<String, @Nullable Object> row) {
        return Objects.toString(row.get("id"));
    }

    private static Map<String, String> link(String relation, String address) {
        Map<String, String> link = new LinkedHashMap<>();
        link.put("href", address);
        link.put("rel", relation);
        return link;
    }

    /// A row with the fields that the request asks for alone.
    public Map<String, @Nullable Object> fields(Map<String, @Nullable Object> row) {
        List<String> requested = query.arguments().getOrDefault("fields", List.of());
        if (requested.isEmpty()) {
            return row;
        }
        Map<String, @Nullable Object> left = new LinkedHashMap<>(row);
        left.keySet().retainAll(query.all("fields"));
        return left;
    }
}
