package dev.upkeep.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The arrows between the rooms of the house, checked on the byte code of all of them.
class LayeringTest {

    private static final String[] PURE = {
        "dev.upkeep.net..",
        "dev.upkeep.config.model..",
        "dev.upkeep.netlink.wire..",
        "dev.upkeep.vrrp.wire..",
        "dev.upkeep.vrrp.machine..",
        "dev.upkeep.bfd.wire..",
        "dev.upkeep.bfd.machine..",
        "dev.upkeep.checkers.probe..",
        "dev.upkeep.checkers.pool..",
        "dev.upkeep.checkers.table..",
        "dev.upkeep.checkers.nft..",
        "dev.upkeep.checkers.admin..",
        "dev.upkeep.lbaas.schema..",
        "dev.upkeep.lbaas.model..",
        "dev.upkeep.lbaas.rules..",
        "dev.upkeep.lbaas.status..",
        "dev.upkeep.lbaas.mapping..",
    };

    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.upkeep");

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(
                        "the parser knows no other room",
                        onlyUses("dev.upkeep.config..", "dev.upkeep.net..")),
                Arguments.of("addresses know nothing", onlyUses("dev.upkeep.net..")),
                Arguments.of(
                        "netlink knows only addresses of the parser",
                        onlyUses("dev.upkeep.netlink..", "dev.upkeep.net..")),
                Arguments.of(
                        "vrrp does not know checkers or app",
                        onlyUses(
                                "dev.upkeep.vrrp..",
                                "dev.upkeep.netlink..",
                                "dev.upkeep.config..",
                                "dev.upkeep.net..")),
                Arguments.of(
                        "BFD does not know vrrp, checkers or app",
                        onlyUses(
                                "dev.upkeep.bfd..",
                                "dev.upkeep.netlink..",
                                "dev.upkeep.config..",
                                "dev.upkeep.net..")),
                Arguments.of(
                        "checkers do not know vrrp or app",
                        onlyUses(
                                "dev.upkeep.checkers..",
                                "dev.upkeep.netlink..",
                                "dev.upkeep.config..",
                                "dev.upkeep.net..")),
                Arguments.of(
                        "the rules of load balancers as a service see the parser alone",
                        noClasses()
                                .that(
                                        resideInAnyPackage(
                                                "dev.upkeep.lbaas.schema..",
                                                "dev.upkeep.lbaas.model..",
                                                "dev.upkeep.lbaas.rules..",
                                                "dev.upkeep.lbaas.status..",
                                                "dev.upkeep.lbaas.mapping.."))
                                .should()
                                .dependOnClassesThat(
                                        resideInAPackage("dev.upkeep..")
                                                .and(
                                                        not(
                                                                resideInAnyPackage(
                                                                        "dev.upkeep.lbaas.schema..",
                                                                        "dev.upkeep.lbaas.model..",
                                                                        "dev.upkeep.lbaas.rules..",
                                                                        "dev.upkeep.lbaas.status..",
                                                                        "dev.upkeep.lbaas.mapping..",
                                                                        "dev.upkeep.config..",
                                                                        "dev.upkeep.net.."))))),
                Arguments.of(
                        "JNR stays in netlink.libc",
                        noClasses()
                                .that(not(resideInAPackage("dev.upkeep.netlink.libc..")))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("jnr..", "com.kenai.jffi..")),
                Arguments.of(
                        "the pure part logs nothing and opens nothing",
                        noClasses()
                                .that(resideInAnyPackage(PURE))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "org.slf4j..",
                                        "java.net..",
                                        "java.util.logging..",
                                        "java.util.concurrent..")),
                Arguments.of(
                        "Log4j2 is known to app's log package alone",
                        noClasses()
                                .that(not(resideInAPackage("dev.upkeep.app.log..")))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("org.apache.logging.log4j..")),
                Arguments.of(
                        "java.util.logging is used nowhere",
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("java.util.logging..")),
                Arguments.of(
                        "only the command line prints",
                        noClasses()
                                .that(
                                        not(
                                                resideInAnyPackage(
                                                        "dev.upkeep.app",
                                                        "dev.upkeep.app.cli..",
                                                        "dev.upkeep.app.warmup..")))
                                .should()
                                .accessField(System.class, "out")
                                .orShould()
                                .accessField(System.class, "err")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "netlink", "vrrp", "bfd", "checkers", "lbaas"})
    void packagesOfARoom_dependOnEachOther_oneWayOnly(String room) {
        slices().matching("dev.upkeep." + room + ".(*)..").should().beFreeOfCycles().check(ALL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void layers_ofTheWholeProgram_areKept(String name, ArchRule rule) {
        assertThat(ALL).as("classes of every module").isNotEmpty();
        rule.because(name).allowEmptyShould(true).check(ALL);
    }

    /// Classes of the first package use no class of the house outside the packages given.
    private static ArchRule onlyUses(String first, String... others) {
        String[] allowed =
                Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
        return noClasses()
                .that(resideInAPackage(first))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.upkeep..").and(not(resideInAnyPackage(allowed))));
    }
}
