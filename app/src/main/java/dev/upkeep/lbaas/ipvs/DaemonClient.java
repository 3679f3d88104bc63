package dev.upkeep.lbaas.ipvs;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.ControlClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The provider's requests to the daemon.
public interface DaemonClient {

    /// Has it read its configuration anew; returns when the kernel has it.
    ///
    /// @return findings, and why the old configuration stays where it does
    /// @throws IOException when no daemon can be asked
    Answer reload() throws IOException;

    /// The real servers, one line of `key=value` words each.
    ///
    /// @throws IOException when no daemon can be asked
    Answer servers() throws IOException;

    /// The daemon behind a control socket.
    static DaemonClient at(Path socket) {
        return new DaemonClient() {
            @Override
            public Answer reload() throws IOException {
                return ControlClient.reload(socket);
            }

            @Override
            public Answer servers() throws IOException {
                return ControlClient.ask(socket, List.of("server", "list"));
            }
        };
    }
}
