package dev.upkeep.config.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.syntax.ReaderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reading with a cache gives what a reading without one gives, findings included, and keeps the
/// objects of what has not changed.
class ReadCacheTest {

    private static final String SERVICE =
            """
            virtual_server 10.0.0.%d 80 {
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 10.1.0.%1$d 80 {
                    weight %d
                    TCP_CHECK {
                        connect_timeout 3
                    }
                }
            }
            """;

    /// Blocks that services depend on, and services with everything that ties them to something
    /// else or gives a finding.
    private static final String[] BLOCKS = {
        "global_defs {\n    router_id one\n    checker_log_all_failures true\n}\n",
        "global_defs {\n    smtp_alert_checker false\n}\n",
        "global_defs {\n    script_user nobody\n    enable_script_security\n}\n",
        "$PORT=80\n",
        "$PORT=81\n",
        "track_file weights {\n    file /tmp/weights\n}\n",
        "virtual_server_group web {\n    10.0.9.1 80\n    fwmark 9\n}\n",
        "virtual_server_group web {\n    10.0.9.2 80\n}\n",
        "bfd_instance peer {\n    neighbor_ip 10.0.0.9\n}\n",
        "vrrp_instance VI {\n    interface eth0\n    virtual_router_id 1\n    priority 100\n}\n",
        "# a comment\n\n",
        "@testhost router_id stray\n",
        "router_id stray\n",
        SERVICE.formatted(1, 1),
        SERVICE.formatted(2, 1),
        SERVICE.formatted(2, 2),
        SERVICE.formatted(3, 300_000),
        """
        virtual_server 10.0.1.1 $PORT {
        lb_algo rr
        lb_kind NAT
        protocol TCP
        real_server 10.1.0.1 $PORT { weight 2 }
        }
        """,
        "virtual_server 10.0.1.2 80 { real_server 10.1.0.1 80 { weight 2 } }\n",
        """
        virtual_server group web {
        lb_algo rr
        lb_kind NAT
        protocol TCP
        real_server 10.1.0.1 80 { }
        }
        """,
        """
        virtual_server fwmark 3 {
        lb_algo wlc
        lb_kind DR
        real_server 10.1.0.1 80 {
        FILE_CHECK {
        track_file weights
        }
        }
        }
        """,
        """
        virtual_server 10.0.1.3 80 {
        lb_algo rr
        lb_kind NAT
        protocol UDP
        real_server 10.1.0.1 80 {
        MISC_CHECK {
        misc_path "/bin/true a"
        }
        }
        }
        """,
        """
        virtual_server 10.0.1.4 80 {
        lb_algo rr
        lb_kind NAT
        protocol UDP
        real_server 10.1.0.1 80 {
        BFD_CHECK {
        name peer
        }
        notify_up /bin/loose
        }
        }
        """,
        "~SEQ(N, 1, 3) virtual_server 10.0.2.$N 80 { ~SEQ(M, 2) real_server 10.1.0.$M 80 { } }\n",
        """
        virtual_server 10.0.3.1 80
        {
        lb_algo rr
        lb_kind NAT
        protocol TCP
        sorry_server 10.9.9.9 80
        alpha
        real_server 10.1.0.1 80
        {
        }
        }
        }
        """,
        """
        virtual_server 10.0.3.2 80 {
        lb_algo rr
        weigth 3
        { stray }
        real_server 10.1.0.1 80 { }
        }
        """,
        "virtual_server 10.0.3.3 80 {\nlb_algo rr\nreal_server 10.1.0.1 80 {\n",
        "include services.conf\n"
    };

    @TempDir Path directory;

