package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.demo.Example;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `lvs_sync_daemon` and `lvs_timeouts`: what the kernel is given, beside keepalived's.
@LabTest
class SyncDaemonTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Stage stage;
    private Host director;

    @BeforeEach
    void setUp() {
        stage = new Stage(Example.named("dr-two-directors"), Logs.of("sync-daemon"));
        director = stage.host("director1");
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eth0",
                "eth0 id 3 port 9000",
                "eth0 inst VI_1",
                "eth0 inst VI_1 id 9 maxlen 1200 port 9999 ttl 4 group 224.0.0.99"
            })
    void daemonsAndTimeouts_areThoseOfKeepalived(String options) {
        assertThat(states(Program.UPKEEP, options)).isEqualTo(states(Program.KEEPALIVED, options));
    }

    /// The daemons as backup (where there is a role to follow), as master and after the end; the
    /// timeouts meanwhile and after the end.
    private List<String> states(Program program, String options) {
        List<String> states = new ArrayList<>();
        Path file =
                director.write(
                        stage.lab().newFile(program.label() + ".conf"), configuration(options));
        Daemon daemon = stage.start(0, program, file);
        if (options.contains("inst")) {
            await("backup sync daemon", daemon);
            states.add(daemons());
        }
        await("master sync daemon", daemon);
        stage.awaitMaster(director, LIMIT);
        states.add(daemons());
        states.add(timeouts());
        daemon.terminate(LIMIT);
        states.add(daemons());
        states.add(timeouts());
        return states;
    }

    private void await(String line, Daemon daemon) {
        Await.until(line, LIMIT, () -> daemons().contains(line), daemon::lastWords);
    }

    private String daemons() {
        return director.run("ipvsadm", "-l", "--daemon").out();
    }

    private String timeouts() {
        return director.run("ipvsadm", "-l", "--timeout").out();
    }

    private static String configuration(String options) {
        return """
        global_defs {
            lvs_sync_daemon %s
            lvs_timeouts tcp 100 tcpfin 20 udp 30
        }
        vrrp_instance VI_1 {
            state BACKUP
            interface eth0
            virtual_router_id 51
            priority 100
            advert_int 1
            virtual_ipaddress {
                172.18.0.10
            }
        }
        virtual_server 172.18.0.10 80 {
            lb_algo rr
            lb_kind DR
            protocol TCP
            real_server 172.18.0.11 80 {
                weight 1
            }
        }
        """
                .formatted(options);
    }
}
