package dev.upkeep.app.cli;

import dev.upkeep.app.genhash.PageDigest;
import dev.upkeep.app.genhash.PageFetch;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `upkeep genhash`, also `keepalived -T` and the name `genhash`: prints the digest of a page for
/// an `HTTP_GET`.
@Command(
        name = "genhash",
        description = {
            "Fetches a page and prints its MD5 sum, to be written as digest in HTTP_GET.",
            "Exit status: 0 the sum, 1 no answer or a wrong command line."
        })
final class GenhashCommand implements Callable<Integer> {

    private static final Set<String> PROTOCOLS = Set.of("1.0", "1.0c", "1.1");

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = {"-S", "--use-ssl"},
            description = "Use TLS; the certificate is not verified")
    private boolean tls;

    @Option(
            names = {"-I", "--use-sni"},
            description = "Name the virtual host (-V) in the TLS handshake")
    private boolean sni;

    @Option(
            names = {"-s", "--server"},
            required = true,
            paramLabel = "ADDRESS",
            description = "The server")
    private String server = "";

    @Option(
            names = {"-p", "--port"},
            required = true,
            paramLabel = "PORT",
            description = "Its port")
    private int port;

    @Option(
            names = {"-u", "--url"},
            required = true,
            paramLabel = "PATH",
            description = "The page")
    private String url = "";

    @Option(
            names = {"-V", "--use-virtualhost"},
            paramLabel = "HOST",
            description = "The host to ask for (default: the address and port)")
    private @Nullable String virtualHost;

    @Option(
            names = {"-P", "--protocol"},
            paramLabel = "VERSION",
            defaultValue = "1.0",
            description = "HTTP version: 1.0, 1.0c (1.0 with 'Connection: close') or 1.1")
    private String protocol = "";

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long to wait (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = {"-m", "--fwmark"},
            paramLabel = "MARK",
            description = "Mark of the packets, 1-4294967295 or hexadecimal (default: none)")
    private @Nullable String mark;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show the head and the page, too")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = command.getOut();
        PrintWriter err = command.getErr();
        PageFetch fetch =
                new PageFetch(
                        new Endpoint(address(), inRange(port, 65535, "port")),
                        url,
                        protocol(),
                        virtualHost,
                        tls,
                        sni,
                        mark(),
                        Duration.ofSeconds(inRange(seconds, 3600, "timeout")));
        long begin = System.nanoTime();
        try {
            byte[] answer = fetch.answer();
            if (answer.length == 0) {
                err.println(fetch.server() + ": the answer is empty");
                return 1;
            }
            PageDigest digest = new PageDigest(answer);
            out.println(verbose ? digest.verbose() : digest.toString());
            if (verbose) {
                out.println(
                        "Global response time for ["
                                + url
                                + "] = "
                                + (System.nanoTime() - begin) / 1000
                                + " usecs");
            }
            return 0;
        } catch (IOException e) {
            err.println("Connection failed: " + fetch.server() + ": " + e.getMessage());
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private IpAddress address() {
        try {
            return IpAddress.parse(server);
        } catch (IllegalArgumentException e) {
            throw wrong("server should be an IP address, not " + server);
        }
    }

    private int mark() {
        if (mark == null) {
            return 0;
        }
        try {
            long number = Long.decode(mark);
            if (number > 0 && number <= 0xffff_ffffL) {
                return (int) number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number outside
        }
        throw wrong("fwmark '" + mark + "' is none of 1-4294967295");
    }

    private String protocol() {
        String version = protocol.toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(version)) {
            throw wrong("protocol '" + protocol + "' is none of 1.0, 1.0c, 1.1");
        }
        return version;
    }

    private int inRange(int value, int most, String what) {
        if (value < 1 || value > most) {
            throw wrong(what + " " + value + " is outside 1-" + most);
        }
        return value;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
