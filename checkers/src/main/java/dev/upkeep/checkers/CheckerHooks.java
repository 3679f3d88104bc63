package dev.upkeep.checkers;

/// What others want to know of real servers and services: notify scripts, FIFOs, mail. Called on
/// the thread of the checks, in the order of events; must not block.
public interface CheckerHooks {

    /// Nobody wants to know.
    CheckerHooks NONE =
            new CheckerHooks() {
                @Override
                public void serverChanged(ServerEvent event) {}

                @Override
                public void quorumChanged(QuorumEvent event) {}
            };

    /// A real server went up or down, or was found down when it was first looked at.
    void serverChanged(ServerEvent event);

    /// A service gained or lost its quorum.
    void quorumChanged(QuorumEvent event);
}
