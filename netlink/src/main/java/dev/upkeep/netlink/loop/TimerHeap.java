package dev.upkeep.netlink.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Deadlines in a heap with four children to a place, earliest first, those of the same nanosecond
/// in the order they were set. The times stand beside the entries, so that a comparison touches
/// neither of the two. An entry knows its place, so that a cancelled one leaves at once: thousands
/// of probes set a deadline that almost never comes. Belongs to the thread of the loop.
final class TimerHeap {

    private static final int CHILDREN = 4;

    private @Nullable Entry[] heap = new @Nullable Entry[64];
    private long[] times = new long[64];
    private int size;
    private long counter;

    /// A task and when it is due; [#cancel] is the only thing others may do with it.
    final class Entry implements EventLoop.Timer {
        final long due;
        final Runnable task;
        private final long order;
        private int place;

        private Entry(long due, Runnable task) {
            this.due = due;
            this.task = task;
            this.order = counter++;
        }

        @Override
        public void cancel() {
            if (place >= 0) {
                remove(this);
            }
        }
    }

    Entry add(long due, Runnable task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
            times = Arrays.copyOf(times, size * 2);
        }
        Entry entry = new Entry(due, task);
        up(size++, entry);
        return entry;
    }

    /// The earliest entry, null when there is none.
    @Nullable Entry first() {
        return size == 0 ? null : heap[0];
    }

    /// Takes the earliest entry out when it is due at `now`.
    @Nullable Entry pollDue(long now) {
        Entry first = first();
        if (first == null || first.due - now > 0) {
            return null;
        }
        remove(first);
        return first;
    }

    int size() {
        return size;
    }

    private void remove(Entry entry) {
        int hole = entry.place;
        entry.place = -1;
        Entry last = at(--size);
        heap[size] = null;
        if (last == entry) {
            return;
        }
        up(hole, last);
        if (last.place == hole) {
            down(hole, last);
        }
    }

    /// Returns whether an entry comes before that of a place.
    private boolean isBefore(Entry entry, int place) {
        long distance = entry.due - times[place];
        return distance != 0 ? distance < 0 : entry.order < at(place).order;
    }

    private void up(int from, Entry entry) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) / CHILDREN;
            if (!isBefore(entry, parent)) {
                break;
            }
            put(hole, at(parent));
            hole = parent;
        }
        put(hole, entry);
    }

    private void down(int from, Entry entry) {
        int hole = from;
        while (CHILDREN * hole + 1 < size) {
            int child = earliestChild(hole);
            if (isBefore(entry, child)) {
                break;
            }
            put(hole, at(child));
            hole = child;
        }
        put(hole, entry);
    }

    /// Returns the place of the earliest child of a place that has some.
    private int earliestChild(int parent) {
        int earliest = CHILDREN * parent + 1;
        int end = Math.min(earliest + CHILDREN, size);
        for (int child = earliest + 1; child < end; child++) {
            long distance = times[child] - times[earliest];
            if (distance < 0 || (distance == 0 && at(child).order < at(earliest).order)) {
                earliest = child;
            }
        }
        return earliest;
    }

    private void put(int place, Entry entry) {
        heap[place] = entry;
        times[place] = entry.due;
        entry.place = place;
    }

    private Entry at(int place) {
        Entry entry = heap[place];
        if (entry == null) {
            throw new IllegalStateException("timer heap: no entry at " + place + " of " + size);
        }
        return entry;
    }
}
