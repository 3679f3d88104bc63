package dev.upkeep.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.admin.ServerStatus.Condition;
import dev.upkeep.checkers.admin.ServerStatus.Connections;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.netlink.ipvs.Counters;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

    @Test
    void answer_writtenAndRead_isTheSame() {
        for (Answer answer :
                List.of(
                        Answer.done(List.of()),
                        Answer.done(List.of("a=1", "ok")),
                        Answer.refused("no such server"))) {
            assertThat(Answer.parse(answer.text())).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "a=1\n", "a=1\nok", "a=1\nerror: x", "okay\n"})
    void answer_thatIsCutOff_isNone(String text) {
        assertThat(Answer.parse(text)).isNull();
    }

    @Test
    void endOfLine_inWhatWasAskedFor_endsNoLine() {
        assertThat(Answer.refused("no 'a\nok\r\n'").text()).isEqualTo("error: no 'a\\nok\\r\\n'\n");
    }

    @Test
    void servers_areLinesOfKeysAndValues() {
        ServiceName service = ServiceName.parse("group:my web#0");
        ServerStatus status =
                new ServerStatus(
                        service,
                        ServerName.parse("[2001:db8::2]:80"),
                        null,
                        true,
                        false,
                        3,
                        0,
                        Condition.DRAINING,
                        new Connections(
                                4294967296L,
                                7,
                                0,
                                new Counters(9, 10, 20, 1000, 2000, 0, 0, 0, 0, 0)),
                        Stream.of(
                                        "tcp:10.1.0.2:80",
                                        "tcp:10.1.0.3:80",
                                        "tcp:10.1.0.4:80",
                                        "tcp:10.1.0.5:80")
                                .map(ServiceName::parse)
                                .toList());
        ServerStatus gone =
                new ServerStatus(
                        service,
                        ServerName.parse("10.2.0.1:80"),
                        null,
                        false,
                        true,
                        1,
                        null,
                        Condition.DISABLED,
                        null);
        assertThat(ServerLines.of(new ServerAnswer.Listed(List.of(status, gone))).text())
                .isEqualTo(
                        """
                        virtual=group:my%20web#0 real=[2001:db8::2]:80 health=up weight=3 \
                        effective=0 state=draining active=4294967296 inactive=7 \
                        total=9 in_bytes=1000 out_bytes=2000 \
                        shares=tcp:10.1.0.2:80,tcp:10.1.0.3:80,tcp:10.1.0.4:80,+1
                        virtual=group:my%20web#0 real=10.2.0.1:80 health=unchecked weight=1 \
                        effective=- state=disabled active=- inactive=- \
                        total=- in_bytes=- out_bytes=- shares=-
                        ok
                        """);
    }

    @Test
    void changes_areSentences() {
        assertThat(ServerLines.of(changed(true, AdminState.DRAINING)).lines())
                .containsExactly("10.2.0.1:80 of tcp:10.1.0.1:80 is draining");
        assertThat(ServerLines.of(changed(true, AdminState.DISABLED)).lines())
                .containsExactly("10.2.0.1:80 of tcp:10.1.0.1:80 is disabled");
        assertThat(ServerLines.of(changed(false, AdminState.ENABLED)).lines())
                .containsExactly("10.2.0.1:80 of tcp:10.1.0.1:80 was enabled already");
        assertThat(ServerLines.of(new ServerAnswer.Refused("there is none")))
                .isEqualTo(Answer.refused("there is none"));
    }

    private static ServerAnswer changed(boolean effective, AdminState adminState) {
        return new ServerAnswer.Changed(
                effective,
                ServiceName.parse("tcp:10.1.0.1:80"),
                ServerName.parse("10.2.0.1:80"),
                adminState);
    }
}
