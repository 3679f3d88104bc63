package dev.upkeep.lab.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs commands to their end.
public final class Commands {
    private static final int LIMIT_S = 60;

    private Commands() {}

    public static Output attempt(List<String> command, String input) {
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> err = reading(process.getErrorStream());
            CompletableFuture<String> out = reading(process.getInputStream());
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LabException(
                        String.join(" ", command) + ": still running after " + LIMIT_S + " s");
            }
            return new Output(command, process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException("run " + String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted in " + String.join(" ", command), e);
        }
    }

    public static Output succeeded(String where, Output output) {
        if (!output.ok()) {
            throw new LabException(where + ": " + output);
        }
        return output;
    }

    /// A thread for each stream: a command that fills one while the other is read would never end.
    private static CompletableFuture<String> reading(InputStream stream) {
        var text = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> text.completeAsync(() -> text(stream), Runnable::run));
        return text;
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
