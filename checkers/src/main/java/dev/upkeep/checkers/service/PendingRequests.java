package dev.upkeep.checkers.service;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Requests of other threads that wait for their answer. Each one is answered: with a result, with
/// what its work threw, or with the end of the service. Any thread.
final class PendingRequests {

    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// A new request.
    @SuppressWarnings("CollectionUndefinedEquality") // futures are equal by identity
    <T> CompletableFuture<T> open() {
        CompletableFuture<T> request = new CompletableFuture<>();
        waiting.add(request);
        var ignored = request.whenComplete((_, _) -> waiting.remove(request));
        if (closed) {
            request.completeExceptionally(ended());
        }
        return request;
    }

    /// Does a step of a request; what it throws answers the request.
    static void step(CompletableFuture<?> request, Runnable work) {
        complete(
                request,
                () -> {
                    work.run();
                    return false;
                });
    }

    /// Does the last step of a request.
    static <T> void answer(CompletableFuture<T> request, Callable<T> work) {
        complete(request, () -> request.complete(work.call()));
    }

    @SuppressWarnings("CatchingUnchecked")
    private static void complete(CompletableFuture<?> request, Callable<Boolean> work) {
        try {
            work.call();
        } catch (Exception failure) { // whoever asked gets it
            request.completeExceptionally(failure);
        } catch (Error failure) {
            request.completeExceptionally(failure);
            throw failure;
        }
    }

    /// Answers all requests that wait, and later ones, with the end of the service.
    void close() {
        closed = true;
        waiting.forEach(request -> request.completeExceptionally(ended()));
    }

    private static IllegalStateException ended() {
        return new IllegalStateException("the health checks have stopped");
    }
}
