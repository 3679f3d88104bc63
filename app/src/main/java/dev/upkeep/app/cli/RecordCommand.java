package dev.upkeep.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `upkeep record`: shows the last events of a VRRP instance of the running daemon.
@Command(
        name = "record",
        description = {
            "Shows the last 256 events of a VRRP instance of the running daemon: adverts, refused",
            "ones with the reason, timers, and what it depends on; each with the seconds before",
            "now and the state after it. Then who sends adverts of the same virtual router.",
            "Exit status: 0 shown, 1 no such instance or a wrong command line, 2 no daemon can be",
            "asked."
        },
        mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {

    private static final Pattern EVENT = Pattern.compile(" *(-?[0-9.]+) ([A-Z]+) +(.*)");

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Parameters(paramLabel = "INSTANCE", arity = "1", description = "Name of the vrrp_instance")
    private String instance = "";

    @Override
    public Integer call() {
        return daemon.print(
                List.of("record", instance),
                DaemonExchange.LIMIT,
                new DaemonExchange.Form(Function.identity(), "events", RecordCommand::values));
    }

    /// The lines as maps: seconds before now, the state after the event, the event; the lines of
    /// peers as they are.
    private static Object values(List<String> lines) {
        List<Object> all = new ArrayList<>();
        for (String line : lines) {
            Matcher event = EVENT.matcher(line);
            if (event.matches()) {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("seconds", Double.valueOf(event.group(1)));
                map.put("state", event.group(2));
                map.put("event", event.group(3));
                all.add(map);
            } else {
                all.add(line);
            }
        }
        return all;
    }
}
