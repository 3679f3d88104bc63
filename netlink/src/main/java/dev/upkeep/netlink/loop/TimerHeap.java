package dev.upkeep.netlink.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Deadlines in a binary heap, earliest first, those of the same nanosecond in the order they were
/// set. An entry knows its place, so that a cancelled one leaves at once: thousands of probes set a
/// deadline that almost never comes. Belongs to the thread of the loop.
final class TimerHeap {

    private @Nullable Entry[] heap = new @Nullable Entry[64];
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

        private boolean before(Entry other) {
            return due != other.due ? due - other.due < 0 : order < other.order;
        }
    }

    Entry add(long due, Runnable task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
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

    private void up(int from, Entry entry) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            Entry above = at(parent);
            if (!entry.before(above)) {
                break;
            }
            put(hole, above);
            hole = parent;
        }
        put(hole, entry);
    }

    private void down(int from, Entry entry) {
        int hole = from;
        while (2 * hole + 1 < size) {
            int child = 2 * hole + 1;
            if (child + 1 < size && at(child + 1).before(at(child))) {
                child++;
            }
            Entry below = at(child);
            if (!below.before(entry)) {
                break;
            }
            put(hole, below);
            hole = child;
        }
        put(hole, entry);
    }

    private void put(int place, Entry entry) {
        heap[place] = entry;
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
