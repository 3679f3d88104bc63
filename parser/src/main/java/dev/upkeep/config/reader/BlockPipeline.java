package dev.upkeep.config.reader;

import dev.upkeep.config.assemble.SchemaBinder;
import dev.upkeep.config.assemble.SchemaBinder.Part;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.Statement;
import dev.upkeep.config.syntax.Chunk;
import dev.upkeep.config.syntax.StatementParser;
import dev.upkeep.config.syntax.WordInterner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Parses and binds chunks, those of a large text on several processors. The thread that reads the
/// files takes part whenever the others cannot keep up, so that no more than a few chunks wait; a
/// small text (one chunk) never leaves its thread. Results keep the order of the text.
final class BlockPipeline implements Consumer<Chunk> {

    private static final int MAX_HELPERS = 3;
    private static final int MAX_WAITING = 4;

    /// In characters: to wake a helper for fewer costs more than to parse them. Between blocks that
    /// are known there may be a thousand such chunks.
    private static final int SMALL = 2_048;

    private final SchemaBinder binder;
    private final WordInterner words = new WordInterner();
    private final List<Task> tasks = new ArrayList<>();
    private final List<Thread> helpers = new ArrayList<>();
    private final BlockingQueue<Task> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

    /// The first chunk, until it is known whether it is the only one.
    private @Nullable Task first;

    private int chunks;

    private volatile @Nullable Throwable failure;

    BlockPipeline(SchemaBinder binder) {
        this.binder = binder;
    }

    /// A chunk and, once it is done, what became of it.
    private static final class Task {
        private @Nullable Chunk chunk;
        private final List<Part> parts = new ArrayList<>();
        private final List<Diagnostic> findings = new ArrayList<>();

        /// The number of findings that belong to complete statements.
        private int reported;

        /// @param chunk null to end a helper, and for a part that is known
        Task(@Nullable Chunk chunk) {
            this.chunk = chunk;
        }

        /// Does the work; false when there is none.
        boolean run(SchemaBinder binder, WordInterner words) {
            Chunk text = chunk;
            if (text == null) {
                return false;
            }
            new StatementParser(
                            text,
                            words,
                            (statement, mark) -> bind(statement, mark, binder),
                            findings::add)
                    .parse();
            chunk = null; // the text is garbage now
            return true;
        }

        /// Binds a statement; with findings of the parser it is not one to remember.
        private void bind(Statement statement, @Nullable Fingerprint mark, SchemaBinder binder) {
            boolean clean = findings.size() == reported;
            parts.add(binder.bind(statement, clean ? mark : null, findings::add));
            reported = findings.size();
        }
    }

    @Override
    public void accept(Chunk chunk) {
        Task task = new Task(chunk);
        tasks.add(task);
        if (chunk.length() < SMALL) {
            task.run(binder, words);
            return;
        }
        if (++chunks == 1) {
            first = task;
            return;
        }
        Task held = first;
        if (held != null) {
            first = null;
            startHelpers();
            submit(held);
        }
        submit(task);
    }

    /// Takes the meaning of a block that was not handed on as text.
    void known(Part part) {
        Task done = new Task(null);
        done.parts.add(part);
        tasks.add(done);
    }

    private void startHelpers() {
        int count = Math.min(Runtime.getRuntime().availableProcessors() - 1, MAX_HELPERS);
        for (int i = 0; i < count; i++) {
            Thread helper = new Thread(this::help, "config-" + (i + 1));
            helper.setDaemon(true);
            try {
                helper.start();
            } catch (OutOfMemoryError none) { // a limit of processes: the reading thread does it
                return;
            }
            helpers.add(helper);
        }
    }

    private void submit(Task task) {
        if (helpers.isEmpty() || !waiting.offer(task)) {
            task.run(binder, words);
        }
    }

    private void help() {
        WordInterner own = new WordInterner();
        try {
            while (waiting.take().run(binder, own)) {
                // the next one
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable t) {
            failure = t; // a defect: finish() throws it in the reading thread
            waiting.clear();
        }
    }

    /// Does what is left and hands out the results in order.
    ///
    /// @throws IllegalStateException when a helper failed or the thread was interrupted
    List<Part> finish(Consumer<Diagnostic> findings) {
        Task held = first;
        if (held != null) {
            held.run(binder, words);
        }
        for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run(binder, words);
        }
        try {
            for (int i = 0; i < helpers.size(); i++) {
                waiting.put(new Task(null));
            }
            for (Thread helper : helpers) {
                helper.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading a configuration", e);
        }
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("a block could not be read", failed);
        }
        List<Part> parts = new ArrayList<>();
        for (Task task : tasks) {
            parts.addAll(task.parts);
            task.findings.forEach(findings);
        }
        return parts;
    }
}
