package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `encap` of a route: a light-weight tunnel with its parameters, kept as words.
final class EncapType implements ValueType<List<String>> {
    static final EncapType ENCAP = new EncapType();
    private static final Set<String> IP = Set.of("id", "dst", "src", "tos", "ttl", "flags");
    private static final Set<String> IP6 = Set.of("id", "dst", "src", "tc", "hoplimit", "flags");

    private EncapType() {}

    @Override
    public @Nullable List<String> parse(Arguments in) {
        Word kind = in.require("ip, ip6, mpls or ila");
        if (kind == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        words.add(kind.text());
        switch (kind.text()) {
            case "mpls", "ila" -> {
                Word value = in.require("a label or a locator");
                if (value == null) {
                    return null;
                }
                words.add(value.text());
            }
            case "ip", "ip6" -> parameters(in, kind.text().equals("ip") ? IP : IP6, words);
            default -> {
                in.error(
                        DiagnosticCode.OPTION_VALUE,
                        kind,
                        "encap '" + kind.text() + "' is none of ip, ip6, mpls, ila",
                        null);
                return null;
            }
        }
        return words;
    }

    private static void parameters(Arguments in, Set<String> names, List<String> into) {
        Word name = in.peek();
        while (name != null && names.contains(name.text())) {
            in.next();
            Word value = in.require("a value for " + name.text());
            if (value == null) {
                return;
            }
            into.add(name.text());
            into.add(value.text());
            name = in.peek();
        }
    }

    @Override
    public String syntax() {
        return "ip|ip6 <parameters> | mpls <label> | ila <locator>";
    }

    @Override
    public String format(List<String> value) {
        return String.join(" ", value);
    }
}
