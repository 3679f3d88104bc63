package dev.upkeep.app.status;

/// A BFD session.
///
/// @param state `Up`, `Down`, `Init` or `AdminDown`
/// @param diagnostic why the session went down last
/// @param downs how often it left the state Up
public record BfdSnapshot(
        String name,
        String neighbor,
        String state,
        String remoteState,
        String diagnostic,
        long sent,
        long received,
        long rejected,
        long downs) {}
