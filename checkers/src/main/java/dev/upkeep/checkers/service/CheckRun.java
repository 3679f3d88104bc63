package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.check.CheckNames;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.net.PrintableText;
import dev.upkeep.netlink.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// Runs the checks of one server once, one after the other, and reports what they sent, received
/// and found (`upkeep check-now`). Nothing of it counts. Belongs to the thread of the checks.
final class CheckRun {

    /// Lines of a report; what a server adds to it is bounded.
    private static final int MOST_LINES = 200;

    private record Step(Checker checker, int url) {}

    private final EventLoop loop;
    private final Attempts attempts;
    private final CompletableFuture<ServerAnswer> answer;
    private final Queue<Step> steps = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private boolean passed = true;
    private long began;

    CheckRun(
            EventLoop loop,
            Attempts attempts,
            RealServer server,
            CompletableFuture<ServerAnswer> answer) {
        this.loop = loop;
        this.attempts = attempts;
        this.answer = answer;
        for (Checker checker : server.checkers()) {
            int urls = checker instanceof Checker.Http http ? http.urls().size() : 1;
            for (int url = 0; url < urls; url++) {
                steps.add(new Step(checker, url));
            }
        }
    }

    /// Begins the next check; answers when there is none.
    void next() {
        Step step = steps.poll();
        if (step == null) {
            if (lines.isEmpty()) {
                lines.add("the server has no checks");
            }
            answer.complete(new ServerAnswer.Report(lines, passed));
            return;
        }
        lines.add(CheckNames.of(step.checker) + url(step));
        if (CheckTask.timingOf(step.checker) == null) {
            lines.add("  follows something else and makes no attempts");
            next();
            return;
        }
        began = loop.now();
        attempts.prepareTraced(step.checker, this::line)
                .begin(step.url, result -> PendingRequests.step(answer, () -> finished(result)));
    }

    private static String url(Step step) {
        return step.checker instanceof Checker.Http http
                ? " url " + http.urls().get(step.url).path()
                : "";
    }

    private void finished(ProbeResult result) {
        switch (result) {
            case ProbeResult.Passed ok -> line("passed: " + ok.detail());
            case ProbeResult.Failed failed -> {
                passed = false;
                line("failed: " + failed.detail());
            }
            case ProbeResult.Unjudged unjudged -> {
                passed = false;
                line("could not run: " + unjudged.detail());
            }
        }
        next();
    }

    private void line(String text) {
        if (lines.size() < MOST_LINES) {
            double ms = (loop.now() - began) / 1_000_000.0;
            lines.add(String.format(Locale.ROOT, "  %9.3f ms  ", ms) + PrintableText.of(text));
        }
    }
}
