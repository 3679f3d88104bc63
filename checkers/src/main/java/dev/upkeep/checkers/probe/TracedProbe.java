package dev.upkeep.checkers.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Reports what another probe receives and does, line by line, for an operator who asks why a check
/// fails. Bytes are shown as text, control characters escaped, cut after [#MOST_BYTES].
public final class TracedProbe implements Probe {

    /// Bytes that are shown of what was sent or received at once.
    static final int MOST_BYTES = 1024;

    private final Probe probe;
    private final Consumer<String> lines;

    public TracedProbe(Probe probe, Consumer<String> lines) {
        this.probe = probe;
        this.lines = lines;
    }

    @Override
    public List<ProbeAction> on(ProbeEvent event) {
        switch (event) {
            case ProbeEvent.Started _, ProbeEvent.Computed _ -> {}
            case ProbeEvent.Connected _ -> lines.accept("connected");
            case ProbeEvent.Received(var data) -> lines.accept("received " + text(data));
            case ProbeEvent.PeerClosed _ -> lines.accept("the server closed the connection");
            case ProbeEvent.ConnectionFailed(var reason) -> lines.accept("failed: " + reason);
            case ProbeEvent.Expired _ -> lines.accept("the time is over");
            case ProbeEvent.Exited(int status) ->
                    lines.accept("the program ended with exit status " + status);
            case ProbeEvent.Signalled(int signal) ->
                    lines.accept("signal " + signal + " ended the program");
            case ProbeEvent.Unable(var reason, _) -> lines.accept("cannot run: " + reason);
        }
        List<ProbeAction> actions = probe.on(event);
        actions.forEach(this::trace);
        return actions;
    }

    @Override
    public boolean speaksFirst() {
        return probe.speaksFirst();
    }

    @Override
    public void close() {
        probe.close();
    }

    private void trace(ProbeAction action) {
        switch (action) {
            case ProbeAction.Connect _ -> lines.accept("connecting");
            case ProbeAction.Send(var data) -> lines.accept("sent " + text(data));
            case ProbeAction.Launch _ -> lines.accept("starting the program");
            case ProbeAction.Signal(int signal) -> lines.accept("sending signal " + signal);
            case ProbeAction.Compute _ -> lines.accept("searching, which takes longer");
            case ProbeAction.Arm(var time) ->
                    lines.accept(
                            String.format(
                                    Locale.ROOT,
                                    "waiting %.3f s at most",
                                    time.toNanos() / 1_000_000_000.0));
            case ProbeAction.Certificate(var expires) ->
                    lines.accept("the certificate is valid until " + expires);
            case ProbeAction.Done _ -> {}
        }
    }

    private static String text(ByteBuffer data) {
        int count = data.remaining();
        byte[] shown = new byte[Math.min(count, MOST_BYTES)];
        data.get(data.position(), shown);
        return count
                + " bytes: "
                + new String(shown, StandardCharsets.ISO_8859_1)
                + (shown.length < count ? " ..." : "");
    }
}
