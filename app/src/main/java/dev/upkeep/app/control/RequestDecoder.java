package dev.upkeep.app.control;

import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.ServerState.AdminState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// Reads the line of a request. Pure.
///
/// A name may be written in the two words of the configuration too: `10.1.0.1 80`, `fwmark 5`,
/// `group web`.
public final class RequestDecoder {

    private static final String VERBS = "list, checks, drain, disable or enable";

    private final Deque<String> words = new ArrayDeque<>();

    private RequestDecoder() {}

    /// The request of a line, without its end.
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
                    case "reload" -> new ControlRequest.Reload();
                    case "restart" -> new ControlRequest.Restart();
                    case "check-now" ->
                            new ControlRequest.CheckNow(
                                    new ServerRequest.CheckNow(service(), server()));
                    default ->
                            throw new MalformedRequestException(
                                    "unknown request '"
                                            + first
                                            + "': expected server, plan, record, reload, restart or check-now");
                };
        if (!words.isEmpty()) {
            throw new MalformedRequestException("unexpected '" + words.getFirst() + "'");
        }
        return request;
    }

    private ServerRequest serverRequest() throws MalformedRequestException {
        String verb = next(VERBS);
        return switch (verb) {
            case "list" -> new ServerRequest.Show(words.isEmpty() ? null : service());
            case "checks" -> new ServerRequest.ShowChecks(words.isEmpty() ? null : service());
            case "drain" -> change(AdminState.DRAINING);
            case "disable" -> change(AdminState.DISABLED);
            case "enable" -> change(AdminState.ENABLED);
            default ->
                    throw new MalformedRequestException(
                            "unknown request 'server " + verb + "': expected " + VERBS);
        };
    }

    private ServerRequest change(AdminState adminState) throws MalformedRequestException {
        ServiceName service = service();
        return new ServerRequest.Change(service, server(), adminState);
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
