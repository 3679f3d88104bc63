package dev.upkeep.vrrp.machine;

import org.jspecify.annotations.Nullable;

/// Remembers the last step of a virtual router. A step is a function of configuration, state and
/// event, and in the steady state the same event comes in the same state for years: nothing is
/// computed or allocated then. Not thread-safe.
public final class LastStep {

    private @Nullable RouterConfig config;
    private @Nullable RouterState state;
    private @Nullable Event event;
    private @Nullable Step step;

    /// The step of [VirtualRouter#on]; a state that is equal to the one before is the one before.
    @SuppressWarnings("ReferenceEquality") // what is not the same object is computed anew
    public Step on(RouterConfig nowConfig, RouterState nowState, Event nowEvent) {
        Step last = step;
        if (last != null && config == nowConfig && state == nowState && event == nowEvent) {
            return last;
        }
        Step next = VirtualRouter.on(nowConfig, nowState, nowEvent);
        if (next.state().equals(nowState)) {
            next = new Step(nowState, next.actions());
        }
        step = next;
        config = nowConfig;
        state = nowState;
        event = nowEvent;
        return next;
    }
}
