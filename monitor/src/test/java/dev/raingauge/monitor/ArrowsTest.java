package dev.raingauge.monitor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package of the program may know which other one. */
class ArrowsTest {
    private static final String OURS = "dev.raingauge";

    private static final JavaClasses PROGRAM =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.raingauge.monitor");

    @ParameterizedTest(name = "{0} may know only {1}")
    @CsvSource(
            textBlock =
                    """
                    sample,   monitor.sample monitor.analyse monitor.diagnose sockdiag sockdiag.model
                    analyse,  monitor.analyse sockdiag.model
                    diagnose, monitor.diagnose sockdiag.model
                    filter,   monitor.filter sockdiag.model
                    history,  monitor.history monitor.analyse sockdiag.model
                    fleet,    monitor.fleet monitor.diagnose
                    view,     monitor.view monitor.analyse monitor.diagnose monitor.fleet sockdiag.model
                    terminal, monitor.terminal monitor.view sockdiag.sys
                    top,      monitor.top monitor.terminal monitor.view monitor.analyse monitor.diagnose monitor.sample sockdiag.model
                    door,     monitor.door
                    otlp,     monitor.otlp
                    serve,    monitor.serve monitor.door monitor.view monitor.analyse monitor.diagnose monitor.fleet monitor.sample monitor.history sockdiag.model
                    """)
    void aPackageKnowsOnlyItsNeighbours(String from, String allowed) {
        String[] known =
                Arrays.stream(allowed.split(" "))
                        .map(name -> OURS + "." + name)
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.raingauge.monitor." + from)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(OURS + "..").and(not(resideInAnyPackage(known))))
                .allowEmptyShould(true)
                .check(PROGRAM);
    }

    /** System calls are made by the library; of ours only the terminal needs some of its own. */
    @Test
    void onlyTheTerminalMakesSystemCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.raingauge.monitor.terminal")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.raingauge.sockdiag.sys")
                .check(PROGRAM);
    }

    /** Whoever pushes nothing loads nothing of it. */
    @Test
    void onlyThePushingKnowsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.raingauge.monitor.otlp")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(PROGRAM);
    }

    /** A rule or a view that reads a clock, a file or the kernel cannot be tested with a table. */
    @Test
    void analysisDiagnosisAndViewsArePure() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.raingauge.monitor.analyse",
                        "dev.raingauge.monitor.diagnose",
                        "dev.raingauge.monitor.filter",
                        "dev.raingauge.monitor.fleet",
                        "dev.raingauge.monitor.view")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..", "java.net..", "java.lang.foreign..", "com.sun..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .allowEmptyShould(true)
                .check(PROGRAM);
    }
}
