package dev.upkeep.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SupervisorTest {

    private final ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    private final Supervisor supervisor = new Supervisor(pipe, 3, 7);

    @Test
    void ready_isAnAssignmentAndAStatusEndedByNul() {
        supervisor.ready("2 instances");
        assertThat(sent()).isEqualTo("READY=1\nSTATUS=2 instances\n\0");
    }

    @Test
    void status_withALineFeed_cannotAssignAnythingElse() {
        supervisor.show("a\nMAINPID=1");
        assertThat(sent()).isEqualTo("STATUS=a MAINPID=1\n\0");
    }

    @Test
    void reloading_saysTheTimeOfTheMonotonicClock() {
        long before = System.nanoTime() / 1_000;
        supervisor.reloading();
        long after = System.nanoTime() / 1_000;
        String time = sent().replaceAll("(?s)RELOADING=1\nMONOTONIC_USEC=(\\d+)\n\0", "$1");
        assertThat(Long.parseLong(time)).isBetween(before, after);
    }

    @Test
    void pidFile_isNamedByItsWholePath() {
        supervisor.owns(Path.of("/run/vrrp.pid"));
        assertThat(sent()).isEqualTo("X_PIDFILE=/run/vrrp.pid\n\0");
    }

    @Test
    void message_toAParentThatIsGone_isLoggedAndNothingMore() {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        assertThatCode(() -> new Supervisor(broken, 3, 7).stopping()).doesNotThrowAnyException();
    }

    @Test
    void processWithoutLauncher_namesItselfAndSendsNothing() throws IOException {
        try (Supervisor none = Supervisor.ofLaunch()) {
            none.ready("");
            assertThat(none.present()).isFalse();
            assertThat(none.pid()).isEqualTo(ProcessHandle.current().pid());
        }
    }

    private String sent() {
        return pipe.toString(StandardCharsets.UTF_8);
    }
}
