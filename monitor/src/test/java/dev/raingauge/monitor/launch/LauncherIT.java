package dev.raingauge.monitor.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.monitor.JsonText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher as users meet it: in a copy of the source tree without anything built.
 *
 * <p>One copy serves all tests, because a build takes ten seconds; those that spoil it come last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {
    private static final String VERSION = "raingauge 0.1.0-SNAPSHOT\n";
    private static final Map<String, String> USUAL = Map.of();

    /** A rejected cache ends the program instead of slowing it down. */
    private static final Map<String, String> CACHE_OR_NOTHING =
            Map.of("RAINGAUGE_JAVA_OPTS", "-XX:AOTMode=on");

    /** What the launcher calls before it needs Maven. */
    private static final List<String> TOOLS =
            List.of(
                    "sh",
                    "readlink",
                    "dirname",
                    "find",
                    "mkdir",
                    "flock",
                    "date",
                    "touch",
                    "sed",
                    "rm");

    @TempDir private static Path directory;
    private static SourceTree tree;

    /** Two first starts at once: both work, one builds. */
    @BeforeAll
    static void firstStart() throws Exception {
        boolean maven = Ran.run(directory, USUAL, "sh", "-c", "command -v mvn").exitCode() == 0;
        assumeTrue(maven, "no mvn on the PATH: a first start cannot build");
        // A blank in the path, as people have it.
        tree = SourceTree.copyTo(Files.createDirectory(directory.resolve("source tree")));
        List<String> command = List.of(tree.launcher().toString(), "--version");
        var first = Ran.start(directory, USUAL, command);
        var second = Ran.start(directory, USUAL, command);
        var both = List.of(first.await(), second.await());
        assertThat(both)
                .allSatisfy(ran -> {
                    assertThat(ran.exitCode()).as(ran.err()).isZero();
                    assertThat(ran.out()).isEqualTo(VERSION);
                });
        assertThat(both.stream().filter(ran -> ran.err().contains("linking a Java runtime")))
                .as("starts that built: %s", both)
                .hasSize(1);
    }

    @Test
    @Order(1)
    void aSecondStartSaysNothingButTheAnswer() throws Exception {
        Ran ran = launch(USUAL, "--version");
        assertThat(ran).isEqualTo(new Ran(0, VERSION, ""));
    }

    @Test
    @Order(1)
    void itStartsThroughSymbolicLinksFromAnyDirectory() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("rg"), tree.launcher());
        Path linkToLink = Files.createSymbolicLink(directory.resolve("rg2"), Path.of("rg"));
        Path image =
                Files.createSymbolicLink(
                        directory.resolve("rg3"), tree.image().resolve("bin/raingauge"));
        for (Path way : List.of(link, linkToLink, image)) {
            assertThat(Ran.run(Path.of("/"), USUAL, way.toString(), "--version"))
                    .as("%s", way)
                    .isEqualTo(new Ran(0, VERSION, ""));
        }
        assertThat(Ran.run(directory, USUAL, "./rg", "--version").out()).isEqualTo(VERSION);
    }

    @Test
    @Order(1)
    void theStartUpCacheIsAccepted() throws Exception {
        assertThat(launch(CACHE_OR_NOTHING, "--version")).isEqualTo(new Ran(0, VERSION, ""));
    }

    /** What the training run did not load is read from jars at each start, slowly. */
    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"listeners", "listeners --json", "summary", "counters", "limits"})
    void theCacheHoldsTheClassesOf(String command) throws Exception {
        Path log = directory.resolve("classes");
        var environment =
                Map.of("RAINGAUGE_JAVA_OPTS", "-Xlog:class+load:file=" + log + ":none:filecount=0");
        Ran ran = launch(environment, command.split(" ", -1));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).isNotEmpty();
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).hasSizeGreaterThan(500);
        assertThat(loaded.stream().filter(line -> line.contains("source: file:")))
                .as("classes of %s that came from a jar", command)
                .isEmpty();
        // Method handles and switches over types make some classes each time: thirty or so.
        assertThat(loaded.stream().filter(line -> !line.contains("shared objects file")))
                .as("classes of %s that were not in the cache", command)
                .hasSizeLessThan(80);
    }

    @Test
    @Order(1)
    void standardOutputIsOneDocument() throws Exception {
        Ran ran = launch(USUAL, "listeners", "--json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(JsonText.parse(ran.out())).asInstanceOf(MAP).containsKey("listeners");
    }

    /** `serve` runs with other options than a command that ends at once. */
    @Test
    @Order(1)
    void theStartUpCacheIsAcceptedByServeToo() throws Exception {
        Ran ran = launch(CACHE_OR_NOTHING, "serve", "--help");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    /** Who pushes nothing opens none of the ten jars for it, and who pushes finds them. */
    @ParameterizedTest
    @Order(1)
    @CsvSource({
        "serve --otlp=http://127.0.0.1:4318 --help, true",
        "serve --data=none --otlp http://127.0.0.1:4318 --help, true",
        "serve @options --help, true",
        "@options serve --help, true",
        "serve --help, false",
        "fleet --help, false",
        "top --help, false",
        "listeners @name, false",
        "probe --help @name, false",
        "doctor --help, false",
        "--version, false"
    })
    void onlyWhoPushesHasOpenTelemetryOnTheClassPath(String command, boolean pushes)
            throws Exception {
        Path copy = directory.resolve("options");
        Files.writeString(copy, "--otlp=http://127.0.0.1:4318");
        Ran ran =
                launch(
                        Map.of("RAINGAUGE_JAVA_OPTS", "-XX:AOTMode=on -XshowSettings:properties"),
                        command.split(" ", -1));
        assertThat(ran.err()).contains("java.class.path", "raingauge-monitor");
        assertThat(ran.err().contains("opentelemetry-exporter-otlp"))
                .as(ran.err())
                .isEqualTo(pushes);
    }

    /** The guard itself works: an option that makes the cache useless is noticed. */
    @Test
    @Order(1)
    void aMismatchIsNoticed() throws Exception {
        Ran ran =
                launch(
                        Map.of(
                                "RAINGAUGE_JAVA_OPTS",
                                "-XX:AOTMode=on -XX:+UseCompactObjectHeaders"),
                        "--version");
        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("AOT");
    }

    @Test
    @Order(1)
    void optionsMeantForOtherJavaProgramsDoNoHarm() throws Exception {
        Ran ran =
                launch(
                        Map.of(
                                "JAVA_TOOL_OPTIONS", "-XX:+UseZGC",
                                "JDK_JAVA_OPTIONS", "-XX:+UseZGC",
                                "RAINGAUGE_JAVA_OPTS", "-XX:AOTMode=on"),
                        "--version");
        assertThat(ran).isEqualTo(new Ran(0, VERSION, ""));
    }

    @Test
    @Order(1)
    void theImageCanBeCarriedElsewhere() throws Exception {
        Path copy = directory.resolve("elsewhere");
        assertThat(Ran.run(directory, USUAL, "cp", "-R", tree.image().toString(), copy.toString()))
                .isEqualTo(new Ran(0, "", ""));
        String program = copy.resolve("bin/raingauge").toString();
        assertThat(Ran.run(Path.of("/"), CACHE_OR_NOTHING, program, "--version"))
                .isEqualTo(new Ran(0, VERSION, ""));
    }

    /** The output of a command must stay clean even where the cache is broken. */
    @Test
    @Order(1)
    void aBrokenCacheIsSlowButSaysNothingOnStandardOutput() throws Exception {
        Path copy = directory.resolve("broken");
        Ran.run(directory, USUAL, "cp", "-R", tree.image().toString(), copy.toString());
        String program = copy.resolve("bin/raingauge").toString();
        try (var cache = new RandomAccessFile(copy.resolve("raingauge.aot").toFile(), "rw")) {
            cache.setLength(cache.length() / 2);
        }
        Ran truncated = Ran.run(directory, USUAL, program, "--version");
        assertThat(truncated.exitCode()).isZero();
        assertThat(truncated.out()).isEqualTo(VERSION);
        Files.delete(copy.resolve("raingauge.aot"));
        Ran missing = Ran.run(directory, USUAL, program, "--version");
        assertThat(missing.exitCode()).isZero();
        assertThat(missing.out()).isEqualTo(VERSION);
    }

    @Test
    @Order(2)
    void newSourcesAreBuiltAndTheOldImageStaysForThoseWhoRunIt() throws Exception {
        Path before = tree.image();
        tree.replace(tree.source("Training.java"), "final class", "/* changed */ final class");
        Ran ran = launch(USUAL, "--version");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo(VERSION);
        assertThat(ran.err()).contains("building the program");
        assertThat(tree.image()).isNotEqualTo(before);
        assertThat(before.resolve("java/bin/java")).exists();
        assertThat(launch(USUAL, "--version").err()).isEmpty();
    }

    /** A removed file is a change too; here it is one whose removal breaks the build. */
    @Test
    @Order(3)
    void aRemovedSourceIsNoticedAndAFailedBuildKeepsTheOldProgram() throws Exception {
        Path before = tree.image();
        Files.delete(tree.source("Training.java"));
        Ran ran = launch(USUAL, "--version");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("could not be built");
        assertThat(tree.image()).isEqualTo(before);
        try (Stream<Path> images = Files.list(tree.root().resolve("target/images"))) {
            assertThat(images.filter(Files::isDirectory)).hasSize(2);
        }
    }

    @Test
    @Order(4)
    void aStaleProgramInAReadOnlyTreeSaysWhoCanRenewIt() throws Exception {
        Ran ran = launchUnprivileged();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo(VERSION);
        assertThat(ran.err()).contains("cannot be written").contains("as the owner");
    }

    @Test
    @Order(5)
    void withoutMavenItSaysWhatToInstall() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : TOOLS) {
            String at = Ran.run(directory, USUAL, "sh", "-c", "command -v " + tool).out().strip();
            Files.createSymbolicLink(tools.resolve(tool), Path.of(at));
        }
        Ran ran = launch(Map.of("PATH", tools.toString()), "--version");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("Maven").contains("install");
    }

    /** No machine has this version, so the search fails as on a machine without a JDK. */
    @Test
    @Order(5)
    void withoutAJdkItSaysInOneLineWhatToInstall() throws Exception {
        tree.replace(tree.root().resolve("packaging/image/find-jdk"), "wanted=25", "wanted=99");
        Ran ran = launch(USUAL, "--version");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines())
                .singleElement()
                .asString()
                .contains("no JDK 99 found", "install", "JAVA_HOME");
    }

    private static Ran launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        String[] command =
                Stream.concat(Stream.of(tree.launcher().toString()), Stream.of(arguments))
                        .toArray(String[]::new);
        return Ran.run(directory, environment, command);
    }

    /** As somebody who may read the tree and not write it; root has to step down for that. */
    private static Ran launchUnprivileged() throws IOException, InterruptedException {
        Path target = tree.root().resolve("target");
        if (!System.getProperty("user.name").equals("root")) {
            Ran.run(directory, USUAL, "chmod", "-R", "a-w", target.toString());
            try {
                return launch(USUAL, "--version");
            } finally {
                Ran.run(directory, USUAL, "chmod", "-R", "u+w", target.toString());
            }
        }
        assertThat(Ran.run(directory, USUAL, "chmod", "-R", "a+rX", directory.toString()).err())
                .isEmpty();
        return Ran.run(
                Path.of("/"),
                USUAL,
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                tree.launcher().toString(),
                "--version");
    }
}
