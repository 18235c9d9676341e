package dev.raingauge.sockdiag;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules that no compiler checks, for every Java file of the whole tree. */
class TidyTest {
    private static final int MOST_LINES = 500;

    /** A promise without an issue number is forgotten. Written so that it does not find itself. */
    private static final Pattern BARE_PROMISE =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\(#\\d+\\))");

    private static final String PASSPORT = "@SuppressWarnings(\"" + "restricted\")";

    @Test
    void noFileIsLongerThanOneCanRead() throws IOException {
        var tooLong = new ArrayList<String>();
        for (Path file : javaFiles()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.add("%s has %d lines, %d allowed".formatted(file, lines, MOST_LINES));
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyPromiseNamesItsIssue() throws IOException {
        var promises = new ArrayList<String>();
        for (Path file : javaFiles()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (BARE_PROMISE.matcher(lines.get(i)).find()) {
                    promises.add("%s:%d:%s".formatted(file, i + 1, lines.get(i)));
                }
            }
        }
        assertThat(promises).isEmpty();
    }

    /** Leaving Java takes one passport, and it is in {@code sockdiag.sys}. */
    @Test
    void thereIsOneDoorOutOfJava() throws IOException {
        var doors = new ArrayList<Path>();
        for (Path file : javaFiles()) {
            long count =
                    Files.readAllLines(file).stream()
                            .filter(line -> line.contains(PASSPORT))
                            .count();
            for (int i = 0; i < count; i++) {
                doors.add(file);
            }
        }
        assertThat(doors)
                .as("files that suppress the restricted warning")
                .singleElement()
                .asString()
                .contains("sockdiag/src/main/java/dev/raingauge/sockdiag/sys/");
    }

    /**
     * What a command reads can be recorded and played back because all of it comes through the
     * {@link Host} it was given: its file system, its sockets, its clock. Connecting (Dial,
     * PlainSocket) does something to the host, and is not played back.
     */
    @Test
    void nobodyReadsTheMachinePastTheHost() throws IOException {
        var past =
                Pattern.compile(
                        "Path\\.of\\(\"/|SockDiag\\.open\\(\\)|System\\.nanoTime|System::nanoTime");
        var lawful =
                Pattern.compile(
                        "/(Host|SockDiag|Machine|Tape|Pace|Ticks|Screen|Showing|Dial|PlainSocket|DataOption)\\.java:"
                                + "|\\* +try \\(");
        var findings = new ArrayList<String>();
        for (Path file : javaFiles()) {
            if (file.toString().matches(".*/(sockdiag|monitor)/src/main/.*")) {
                for (String line : Files.readAllLines(file)) {
                    String finding = file + ":" + line;
                    if (past.matcher(line).find() && !lawful.matcher(finding).find()) {
                        findings.add(finding);
                    }
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    private static List<Path> javaFiles() throws IOException {
        Path root = Path.of(System.getProperty("raingauge.root", "..")).toRealPath();
        try (Stream<Path> tree =
                Files.find(
                        root,
                        24,
                        (path, about) ->
                                about.isRegularFile()
                                        && path.toString().endsWith(".java")
                                        && !path.toString().contains("/target/"))) {
            List<Path> found = tree.sorted().toList();
            assertThat(found)
                    .as(
                            "Java files below %s: %s",
                            root, found.stream().map(Path::toString).collect(joining(" ")))
                    .hasSizeGreaterThan(10);
            return found;
        }
    }
}
