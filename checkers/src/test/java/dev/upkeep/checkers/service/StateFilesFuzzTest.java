package dev.upkeep.checkers.service;

import static dev.upkeep.fuzz.Fuzz.bytes;

import dev.upkeep.checkers.reconcile.OwnershipFile;
import dev.upkeep.fuzz.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of an earlier run: read, or refused with an exception that names what is wrong.
class StateFilesFuzzTest {

    private static final Set<Class<? extends Throwable>> REFUSED = Set.of(IOException.class);

    @TempDir private Path directory;

    @Test
    void ownershipFile_isReadOrRefused() {
        Path file = directory.resolve("ipvs.owned");
        List<byte[]> files =
                List.of(
                        bytes(
                                """
                                sync-daemons
                                table INET upkeep
                                service 6 10.0.0.1 80
                                drains
                                10.2.0.1 80
                                10.2.0.2 80
                                mark INET6 5
                                2001:db8::1 80
                                """),
                        bytes("service 6 10.0.0.1 80\n"),
                        bytes("mark INET 4294967295\n"),
                        bytes("service 99999 1.2.3.4 70000\n"));
        Fuzz.run(
                "ownership file",
                2000,
                files,
                REFUSED,
                (input, random) -> {
                    Files.write(file, input);
                    new OwnershipFile(file).load();
                });
    }

    @Test
    void administrativeStates_areReadOrRefused() {
        Path owned = directory.resolve("ipvs.owned");
        AdminStateFile states = AdminStateFile.beside(owned);
        List<byte[]> files =
                List.of(
                        bytes("disabled 10.2.0.1:80 tcp:10.1.0.1:80\n"),
                        bytes("draining [::1]:80 group:a b#1\n"),
                        bytes("enabled x y\n"));
        Fuzz.run(
                "administrative states",
                2000,
                files,
                REFUSED,
                (input, random) -> {
                    Files.write(directory.resolve("ipvs.owned.operator"), input);
                    states.load();
                });
    }
}
