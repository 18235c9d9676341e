package dev.raingauge.monitor.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations of {@code web-config/}: what promtool says of each, and what we say. */
class WebConfigTest {
    private static final Pattern EXPECTED =
            Pattern.compile(
                    "# promtool (accepts|refuses), raingauge (accepts|refuses line (\\d+): (.*))");

    @TempDir private static Path folder;

    private static final Map<String, Matcher> cases = new TreeMap<>();

    @BeforeAll
    static void copy() throws Exception {
        assumeTrue(Certificates.possible(), "openssl is not installed");
        Certificates _ = new Certificates(folder).everything();
        Path from =
                Path.of(
                        System.getProperty("raingauge.root", ".."),
                        "monitor/src/test/resources/web-config");
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Matcher expected = EXPECTED.matcher(text.lines().findFirst().orElse(""));
                assertThat(expected.matches()).as(file.toString()).isTrue();
                cases.put(file.getFileName().toString(), expected);
                Files.writeString(folder.resolve(file.getFileName()), filled(text));
            }
        }
        assertThat(cases).hasSizeGreaterThan(40);
    }

    /** With the files that stand there as @NAME@ put in. */
    private static String filled(String text) throws IOException {
        Matcher marks = Pattern.compile("( *)@([a-z.]+)@").matcher(text);
        var out = new StringBuilder();
        while (marks.find()) {
            String pem = Files.readString(folder.resolve(marks.group(2)));
            String indented =
                    pem.lines()
                            .map(line -> marks.group(1) + line)
                            .reduce((a, b) -> a + "\n" + b)
                            .orElseThrow();
            marks.appendReplacement(out, Matcher.quoteReplacement(indented));
        }
        return marks.appendTail(out).toString();
    }

    @Test
    void weSayOfEachWhatStandsInItsFirstLine() {
        List<String> wrong = new ArrayList<>();
        cases.forEach((name, expected) -> {
            Optional<String> refused = refused(name);
            if (expected.group(3) == null) {
                refused.ifPresent(why -> wrong.add(name + " must be accepted: " + why));
            } else {
                String wanted =
                        folder.resolve(name) + ":" + expected.group(3) + ": " + expected.group(4);
                if (!refused.orElse("accepted").startsWith(wanted)) {
                    wrong.add(name + ": not " + wanted + "\n  but " + refused.orElse("accepted"));
                } else if (refused.get().lines().count() != 1) {
                    wrong.add(name + " is refused in more than one line");
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> refused(String name) {
        try {
            Door _ = Door.of(folder.resolve(name), false, _ -> {}, InstantSource.system());
            return Optional.empty();
        } catch (RefusedConfig e) {
            return Optional.of(e.sentence());
        }
    }

    @Test
    void promtoolSaysWhatWeThinkItSays() throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool", "check", "web-config"));
        cases.keySet().forEach(name -> command.add(folder.resolve(name).toString()));
        Process promtool;
        try {
            promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            assumeTrue(false, "promtool is not installed");
            return;
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int _ = promtool.waitFor();
        List<String> wrong = new ArrayList<>();
        cases.forEach((name, expected) -> {
            boolean accepts = said.contains(folder.resolve(name) + " SUCCESS");
            if (accepts != expected.group(1).equals("accepts")) {
                wrong.add(name + ": promtool " + (accepts ? "accepts" : "refuses"));
            }
        });
        assertThat(wrong).as(said).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThat(refused("nowhere.yml"))
                .contains(folder.resolve("nowhere.yml") + ": does not exist");
    }
}
