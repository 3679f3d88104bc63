package dev.upkeep.checkers.reconcile;

import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The ipvs thread: the only writer of the kernel's table. Changes that come while it is busy are
/// merged by service, so that what waits is never more than the table, and go out as one batch.
public final class IpvsThread implements IpvsUpdates, Runnable {

    /// First pause after a refusal; it doubles up to the reconcile interval.
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final IpvsReconciler reconciler;
    private final SyncDaemonReconciler sync;
    private final Queue<Runnable> orders = new ArrayDeque<>();
    private Map<ServiceKey, Optional<Entry>> pending = new LinkedHashMap<>();
    private Duration interval;
    private boolean ended;
    private Duration retry = FIRST_RETRY;
    private long lastReconciled = System.nanoTime();

    /// @param interval `upkeep_reconcile_interval`, zero for never
    public IpvsThread(IpvsReconciler reconciler, SyncDaemonReconciler sync, Duration interval) {
        this.reconciler = reconciler;
        this.sync = sync;
        this.interval = interval;
    }

    @Override
    public synchronized void change(Map<ServiceKey, Optional<Entry>> changes) {
        pending.putAll(changes);
        notifyAll();
    }

    @Override
    public synchronized void replace(DesiredState desired, Runnable applied) {
        pending.clear(); // the new table has it all
        order(() -> {
            reconciler.replace(desired);
            applied.run();
            reconcile();
        });
    }

    @Override
    public void busy(List<ServiceKey> services, Consumer<Set<Endpoint>> answer) {
        afterChanges(() -> {
            Set<Endpoint> busy = reconciler.busy(services);
            if (busy != null) {
                answer.accept(busy);
            }
        });
    }

    /// Runs something on the ipvs thread, after the orders before it and before pending changes.
    public synchronized void order(Runnable order) {
        orders.add(order);
        notifyAll();
    }

    @Override
    public synchronized void afterChanges(Runnable order) {
        if (!pending.isEmpty()) {
            Map<ServiceKey, Optional<Entry>> changes = pending;
            pending = new LinkedHashMap<>();
            order(() -> reconciler.change(changes));
        }
        order(order);
    }

    /// Returns the work that waits, in words.
    public synchronized String backlog() {
        return "orders %d, changed services %d".formatted(orders.size(), pending.size());
    }

    /// Another interval from now on.
    public synchronized void interval(Duration interval) {
        this.interval = interval;
        notifyAll();
    }

    /// Ends the thread after what is queued.
    ///
    /// @param last the last thing it does; changes that still wait are dropped
    public synchronized void end(Runnable last) {
        pending.clear();
        orders.add(last);
        ended = true;
        notifyAll();
    }

    @Override
    public void run() {
        for (Runnable work = await(); work != null; work = await()) {
            work.run(); // what it throws ends the thread, and with it the process
        }
    }

    private void reconcile() {
        lastReconciled = System.nanoTime();
        reconciler.reconcile();
        sync.reconcileNow();
    }

    /// Waits for work; null at the end.
    private synchronized @Nullable Runnable await() {
        while (true) {
            Runnable order = orders.poll();
            if (order != null) {
                return order;
            }
            if (!pending.isEmpty()) {
                Map<ServiceKey, Optional<Entry>> changes = pending;
                pending = new LinkedHashMap<>();
                return () -> reconciler.change(changes);
            }
            if (ended) {
                return null;
            }
            Duration pause = pause();
            long left = pause.toNanos() - (System.nanoTime() - lastReconciled);
            if (!pause.isZero() && left <= 0) {
                retry = retry.multipliedBy(2);
                return this::reconcile;
            }
            try {
                wait(pause.isZero() ? 0 : left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }

    /// Returns how long to wait before the next reconciliation; zero for ever.
    private Duration pause() {
        if (!reconciler.outOfSync()) {
            retry = FIRST_RETRY;
            return interval;
        }
        Duration limit =
                interval.isZero() || interval.compareTo(LONGEST_RETRY) > 0
                        ? LONGEST_RETRY
                        : interval;
        return retry.compareTo(limit) < 0 ? retry : limit;
    }
}
