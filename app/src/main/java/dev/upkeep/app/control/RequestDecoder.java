package dev.upkeep.app.control;

import dev.upkeep.app.process.ReloadOptions;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.vrrp.io.SteeringRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the line of a request. Pure.
///
/// A name may be written in the two words of the configuration too: `10.1.0.1 80`, `fwmark 5`,
/// `group web`.
public final class RequestDecoder {

    /// Highest priority of an instance that is no address owner.
    private static final int HIGHEST_PRIORITY = 254;

    private static final int MOST_SECONDS = 86_400;

    private static final String VERBS = "list, checks, drain, disable, enable or weight";

    private final Deque<String> words = new ArrayDeque<>();

    private RequestDecoder() {}

    /// Decodes the request of a line, which has no end of line.
    ///
    /// @throws MalformedRequestException saying what is wrong
    public static ControlRequest decode(String line) throws MalformedRequestException {
        RequestDecoder decoder = new RequestDecoder();
        try {
            for (String word : line.strip().split("[ \t]+", -1)) {
                decoder.words.add(RequestWord.decode(word));
            }
            return decoder.request();
        } catch (IllegalArgumentException e) {
            throw new MalformedRequestException(String.valueOf(e.getMessage()));
        }
    }

    private ControlRequest request() throws MalformedRequestException {
        String first = next("a request");
        ControlRequest request =
                switch (first) {
                    case "server" -> new ControlRequest.Servers(serverRequest());
                    case "plan" -> new ControlRequest.Plan(next("a file"), next("a config id"));
                    case "record" -> new ControlRequest.FlightRecord(next("an instance"));
                    case "restart" -> new ControlRequest.Restart();
                    case "handover" -> new ControlRequest.Handover();
                    case "status" -> new ControlRequest.Status();
                    case "priority" -> new ControlRequest.Steering(priority());
                    case "transition" -> new ControlRequest.Steering(transition());
                    case "dump" -> new ControlRequest.Dump(dump());
                    case "reload" -> new ControlRequest.Reload(reload());
                    case "confirm" -> new ControlRequest.Confirm();
                    case "check-now" ->
                            new ControlRequest.CheckNow(
                                    new ServerRequest.CheckNow(service(), server()));
                    default ->
                            throw new MalformedRequestException(
                                    "unknown request '"
                                            + first
                                            + "': expected server, plan, record, reload, restart, handover, check-now, status,"
                                            + " priority, transition, dump or confirm");
                };
        if (!words.isEmpty()) {
            throw new MalformedRequestException("unexpected '" + words.getFirst() + "'");
        }
        return request;
    }

    private ReloadOptions reload() throws MalformedRequestException {
        boolean changes = false;
        boolean force = false;
        Duration confirm = null;
        while (!words.isEmpty()) {
            String option = words.remove();
            switch (option) {
                case "changes" -> changes = true;
                case "force" -> force = true;
                case "confirm" -> confirm = seconds(next("seconds"));
                default ->
                        throw new MalformedRequestException(
                                "unknown option '"
                                        + option
                                        + "': expected changes, force or confirm");
            }
        }
        return new ReloadOptions(changes, force, confirm);
    }

    private static Duration seconds(String text) throws MalformedRequestException {
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > MOST_SECONDS) {
            throw new MalformedRequestException(
                    "'" + text + "' is no time: expected 1-86400 seconds");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private SteeringRequest priority() throws MalformedRequestException {
        String instance = next("an instance");
        String word = next("a priority or reset");
        if (word.equals("reset")) {
            return new SteeringRequest.Priority(instance, null);
        }
        if (!word.matches("[0-9]{1,3}")
                || Integer.parseInt(word) < 1
                || Integer.parseInt(word) > HIGHEST_PRIORITY) {
            throw new MalformedRequestException(
                    "'" + word + "' is no priority: expected 1-254 or reset");
        }
        return new SteeringRequest.Priority(instance, Integer.valueOf(word));
    }

    private SteeringRequest transition() throws MalformedRequestException {
        String instance = next("an instance");
        String word = next("backup or release");
        return switch (word) {
            case "backup" -> new SteeringRequest.Backup(instance);
            case "release" -> new SteeringRequest.Release(instance);
            case "master" ->
                    throw new MalformedRequestException(
                            "no instance is made master against its peers, as there could be two:"
                                    + " raise its priority, or use 'backup' on the master");
            default ->
                    throw new MalformedRequestException(
                            "unknown state '" + word + "': expected backup or release");
        };
    }

    private ControlRequest.DumpKind dump() throws MalformedRequestException {
        String kind = next("data, stats or json");
        return switch (kind) {
            case "data" -> ControlRequest.DumpKind.DATA;
            case "stats" -> ControlRequest.DumpKind.STATS;
            case "json" -> ControlRequest.DumpKind.JSON;
            default ->
                    throw new MalformedRequestException(
                            "unknown dump '" + kind + "': expected data, stats or json");
        };
    }

    private ServerRequest serverRequest() throws MalformedRequestException {
        String verb = next(VERBS);
        return switch (verb) {
            case "list" -> new ServerRequest.Show(words.isEmpty() ? null : service());
            case "checks" -> new ServerRequest.ShowChecks(words.isEmpty() ? null : service());
            case "drain" -> change(AdminState.DRAINING);
            case "disable" -> change(AdminState.DISABLED);
            case "enable" -> change(AdminState.ENABLED);
            case "weight" -> weight();
            default ->
                    throw new MalformedRequestException(
                            "unknown request 'server " + verb + "': expected " + VERBS);
        };
    }

    private ServerRequest change(AdminState adminState) throws MalformedRequestException {
        ServiceName service = service();
        return new ServerRequest.Change(service, server(), adminState);
    }

    /// The number is taken first, so that it is no port of the server.
    private ServerRequest weight() throws MalformedRequestException {
        String number = Objects.requireNonNullElse(words.pollLast(), "");
        ServiceName service = service();
        ServerName server = server();
        if (number.equals("reset")) {
            return new ServerRequest.Weight(service, server, null);
        }
        if (!number.matches("[0-9]{1,10}") || Long.parseLong(number) > Integer.MAX_VALUE) {
            throw new MalformedRequestException(
                    "'" + number + "' is no weight: expected 0-2147483647 or reset");
        }
        return new ServerRequest.Weight(service, server, Integer.valueOf(number));
    }

    private ServiceName service() throws MalformedRequestException {
        String word = next("a virtual server");
        boolean inTwoWords = word.matches("(.*:)?(fwmark|group)");
        ServiceName name =
                ServiceName.parse(inTwoWords ? word + ":" + next("what follows " + word) : word);
        if (name.target() instanceof ServiceName.Target.OnAddress(var place)) {
            return new ServiceName(
                    name.protocol(),
                    name.family(),
                    new ServiceName.Target.OnAddress(withPort(place)));
        }
        return name;
    }

    private ServerName server() throws MalformedRequestException {
        return withPort(ServerName.parse(next("a real server")));
    }

    /// An address alone takes the next word as its port when that is a number.
    private ServerName withPort(ServerName name) {
        String port = words.peek();
        if (name.port() != null || port == null || !port.matches("[0-9]+")) {
            return name;
        }
        words.remove();
        return ServerName.parse("[" + name.address() + "]:" + port);
    }

    private String next(String expected) throws MalformedRequestException {
        @Nullable String word = words.poll();
        if (word == null || word.isEmpty()) {
            throw new MalformedRequestException("the request ends too early: expected " + expected);
        }
        return word;
    }
}
