package dev.upkeep.lab.soak;

import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Records when an address came to a host and when it went (`ip monitor`), by the host's time of
/// day.
final class AddressLog {

    private static final Pattern LINE = Pattern.compile("\\[([-0-9T:.]+)] (Deleted )?.*");

    private final Path log;
    private final Process monitor;
    private final String address;

    private AddressLog(Path log, Process monitor, String address) {
        this.log = log;
        this.monitor = monitor;
        this.address = address;
    }

    /// Begins to watch.
    static AddressLog start(Lab lab, Host host, String address) {
        Path log = lab.newFile(host.name() + "-addresses");
        return new AddressLog(
                log, host.start(log, "ip", "-o", "-ts", "monitor", "address"), address);
    }

    void stop() {
        monitor.destroy();
    }

    /// A time without the address that overlaps the given one; none when it was there all the time.
    Optional<Absence> absence(LocalDateTime from, LocalDateTime to) {
        LocalDateTime gone = null;
        try {
            for (String line : Files.readAllLines(log)) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches() || !line.contains(" " + address + "/")) {
                    continue;
                }
                LocalDateTime at = LocalDateTime.parse(matcher.group(1));
                if (matcher.group(2) != null) {
                    gone = at;
                } else if (gone != null) {
                    if (gone.isBefore(to) && at.isAfter(from)) {
                        return Optional.of(new Absence(gone, at));
                    }
                    gone = null;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gone != null && gone.isBefore(to)
                ? Optional.of(new Absence(gone, null))
                : Optional.empty();
    }

    /// A time without the address.
    ///
    /// @param to null when it has not come back
    record Absence(LocalDateTime from, @Nullable LocalDateTime to) {
        @Override
        public String toString() {
            return to == null
                    ? "no address since " + from
                    : "no address from %s for %.1f s"
                            .formatted(from, Duration.between(from, to).toMillis() / 1000.0);
        }
    }
}
