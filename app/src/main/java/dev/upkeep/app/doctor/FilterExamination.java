package dev.upkeep.app.doctor;

import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Rules of the packet filter that drop adverts. The rules are read as text: what jumps between
/// chains is not followed.
final class FilterExamination {

    private static final Pattern DROPS = Pattern.compile("\\b(drop|reject)\\b");
    private static final Pattern ACCEPTS = Pattern.compile("\\baccept\\b");
    private static final Pattern INPUT_DROPS =
            Pattern.compile("hook input .*policy drop|^:input drop");

    /// Names of protocols in rules.
    private enum Protocol {
        VRRP("112", "vrrp"),
        AH("51", "ah");

        private final Pattern named;
        private final String text;

        Protocol(String number, String word) {
            text = number + " (" + word.toUpperCase(Locale.ROOT) + ")";
            named =
                    Pattern.compile(
                            "(protocol|l4proto|nexthdr|-p)( ==)? \\{?[^}]*\\b(%s|%s)\\b"
                                    .formatted(number, word));
        }
    }

    private FilterExamination() {}

    static List<Finding> of(Configuration configuration, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        boolean headers =
                configuration.vrrpInstances().stream()
                        .anyMatch(one ->
                                one.adverts().authentication() instanceof Authentication.Header);
        boolean plain =
                configuration.vrrpInstances().stream()
                        .anyMatch(one ->
                                !(one.adverts().authentication() instanceof Authentication.Header));
        if (plain) {
            of(Protocol.VRRP, machine, findings);
        }
        if (headers) {
            of(Protocol.AH, machine, findings);
        }
        return findings;
    }

    private static void of(Protocol protocol, Machine machine, List<Finding> findings) {
        boolean accepted = false;
        boolean policy = false;
        for (String rule : machine.packetFilter()) {
            String line = rule.strip().toLowerCase(Locale.ROOT);
            boolean named = protocol.named.matcher(line).find();
            accepted |= named && ACCEPTS.matcher(line).find();
            policy |= INPUT_DROPS.matcher(line).find();
            if (named && DROPS.matcher(line).find()) {
                findings.add(
                        Finding.problem(
                                "A rule of the packet filter drops IP protocol %s: '%s'."
                                        .formatted(protocol.text, rule.strip()),
                                "Remove it, or accept the protocol from the peers before it."));
            }
        }
        if (policy && !accepted) {
            findings.add(
                    Finding.problem(
                            "The packet filter drops what it does not know, and no rule accepts IP"
                                    + " protocol %s: adverts of the peers are not heard."
                                            .formatted(protocol.text),
                            "Accept it, for example: nft add rule inet filter input ip protocol"
                                    + " %s accept.".formatted(protocol.text.split(" ", 2)[0])));
        }
    }
}
