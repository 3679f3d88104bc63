package dev.upkeep.app.web;

import dev.upkeep.app.status.DaemonSnapshot;
import dev.upkeep.config.model.StatusSettings;
import dev.upkeep.config.model.StatusSettings.ListenAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listener of `upkeep_status_address`. A daemon without it does its work all the same, so that
/// a failure is logged and no more. Belongs to the main thread.
public final class StatusListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StatusListener.class);

    private final Supplier<CompletableFuture<DaemonSnapshot>> snapshot;
    private final Function<List<String>, CompletableFuture<String>> control;
    private @Nullable StatusSettings settings;
    private @Nullable AutoCloseable server;

    /// @param snapshot asks what the daemon does; any thread
    /// @param control carries out the words of a control request and answers with a sentence
    public StatusListener(
            Supplier<CompletableFuture<DaemonSnapshot>> snapshot,
            Function<List<String>, CompletableFuture<String>> control) {
        this.snapshot = snapshot;
        this.control = control;
    }

    /// Listens where the configuration says, if that is elsewhere than now.
    public void configure(StatusSettings next) {
        if (next.equals(settings)) {
            return;
        }
        close();
        settings = next;
        ListenAddress address = next.address();
        if (address == null) {
            return;
        }
        try {
            StatusRoutes routes = new StatusRoutes(snapshot, control, token(next));
            server =
                    switch (address) {
                        case ListenAddress.Tcp(var endpoint) ->
                                new StatusServer(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral(
                                                        endpoint.address().toString()),
                                                endpoint.port()),
                                        routes);
                        case ListenAddress.Unix(String path) ->
                                new StatusServer(Path.of(path), routes);
                    };
            log.info("Status and metrics at {}", address);
        } catch (IOException e) {
            log.error("upkeep_status_address {}: {}", address, e.getMessage());
        }
    }

    /// The first line of the file; null, which is logged, when there is none: then the page changes
    /// nothing.
    private static @Nullable String token(StatusSettings settings) {
        String file = settings.tokenFile();
        if (file == null) {
            return null;
        }
        try {
            String token = Files.readString(Path.of(file)).strip();
            if (token.isEmpty()) {
                log.error("upkeep_status_token_file {} is empty: the page changes nothing", file);
                return null;
            }
            return token;
        } catch (IOException e) {
            log.error("upkeep_status_token_file {}: {}", file, e.toString());
            return null;
        }
    }

    @Override
    public void close() {
        AutoCloseable running = server;
        server = null;
        settings = null;
        if (running != null) {
            try {
                running.close();
            } catch (Exception e) { // both kinds throw none
                throw new IllegalStateException(e);
            }
        }
    }
}
