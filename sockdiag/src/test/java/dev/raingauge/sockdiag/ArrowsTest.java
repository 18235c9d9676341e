package dev.raingauge.sockdiag;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package of the library may know which other one. */
class ArrowsTest {
    private static final String ROOT = "dev.raingauge.sockdiag";

    private static final JavaClasses LIBRARY =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    @ParameterizedTest(name = "{0} may know only {1}")
    @CsvSource(
            textBlock =
                    """
                    model,  model
                    wire,   model wire
                    procfs, model procfs
                    sys,    sys
                    tape,   tape sys wire
                    """)
    void aPackageKnowsOnlyItsNeighbours(String from, String allowed) {
        String[] known =
                Arrays.stream(allowed.split(" "))
                        .map(name -> ROOT + "." + name)
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + from)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ROOT + "..").and(not(resideInAnyPackage(known))))
                .check(LIBRARY);
    }

    /** No run-time dependency: the library is a product of its own. */
    @Test
    void theLibraryNeedsOnlyTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.raingauge.sockdiag..", "java..", "org.jspecify..")
                .check(LIBRARY);
    }

    @Test
    void theModelTouchesNoMemoryAndNoFile() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang.foreign..",
                        "java.lang.invoke..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..")
                .check(LIBRARY);
    }

    @Test
    void onlySysLeavesJava() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".sys")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Linker.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SymbolLookup.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Arena.class)
                .check(LIBRARY);
    }
}
