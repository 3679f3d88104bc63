package dev.upkeep.app.web;

import dev.upkeep.app.status.DaemonSnapshot;
import dev.upkeep.app.status.SnapshotJson;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers requests: `/metrics`, `/status.json`, the page at `/`, and `POST /server`, which drains,
/// disables and enables with the control token alone.
///
/// @param snapshot what the daemon does
/// @param control carries out the words of a control request
/// @param token null where the page changes nothing
record StatusRoutes(
        Supplier<CompletableFuture<DaemonSnapshot>> snapshot,
        Function<List<String>, CompletableFuture<String>> control,
        @Nullable String token) {

    /// The page loads nothing from elsewhere.
    static final String POLICY =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
                    + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int PATIENCE_SECONDS = 20;
    private static final Set<String> VERBS = Set.of("drain", "disable", "enable");

    /// An answer.
    @SuppressWarnings("ArrayRecordComponent") // answers are sent, not compared
    record Response(int status, String type, byte[] body) {

        static Response text(int status, String text) {
            return new Response(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Answers a request.
    ///
    /// @param header value of a header, null for none
    Response answer(
            String method, String path, Function<String, @Nullable String> header, byte[] body) {
        try {
            boolean reads = method.equals("GET") || method.equals("HEAD");
            return switch (path) {
                case "/" -> reads ? page() : wrongMethod();
                case "/status.json" -> reads ? json() : wrongMethod();
                case "/metrics" -> reads ? metrics(header.apply("Accept")) : wrongMethod();
                case "/server" -> method.equals("POST") ? change(header, body) : wrongMethod();
                default -> Response.text(404, "not found");
            };
        } catch (IOException | ExecutionException e) {
            return Response.text(500, "the daemon failed: " + e.getMessage());
        } catch (TimeoutException e) {
            return Response.text(503, "the daemon did not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.text(503, "the daemon stops");
        }
    }

    private static Response wrongMethod() {
        return Response.text(405, "method not allowed");
    }

    private static Response page() throws IOException {
        try (InputStream in = StatusRoutes.class.getResourceAsStream("status.html")) {
            if (in == null) {
                throw new IOException("status.html is missing");
            }
            return new Response(200, "text/html; charset=utf-8", in.readAllBytes());
        }
    }

    private Response json() throws InterruptedException, ExecutionException, TimeoutException {
        return new Response(
                200, "application/json", SnapshotJson.of(now()).getBytes(StandardCharsets.UTF_8));
    }

    private Response metrics(@Nullable String accepted)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ExpositionFormatWriter writer =
                accepted != null && accepted.contains("application/openmetrics-text")
                        ? OpenMetricsTextFormatWriter.create()
                        : PrometheusTextFormatWriter.create();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out, StatusMetrics.of(now()), EscapingScheme.UNDERSCORE_ESCAPING);
        return new Response(200, writer.getContentType(), out.toByteArray());
    }

    private DaemonSnapshot now() throws InterruptedException, ExecutionException, TimeoutException {
        return snapshot.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// The body is `drain VIRTUAL REAL`.
    private Response change(Function<String, @Nullable String> header, byte[] body)
            throws InterruptedException, ExecutionException, TimeoutException {
        String given = header.apply("X-Upkeep-Token");
        if (token == null || given == null || !sameToken(given, token)) {
            return Response.text(403, "the control token is missing or wrong");
        }
        List<String> words =
                List.of(new String(body, StandardCharsets.UTF_8).strip().split(" ", -1));
        if (words.size() != 3 || !VERBS.contains(words.getFirst())) {
            return Response.text(
                    400, "expected drain, disable or enable, a virtual and a real server");
        }
        return Response.text(
                200,
                control.apply(List.of("server", words.get(0), words.get(1), words.get(2)))
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private static boolean sameToken(String given, String token) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
