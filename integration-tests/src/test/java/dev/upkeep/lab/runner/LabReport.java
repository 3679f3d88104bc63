package dev.upkeep.lab.runner;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// One line for each test, and why it failed. What could not run has failed: a lab without its
/// kernel, or a test that was skipped, must not look like success.
final class LabReport implements TestExecutionListener {
    private final PrintStream out;
    private final Map<String, Long> started = new HashMap<>();
    private final List<TestIdentifier> failures = new ArrayList<>();
    private int passed;
    private int failed;
    private int unstable;

    LabReport(PrintStream out) {
        this.out = out;
    }

    int passed() {
        return passed;
    }

    int failed() {
        return failed;
    }

    /// Returns how many of those that passed did so at their second attempt only.
    int unstable() {
        return unstable;
    }

    /// Returns what failed since the last call; a skipped test is not among them.
    List<TestIdentifier> takeFailures() {
        List<TestIdentifier> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    /// Counts a failed test, or class, as passed, and says that it needed two attempts.
    void passedAgain(TestIdentifier test) {
        failed--;
        passed++;
        unstable++;
        out.println("UNSTABLE  " + name(test) + ": passed at its second attempt");
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (!plan.containsTests()) {
            failed++;
            out.println("FAILED  no test in the plan");
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        failed++;
        out.println("FAILED  " + name(test) + ": skipped, " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean ok = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (ok && !test.isTest()) {
            return; // a class, or a group of cases: only its failure is reported
        }
        double seconds = (System.nanoTime() - started.getOrDefault(test.getUniqueId(), 0L)) / 1e9;
        if (ok) {
            passed++;
        } else {
            failed++;
            failures.add(test);
        }
        out.printf("%s  %s (%.1f s)%n", ok ? "ok    " : "FAILED", name(test), seconds);
        result.getThrowable().ifPresent(this::explain);
        out.flush();
    }

    private void explain(Throwable why) {
        var text = new StringWriter();
        why.printStackTrace(new PrintWriter(text));
        text.toString()
                .lines()
                .filter(line -> !line.matches("\\s+at (org\\.junit|java\\.|jdk\\.).*"))
                .forEach(line -> out.println("          " + line));
    }

    private static String name(TestIdentifier test) {
        String id = test.getUniqueId();
        String type = id.replaceAll(".*\\[class:[^]]*\\.([^].]+)].*", "$1");
        String method = id.replaceAll(".*\\[(?:method|test-template):([^(\\]]+).*", "$1");
        String display = test.getDisplayName();
        boolean plain = display.startsWith(method + "(");
        return type
                + "."
                + (id.equals(method) ? display : plain ? method : method + ": " + display);
    }
}