    @Test
    void changedAtRandom_warm_equalsCold() throws IOException {
        long seed = Long.getLong("upkeep.cache.seed", System.nanoTime());
        int rounds = Integer.getInteger("upkeep.cache.rounds", 400);
        Random random = new Random(seed);
        Path file = directory.resolve("test.conf");
        Files.writeString(directory.resolve("services.conf"), SERVICE.formatted(7, 7));
        ReadCache cache = new ReadCache();
        List<String> lines = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (round % 50 == 0) {
                lines.clear();
                for (int i = 0; i < 12; i++) {
                    lines.addAll(block(random));
                }
            }
            edit(lines, random);
            if (random.nextInt(10) == 0) {
                Files.writeString(
                        directory.resolve("services.conf"),
                        SERVICE.formatted(7, random.nextInt(4)));
            }
            Files.writeString(file, String.join("\n", lines));
            SystemView system = random.nextInt(4) > 0 ? new FakeSystem() : new Reading.NoSystem();
            ReaderOptions options = options(system, random.nextInt(20) > 0);
            ReadResult warm = ConfigurationReader.read(file.toString(), options, cache);
            ReadResult cold = ConfigurationReader.read(file.toString(), options);
            String where = "seed " + seed + ", round " + round;
            assertEquals(cold.diagnostics(), warm.diagnostics(), where);
            assertEquals(cold.configuration(), warm.configuration(), where);
        }
    }

    private static List<String> block(Random random) {
        return List.of(BLOCKS[random.nextInt(BLOCKS.length)].split("\n", -1));
    }

    private static void edit(List<String> lines, Random random) {
        int at = random.nextInt(lines.size() + 1);
        switch (random.nextInt(7)) {
            case 0 -> {} // nothing changes
            case 1 -> lines.addAll(at, block(random));
            case 2 -> lines.addAll(block(random));
            case 3 -> lines.add(at, "");
            case 4 -> {
                if (at < lines.size()) {
                    lines.set(at, lines.get(at).replaceAll("\\b[0-9]\\b", "5"));
                }
            }
            case 5 -> {
                List<String> moved =
                        lines.subList(at, Math.min(lines.size(), at + random.nextInt(9)));
                List<String> copy = List.copyOf(moved);
                moved.clear();
                lines.addAll(random.nextInt(lines.size() + 1), copy);
            }
            default -> {
                if (at < lines.size()) {
                    lines.remove(at);
                }
            }
        }
    }

    @Test
    void nothingChanged_givesTheSameResult() throws IOException {
        ReadCache cache = new ReadCache();
        ReadResult first = read(cache, services(1, 1, 1));

        assertSame(first, read(cache, services(1, 1, 1)));
    }

    @Test
    void oneServiceChanged_othersStayTheSameObjects() throws IOException {
        ReadCache cache = new ReadCache();
        List<VirtualServer> before =
                read(cache, services(1, 1, 1)).configuration().virtualServers();

        List<VirtualServer> after =
                read(cache, "# lines move\n\n" + services(1, 5, 1))
                        .configuration()
                        .virtualServers();

        assertSame(before.get(0), after.get(0));
        assertNotEquals(before.get(1), after.get(1));
        assertSame(before.get(2), after.get(2));
    }

    private static String onGroup(int number, int weight) {
        return "virtual_server_group g%1$d {\n    10.0.9.%1$d 80\n}\n".formatted(number)
                + SERVICE.formatted(number, weight)
                        .replace(
                                "virtual_server 10.0.0." + number + " 80",
                                "virtual_server group g" + number);
    }

    @Test
    void serviceOnAGroupAdded_withItsAddressInAnInstance_othersStayTheSameObjects()
            throws IOException {
        ReadCache cache = new ReadCache();
        String instance =
                """
                vrrp_instance VI {
                    interface eth0
                    virtual_router_id 1
                    priority 100
                    virtual_ipaddress {
                        10.0.9.1
                %s    }
                }
                """;
        List<VirtualServer> before =
                read(cache, instance.formatted("") + onGroup(1, 1) + onGroup(2, 1))
                        .configuration()
                        .virtualServers();

        List<VirtualServer> after =
                read(
                                cache,
                                instance.formatted("        10.0.9.3\n")
                                        + onGroup(1, 1)
                                        + onGroup(2, 5)
                                        + onGroup(3, 1))
                        .configuration()
                        .virtualServers();

        assertSame(before.get(0), after.get(0));
        assertNotEquals(before.get(1), after.get(1));
        assertEquals(3, after.size());
    }

    @Test
    void groupChanged_itsServiceIsReadAgain() throws IOException {
        ReadCache cache = new ReadCache();
        VirtualServer before =
                read(cache, onGroup(1, 1)).configuration().virtualServers().getFirst();

        VirtualServer after =
                read(cache, onGroup(1, 1).replace("10.0.9.1 80", "2001:db8::1 80"))
                        .configuration()
                        .virtualServers()
                        .getFirst();

        assertNotSame(before, after);
    }

    @Test
    void globalsChanged_everyServiceIsReadAgain() throws IOException {
        ReadCache cache = new ReadCache();
        List<VirtualServer> before =
                read(cache, services(1, 1, 1)).configuration().virtualServers();

        List<VirtualServer> after =
                read(cache, "global_defs {\nsmtp_alert\n}\n" + services(1, 1, 1))
                        .configuration()
                        .virtualServers();

        assertNotSame(before.get(0), after.get(0));
        assertNotEquals(before.get(0), after.get(0));
    }

    @Test
    void definitionMovedBehindItsUse_isReported() throws IOException {
        ReadCache cache = new ReadCache();
        String file = "track_file weights {\n    file /tmp/weights\n}\n";
        String user =
                SERVICE.formatted(2, 1)
                        .replaceAll("(?s)TCP_CHECK.*?}", "FILE_CHECK {\ntrack_file weights\n}");
        assertFalse(ids(read(cache, file + services(1) + user)).contains("reference.later"));

        List<String> found = ids(read(cache, services(1) + user + file));

        assertTrue(found.contains("reference.later"), found::toString);
    }

    private static List<String> ids(ReadResult result) {
        return result.diagnostics().stream().map(d -> d.code().id()).toList();
    }

    @Test
    void fileAppears_isSeenByAnUnchangedService() throws IOException {
        ReadCache cache = new ReadCache();
        String text =
                SERVICE.formatted(1, 1)
                        .replaceAll("(?s)TCP_CHECK.*?}", "MISC_CHECK {\nmisc_path /bin/true\n}");
        Path file = directory.resolve("test.conf");
        Files.writeString(file, text);
        ReadResult absent =
                ConfigurationReader.read(
                        file.toString(), options(new Reading.NoSystem(), false), cache);

        assertNotEquals(absent.configuration(), read(cache, text).configuration());
    }

    private static String services(int... weights) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < weights.length; i++) {
            text.append(SERVICE.formatted(i + 1, weights[i]));
        }
        return text.toString();
    }

    private ReadResult read(ReadCache cache, String text) throws IOException {
        Path file = directory.resolve("test.conf");
        Files.writeString(file, text);
        return ConfigurationReader.read(file.toString(), options(new FakeSystem(), false), cache);
    }

    private static ReaderOptions options(SystemView system, boolean test) {
        return new ReaderOptions("testhost", _ -> null, Set.of(), new Random(1), test, system);
    }
}
