package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Events as lines of text and back: flight records are written so, and scenarios of tests read.
public final class EventText {

    private EventText() {}

    /// Returns the words of an event in a flight record, without time and state.
    public static String of(Event event) {
        return switch (event) {
            case Event.Started() -> "started";
            case Event.Resumed(Duration silence, Duration left) ->
                    "resumed silence %s left %s".formatted(text(silence), text(left));
            case Event.Stopped(boolean release, Transition last) ->
                    "stopped " + (release ? "release " : "keep ") + last;
            case AdvertReceived(IpAddress source, int priority, Duration interval) ->
                    "advert %s priority %d interval %s".formatted(source, priority, text(interval));
            case Event.Expired(Timer timer, Duration late) ->
                    "expired " + timer + (late.isZero() ? "" : " late " + text(late));
            case Event.Synced(Event.Decision decision) -> "synced " + decision;
            case Event.ResourceLost(String text) -> "lost " + text;
            case Event.Reconfigured _ -> "reconfigured";
            case Event.EnvironmentChanged(Environment now) -> "environment " + environment(now);
        };
    }

    /// Reads a line; `reconfigured` cannot be read, because the configurations are not in it.
    ///
    /// @throws IllegalArgumentException for anything else than [#of] writes
    public static Event parse(String line) {
        String[] words = line.split(" ", -1);
        try {
            return switch (words[0]) {
                case "started" -> new Event.Started();
                case "resumed" -> new Event.Resumed(duration(words[2]), duration(words[4]));
                case "stopped" ->
                        new Event.Stopped(words[1].equals("release"), Transition.valueOf(words[2]));
                case "advert" ->
                        new AdvertReceived(
                                IpAddress.parse(words[1]),
                                Integer.parseInt(words[3]),
                                duration(words[5]));
                case "expired" ->
                        new Event.Expired(
                                Timer.valueOf(words[1]),
                                words.length > 3 ? duration(words[3]) : Duration.ZERO);
                case "synced" -> new Event.Synced(Event.Decision.valueOf(words[1]));
                case "lost" -> new Event.ResourceLost(line.substring("lost ".length()));
                case "environment" -> new Event.EnvironmentChanged(environment(words));
                default -> throw new IllegalArgumentException("event: got " + words[0]);
            };
        } catch (IndexOutOfBoundsException shortLine) {
            throw new IllegalArgumentException("event: words are missing: " + line, shortLine);
        }
    }

    private static String environment(Environment now) {
        String faults = now.faults().stream().map(EventText::fault).sorted().collect(words());
        String waiting = now.undetermined().stream().map(EventText::key).sorted().collect(words());
        return "source %s adjustment %d faults %s undetermined %s"
                .formatted(
                        now.source() == null ? "none" : now.source(),
                        now.adjustment(),
                        faults.isEmpty() ? "none" : faults,
                        waiting.isEmpty() ? "none" : waiting);
    }

    private static java.util.stream.Collector<CharSequence, ?, String> words() {
        return Collectors.joining(",");
    }

    private static Environment environment(String[] words) {
        Set<Fault> faults = new LinkedHashSet<>();
        Set<ConditionKey> undetermined = new HashSet<>();
        for (String fault : list(words[6])) {
            faults.add(fault(fault));
        }
        for (String key : list(words[8])) {
            undetermined.add(key(key));
        }
        return new Environment(faults, undetermined, Integer.parseInt(words[4]), source(words[2]));
    }

    private static String[] list(String text) {
        return text.equals("none") ? new String[0] : text.split(",", -1);
    }

    private static @Nullable IpAddress source(String text) {
        return text.equals("none") ? null : IpAddress.parse(text);
    }

    private static String fault(Fault fault) {
        return switch (fault) {
            case Fault.InterfaceDown(String name) -> "interface:" + name;
            case Fault.NoSource(String name) -> "no-source:" + name;
            case Fault.SourceMissing(IpAddress address, var on) ->
                    "source-missing:" + address + (on == null ? "" : "%" + on);
            case Fault.NoSocket(String refusal) -> "no-socket:" + word(refusal);
            case Fault.NoFilter(String refusal) -> "no-filter:" + word(refusal);
            case Fault.TrackedObject(ConditionKey key) -> "tracked:" + key(key);
            case Fault.NoPeer() -> "no-peer:";
        };
    }

    private static Fault fault(String text) {
        String[] parts = text.split(":", 2);
        return switch (parts[0]) {
            case "interface" -> new Fault.InterfaceDown(parts[1]);
            case "no-source" -> new Fault.NoSource(parts[1]);
            case "source-missing" -> sourceMissing(parts[1].split("%", 2));
            case "no-socket" -> new Fault.NoSocket(sentence(text.substring("no-socket:".length())));
            case "no-filter" -> new Fault.NoFilter(sentence(text.substring("no-filter:".length())));
            case "tracked" -> new Fault.TrackedObject(key(parts[1]));
            case "no-peer" -> new Fault.NoPeer();
            default -> throw new IllegalArgumentException("fault: got " + text);
        };
    }

    private static Fault sourceMissing(String[] parts) {
        return new Fault.SourceMissing(
                IpAddress.parse(parts[0]), parts.length == 1 ? null : parts[1]);
    }

    private static String word(String sentence) {
        return sentence.replace(' ', '_').replace(',', ';');
    }

    private static String sentence(String word) {
        return word.replace('_', ' ').replace(';', ',');
    }

    private static String key(ConditionKey key) {
        return key.kind() + "/" + key.name();
    }

    private static ConditionKey key(String text) {
        String[] parts = text.split("/", 2);
        return new ConditionKey(ConditionKey.Kind.valueOf(parts[0]), parts[1]);
    }

    private static String text(Duration time) {
        return time.toNanos() % 1_000_000 == 0
                ? time.toMillis() + "ms"
                : time.toNanos() / 1000 + "us";
    }

    static Duration duration(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 2));
        return text.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofNanos(number * 1000);
    }
}
