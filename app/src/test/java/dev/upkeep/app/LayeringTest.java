package dev.upkeep.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The dependencies between packages, checked on the byte code of all modules.
class LayeringTest {

    private static final String[] PURE = {
        "dev.upkeep.net..",
        "dev.upkeep.config.model..",
        "dev.upkeep.config.source..",
        "dev.upkeep.config.schema..",
        "dev.upkeep.config.value..",
        "dev.upkeep.config.keyword..",
        "dev.upkeep.config.assemble..",
        "dev.upkeep.config.print..",
        "dev.upkeep.netlink.wire..",
        "dev.upkeep.vrrp.wire..",
        "dev.upkeep.vrrp.machine..",
        "dev.upkeep.vrrp.condition..",
        "dev.upkeep.vrrp.resource..",
        "dev.upkeep.vrrp.vmac..",
        "dev.upkeep.bfd.wire..",
        "dev.upkeep.bfd.machine..",
        "dev.upkeep.checkers.probe..",
        "dev.upkeep.checkers.pool..",
        "dev.upkeep.checkers.table..",
        "dev.upkeep.checkers.nft..",
        "dev.upkeep.checkers.admin..",
        "dev.upkeep.checkers.plan..",
        "dev.upkeep.app.status..",
        "dev.upkeep.lbaas.schema..",
        "dev.upkeep.lbaas.model..",
        "dev.upkeep.lbaas.rules..",
        "dev.upkeep.lbaas.status..",
        "dev.upkeep.lbaas.mapping..",
        "dev.upkeep.snmp.agentx..",
        "dev.upkeep.snmp.mib..",
        "dev.upkeep.dbus.object..",
    };

    /// A pattern may run away: whoever matches it asks whether it is to end.
    private static final String ENDS_WHEN_INTERRUPTED =
            "dev[.]upkeep[.]checkers[.]probe[.]BodyMatcher[$]Counted";

    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("dev.upkeep");

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(
                        "the parser knows no other module",
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
                        "the pure part touches no files, threads and processes",
                        noClasses()
                                .that(
                                        resideInAnyPackage(PURE)
                                                .and(not(nameMatching(ENDS_WHEN_INTERRUPTED))))
                                .should()
                                .dependOnClassesThat(
                                        resideInAPackage("java.nio.file..")
                                                .or(resideInAPackage("java.nio.channels.."))
                                                .or(
                                                        belongToAnyOf(
                                                                File.class,
                                                                FileInputStream.class,
                                                                FileOutputStream.class,
                                                                RandomAccessFile.class,
                                                                Thread.class,
                                                                Process.class,
                                                                ProcessBuilder.class,
                                                                Runtime.class)))),
                Arguments.of(
                        "the pure part reads no clock",
                        noClasses()
                                .that(resideInAnyPackage(PURE))
                                .should()
                                .callMethodWhere(
                                        target(nameMatching("nanoTime|currentTimeMillis|now"))
                                                .and(
                                                        target(
                                                                owner(
                                                                        resideInAnyPackage(
                                                                                "java.lang",
                                                                                "java.time..")))))),
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

    /// The packages of the parser, inner ones first; each may use those before it on its line and
    /// what these use.
    static Stream<Arguments> packagesOfTheParser() {
        return Stream.of(
                Arguments.of("model", "model"),
                Arguments.of("source", "source"),
                Arguments.of("syntax", "source grammar"),
                Arguments.of("schema", "source"),
                Arguments.of("value", "model source schema"),
                Arguments.of("keyword", "model source schema value"),
                Arguments.of("assemble", "model source schema value keyword"),
                Arguments.of("print", "model source schema value keyword"),
                Arguments.of("report", "source syntax"),
                Arguments.of("reader", "model source syntax assemble"));
    }

    @ParameterizedTest
    @MethodSource("packagesOfTheParser")
    void packageOfTheParser_usesInnerOnesOnly(String name, String inner) {
        String[] others =
                Stream.concat(
                                Stream.of("dev.upkeep.net.."),
                                Stream.of(inner.split(" "))
                                        .map(one -> "dev.upkeep.config." + one + ".."))
                        .toArray(String[]::new);
        onlyUses("dev.upkeep.config." + name + "..", others).check(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "netlink", "vrrp", "bfd", "checkers", "app", "lbaas"})
    void packagesOfAModule_dependOnEachOther_oneWayOnly(String module) {
        slices().matching("dev.upkeep." + module + ".(*)..").should().beFreeOfCycles().check(ALL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void layers_ofTheWholeProgram_areKept(String name, ArchRule rule) {
        assertThat(ALL).as("classes of every module").isNotEmpty();
        rule.because(name).allowEmptyShould(true).check(ALL);
    }

    /// Classes of the first package use no class of the project outside the packages given.
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
