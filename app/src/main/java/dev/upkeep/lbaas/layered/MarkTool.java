package dev.upkeep.lbaas.layered;

import dev.upkeep.lbaas.mapping.MarkRules;
import dev.upkeep.net.Family;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The program that gives the kernel the rules of [MarkRules].
public enum MarkTool implements Marker {
    /// `nft`.
    NFT {
        @Override
        public void put(String uplink, Collection<MarkRules.Rule> rules) throws IOException {
            run(List.of("nft", "-f", "-"), MarkRules.nftables(uplink, rules));
        }
    },
    /// `iptables` and `ip6tables`.
    IPTABLES {
        @Override
        public void put(String uplink, Collection<MarkRules.Rule> rules) throws IOException {
            chains("", uplink, rules);
        }
    },
    /// The same of kernels without nftables: `iptables-legacy` and `ip6tables-legacy`.
    IPTABLES_LEGACY {
        @Override
        public void put(String uplink, Collection<MarkRules.Rule> rules) throws IOException {
            chains("-legacy", uplink, rules);
        }
    };

    private static final int LIMIT_S = 10;

    /// How long iptables waits for another that runs.
    private static final String WAIT_S = "5";

    /// The word of the settings.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void chains(String variant, String uplink, Collection<MarkRules.Rule> rules)
            throws IOException {
        for (Family family : Family.values()) {
            boolean any = rules.stream().anyMatch(each -> each.address().family() == family);
            String program = (family == Family.INET ? "iptables" : "ip6tables") + variant;
            if (family == Family.INET6 && !any && !called(program)) {
                continue; // such a kernel may have none for IPv6
            }
            run(
                    List.of(program + "-restore", "--noflush", "-w", WAIT_S),
                    MarkRules.iptables(uplink, family, rules));
            if (!called(program)) {
                run(call(program, "-A"), "");
            }
        }
    }

    private static boolean called(String program) throws IOException {
        return status(call(program, "-C"), "").status() == 0;
    }

    private static List<String> call(String program, String how) {
        return List.of(
                program, "-w", WAIT_S, "-t", "mangle", how, "PREROUTING", "-j", MarkRules.NAME);
    }

    private static void run(List<String> command, String input) throws IOException {
        Ended ended = status(command, input);
        if (ended.status() != 0) {
            throw new IOException(
                    String.join(" ", command) + ": status " + ended.status() + ": " + ended.said());
        }
    }

    private record Ended(int status, String said) {}

    private static Ended status(List<String> command, String input) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            try (OutputStream out = process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                throw new IOException(
                        command.getFirst() + " does not end within " + LIMIT_S + " s");
            }
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.exitValue(), said.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
