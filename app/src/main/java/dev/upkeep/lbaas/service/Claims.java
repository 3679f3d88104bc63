package dev.upkeep.lbaas.service;

import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.store.ConflictException;
import dev.upkeep.lbaas.store.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Takes addresses and firewall marks for new objects. Two directors may choose the same at the
/// same moment: the store refuses the second write, whose director waits until it knows what the
/// other took, and chooses again. Any thread.
final class Claims {

    /// The store tells of the other's write within milliseconds.
    private static final long LIMIT_NS = Duration.ofSeconds(5).toNanos();

    private final Catalog catalog;
    private final ReentrantLock lock;
    private final Condition othersWrote;

    /// @param othersWrote signalled when the catalog has taken a write of another director
    Claims(Catalog catalog, ReentrantLock lock, Condition othersWrote) {
        this.catalog = catalog;
        this.lock = lock;
        this.othersWrote = othersWrote;
    }

    /// Writes what was chosen, with [Catalog#claim] or [Catalog#claimRecord].
    @FunctionalInterface
    interface Write<T> {
        void run(T chosen) throws StoreException;
    }

    /// Chooses, from what is taken so far, and writes it, under the lock.
    ///
    /// @throws ApiFault 409 when others take addresses all the time; 503 when the store cannot be
    ///   written
    <T> T take(Supplier<T> choice, Write<T> write) {
        long end = System.nanoTime() + LIMIT_NS;
        lock.lock();
        try {
            while (true) {
                long known = catalog.claims();
                T chosen = choice.get();
                try {
                    write.run(chosen);
                    return chosen;
                } catch (ConflictException e) {
                    awaitClaimsAfter(known, end);
                }
            }
        } catch (StoreException e) {
            throw ApiFault.of(503, "The store cannot be written: " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private void awaitClaimsAfter(long known, long end) {
        try {
            long left = end - System.nanoTime();
            while (catalog.claims() == known && left > 0) {
                left = othersWrote.awaitNanos(left);
            }
            if (left <= 0) {
                throw ApiFault.of(409, "Addresses are being taken by another director; try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiFault.of(503, "The service ends.");
        }
    }
}
