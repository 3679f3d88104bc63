package dev.upkeep.config.value;

import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route line while it is being read.
final class RouteDraft {
    @Nullable Family family;
    @Nullable String type;
    final List<List<LineOption>> nextHops = new ArrayList<>();
    private final List<LineOption> options = new ArrayList<>();
    private @Nullable IpAddress destination;
    private int length;
    private boolean destinationGiven;
    private boolean protocolGiven;
    private boolean untracked;
    private @Nullable Word protocolWord;

    boolean hasDestination() {
        return destinationGiven;
    }

    boolean destination(Arguments in, Word word) {
        destinationGiven = true;
        return switch (word.text()) {
            case "default", "any", "all" -> true;
            case "default6" -> {
                family = Family.INET6;
                yield true;
            }
            default -> address(in, word);
        };
    }

    private boolean address(Arguments in, Word word) {
        Prefix prefix = Prefix.tryRead(word.text());
        if (prefix == null) {
            in.error(
                    DiagnosticCode.ROUTE_DESTINATION,
                    word,
                    "'" + word.text() + "' is neither a destination nor an option",
                    null);
            return false;
        }
        destination = prefix.length() == 0 ? null : prefix.address();
        length = prefix.length();
        return setFamily(in, word, prefix.address().family());
    }

    private boolean setFamily(Arguments in, Word word, Family given) {
        if (family != null && family != given) {
            in.error(
                    DiagnosticCode.ADDRESS_FAMILY,
                    word,
                    word.text() + " does not fit the other addresses of the line",
                    null);
            return false;
        }
        family = given;
        return true;
    }

    void option(Arguments in, Word word, LineOption option) {
        switch (option.keyword()) {
            case "as" ->
                    in.error(
                            DiagnosticCode.ROUTE_AS,
                            word,
                            "'as' is for MPLS only and is left out",
                            null);
            case "gw" -> {
                in.warning(
                        DiagnosticCode.OPTION_DEPRECATED, word, "'gw' is deprecated", "write via");
                keep(new LineOption("via", option.words()));
            }
            case "or" -> {
                in.warning(
                        DiagnosticCode.OPTION_DEPRECATED,
                        word,
                        "'or' is deprecated",
                        "write nexthop via");
                secondGateway(option);
            }
            default -> {
                protocolGiven |= option.keyword().equals("protocol");
                protocolWord = option.keyword().equals("protocol") ? word : protocolWord;
                untracked |= option.keyword().equals("no_track");
                keep(option);
            }
        }
        learnFamily(option);
    }

    private void keep(LineOption option) {
        if (nextHops.isEmpty()) {
            options.add(option);
        } else {
            nextHops.getLast().add(option);
        }
    }

    /// `via A or B` is two next hops of equal weight.
    private void secondGateway(LineOption option) {
        List<LineOption> first = new ArrayList<>();
        for (LineOption given : options) {
            if (given.keyword().equals("via")) {
                first.add(given);
            }
        }
        options.removeAll(first);
        nextHops.add(first);
        nextHops.add(new ArrayList<>(List.of(new LineOption("via", option.words()))));
    }

    private void learnFamily(LineOption option) {
        boolean telling =
                switch (option.keyword()) {
                    case "src", "via", "gw", "from" -> true;
                    default -> false;
                };
        if (family == null && telling) {
            Prefix address = Prefix.tryRead(option.words().getLast());
            family = address == null ? null : address.address().family();
        }
    }

    @Nullable Route finish(Arguments in) {
        if (!destinationGiven) {
            in.report(
                    Severity.ERROR,
                    DiagnosticCode.ROUTE_DESTINATION,
                    in.where(),
                    "the route has no destination",
                    "write default or an address with its prefix length");
            return null;
        }
        if (protocolGiven && !untracked) {
            Word word = protocolWord;
            options.removeIf(o -> o.keyword().equals("protocol") && !o.words().contains("18"));
            if (word != null && options.stream().noneMatch(o -> o.keyword().equals("protocol"))) {
                in.error(
                        DiagnosticCode.ROUTE_PROTOCOL,
                        word,
                        "the protocol of a watched route is always 18 (keepalived)",
                        "add no_track to choose another");
            }
        }
        Family known = family == null ? Family.INET : family;
        String kind = type == null ? "unicast" : type;
        return new Route(known, kind, destination, length, options, nextHops);
    }
}
