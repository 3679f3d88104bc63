package dev.upkeep.config.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Compares which of two places is read first: a place inside an include or a definition comes
/// where that is used, text that a repetition makes several times stands in one place.
public enum ReadingOrder implements Comparator<SourceLocation> {
    INSTANCE;

    private static final Comparator<SourceLocation> BY_LINE_AND_COLUMN =
            Comparator.comparingInt(SourceLocation::line).thenComparingInt(SourceLocation::column);

    @Override
    public int compare(SourceLocation a, SourceLocation b) {
        if (a.source().is(b.source())) {
            return BY_LINE_AND_COLUMN.compare(a, b);
        }
        List<SourceLocation> as = path(a);
        List<SourceLocation> bs = path(b);
        for (int i = 0; i < as.size() && i < bs.size(); i++) {
            SourceLocation x = as.get(i);
            SourceLocation y = bs.get(i);
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
    private static List<SourceLocation> path(SourceLocation innermost) {
        List<SourceLocation> path = new ArrayList<>();
        for (SourceLocation place = innermost; place != null; place = place.source().from()) {
            path.addFirst(place);
        }
        return path;
    }
}
