package dev.upkeep.app.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.checkers.ServerEvent.Cause;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expectations are the observed behaviour of keepalived 2.2.7 at the same events.
class CheckerNotificationsTest {

    private static final String VS = "[10.0.0.9]:tcp:80";
    private static final String RS = "[10.0.0.1]:tcp:80";

    private static final String TEXT =
            """
            virtual_server 10.0.0.9 80 {
                lb_algo rr
                lb_kind DR
                protocol TCP
                quorum 3
                hysteresis 1
                quorum_up "/bin/true quorum-up 'a b'"
                quorum_down "/bin/true quorum-down"
                smtp_alert
                real_server 10.0.0.1 80 {
                    weight 4
                    notify_up "/bin/true server-up 'a b'"
                    notify_down "/bin/true server-down"
                }
                real_server 10.0.0.2 80 {
                    smtp_alert no
                }
            }
            """;

    private final Recorder recorder = new Recorder();
    private final CheckerNotifications notifications = new CheckerNotifications(recorder);

    @TempDir private Path directory;

    private VirtualServer service(String prefix) throws IOException {
        Configuration configuration = Recorder.read(directory, prefix + TEXT);
        return configuration.virtualServers().getFirst();
    }

    private static ServerEvent server(VirtualServer service, int index, boolean up) {
        return new ServerEvent(
                service, VS, service.realServers().get(index), RS, up, Cause.CHECK, "found so");
    }

    @Test
    void scriptThatCannotRun_keepsNeitherLineNorMailBack() throws IOException {
        recorder.scriptFailure = new OutOfMemoryError("unable to create native thread");
        notifications.serverChanged(server(service(""), 0, false));
        assertThat(recorder.lines).containsExactly("RS " + RS + " " + VS + " DOWN");
        assertThat(recorder.mails).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"true, UP, server-up|a b", "false, DOWN, server-down"})
    void server_runsItsScript_writesALine_andMails(boolean up, String state, String script)
            throws IOException {
        notifications.serverChanged(server(service(""), 0, up));

        assertThat(recorder.scripts).containsExactly(RS + " " + VS + ": " + script);
        assertThat(recorder.lines).containsExactly("RS " + RS + " " + VS + " " + state);
        assertThat(recorder.mails)
                .containsExactly(
                        "Realserver "
                                + RS
                                + " of virtual server "
                                + VS
                                + " - "
                                + state
                                + ": found so");
    }

    @Test
    void server_withSmtpAlertNo_isNotMailed() throws IOException {
        notifications.serverChanged(server(service(""), 1, false));

        assertThat(recorder.mails).isEmpty();
        assertThat(recorder.lines).hasSize(1);
    }

    @Test
    void server_withSmtpAlertCheckerNo_isNotMailed() throws IOException {
        VirtualServer service = service("global_defs {\n smtp_alert_checker no\n}\n");
        notifications.serverChanged(server(service, 0, false));

        assertThat(recorder.mails).isEmpty();
    }

    @Test
    void check_isMailedOnly() throws IOException {
        notifications.checkChanged(server(service(""), 0, false));

        assertThat(recorder.mails).hasSize(1);
        assertThat(recorder.scripts).isEmpty();
        assertThat(recorder.lines).isEmpty();
    }

    @Test
    void noCheckerEmails_leavesOutChecks_notServers() throws IOException {
        recorder.noCheckMail = true;
        notifications.checkChanged(server(service(""), 0, true));
        assertThat(recorder.mails).isEmpty();

        notifications.serverChanged(server(service(""), 0, true));
        assertThat(recorder.mails).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "true, START, 4, UP, quorum-up|a b, Starting with quorum up 3+1=4 <= 4",
        "true, CHECK, 5, UP, quorum-up|a b, Gained quorum 3+1=4 <= 5",
        "false, CHECK, 1, DOWN, quorum-down, Lost quorum 3-1=2 > 1",
        "false, START, 0, DOWN, quorum-down, Starting with quorum down 3-1=2 > 0",
        "false, RELOAD, 0, DOWN, quorum-down, Lost quorum 3-1=2 > 0",
        "false, STOP, 0, DOWN, quorum-down, Shutting down",
    })
    void quorum_runsItsScript_writesALine_andMailsTheSum(
            boolean up, Cause cause, long live, String state, String script, String body)
            throws IOException {
        notifications.quorumChanged(new QuorumEvent(service(""), VS, up, cause, live));

        assertThat(recorder.scripts).containsExactly(VS + ": " + script);
        assertThat(recorder.lines).containsExactly("VS " + VS + " " + state);
        assertThat(recorder.mails)
                .containsExactly("Virtualserver " + VS + " - " + state + ": " + body);
    }
}
