package dev.upkeep.lab.soak;

import dev.upkeep.lab.host.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Records when an address came to a host and when it went (`ip monitor`).
final class AddressLog {

    private final Journal journal;
    private final String address;
    private final List<Absence> absences = new ArrayList<>();
    private @Nullable Duration gone;

    private AddressLog(Journal journal, String address) {
        this.journal = journal;
        this.address = address;
    }

    /// Begins to watch; the host has the address then.
    static AddressLog start(Journal journal, Host host, String address) {
        AddressLog log = new AddressLog(journal, address);
        Followed.start(host.talk("ip", "-o", "monitor", "address"), log::changed);
        return log;
    }

    private synchronized void changed(String line) {
        if (!line.contains(" " + address + "/")) {
            return;
        }
        boolean deleted = line.startsWith("Deleted");
        journal.add(deleted ? "address deleted" : "address added");
        if (deleted) {
            gone = journal.now();
        } else if (gone != null) {
            absences.add(new Absence(gone, journal.now()));
            gone = null;
        }
    }

    /// A time without the address that overlaps the given one; none when it was there all the time.
    synchronized Optional<Absence> absence(Duration from, Duration to) {
        if (gone != null && gone.compareTo(to) <= 0) {
            return Optional.of(new Absence(gone, null));
        }
        return absences.stream().filter(each -> each.overlaps(from, to)).findFirst();
    }

    /// A time without the address.
    ///
    /// @param to null when it has not come back
    record Absence(Duration from, @Nullable Duration to) {

        private boolean overlaps(Duration begin, Duration end) {
            return from.compareTo(end) <= 0 && (to == null || to.compareTo(begin) >= 0);
        }

        @Override
        public String toString() {
            return to == null
                    ? "no address since " + Journal.seconds(from)
                    : "no address from %s to %s"
                            .formatted(Journal.seconds(from), Journal.seconds(to));
        }
    }
}
