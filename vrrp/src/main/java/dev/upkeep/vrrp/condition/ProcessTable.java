package dev.upkeep.vrrp.condition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Counts processes by name. Only those that match something are held.
public final class ProcessTable {

    private final Map<Integer, Set<String>> matched = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /// Returns how many processes are counted for a name.
    public int count(String name) {
        return counts.getOrDefault(name, 0);
    }

    /// Takes what a process is now: after its start, an exec or a change of its name.
    ///
    /// @return the names whose count changed
    public Set<String> is(int pid, Set<String> names) {
        Set<String> before = matched.getOrDefault(pid, Set.of());
        if (before.equals(names)) {
            return Set.of();
        }
        Set<String> changed = new HashSet<>(before);
        changed.addAll(names);
        changed.removeIf(name -> before.contains(name) && names.contains(name));
        before.forEach(name -> counts.merge(name, -1, Integer::sum));
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        if (names.isEmpty()) {
            matched.remove(pid);
        } else {
            matched.put(pid, Set.copyOf(names));
        }
        return changed;
    }

    /// Takes note of a fork: the child begins as a copy of its parent.
    ///
    /// @return the names whose count changed
    public Set<String> forked(int parent, int child) {
        Set<String> names = matched.get(parent);
        return names == null ? Set.of() : is(child, names);
    }

    /// Takes note of a process that ended.
    ///
    /// @return the names whose count changed
    public Set<String> exited(int pid) {
        return is(pid, Set.of());
    }

    /// Forgets all processes, before they are read anew.
    public void clear() {
        matched.clear();
        counts.clear();
    }
}
