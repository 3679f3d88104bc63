package dev.upkeep.config.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which of two places is read first: a place inside an include or a definition comes where that is
/// used, text that a repetition makes several times stands in one place.
public enum ReadingOrder implements Comparator<Span> {
    INSTANCE;

    private static final Comparator<Span> BY_LINE_AND_COLUMN =
            Comparator.comparingInt(Span::line).thenComparingInt(Span::column);

    @Override
    public int compare(Span a, Span b) {
        if (a.source().is(b.source())) {
            return BY_LINE_AND_COLUMN.compare(a, b);
        }
        List<Span> as = path(a);
        List<Span> bs = path(b);
        for (int i = 0; i < as.size() && i < bs.size(); i++) {
            Span x = as.get(i);
            Span y = bs.get(i);
            int order = x.source().name().compareTo(y.source().name());
            if (order == 0) {
                order = BY_LINE_AND_COLUMN.compare(x, y);
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(as.size(), bs.size());
    }

    /// The places that lead to this one, outermost first.
    private static List<Span> path(Span innermost) {
        List<Span> path = new ArrayList<>();
        for (Span place = innermost; place != null; place = place.source().from()) {
            path.addFirst(place);
        }
        return path;
    }
}
