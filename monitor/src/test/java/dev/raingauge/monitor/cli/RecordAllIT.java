package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import dev.raingauge.monitor.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One namespace picked out of a recording of all of them. */
@Timeout(180)
class RecordAllIT {
    @TempDir static Path folder;
    private static String stalled = "";
    private static String calm = "";

    @BeforeAll
    static void recordWhileTheyLast() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        try (Lab lab = Lab.open();
                Running running = Scenario.named("stalled").orElseThrow().start(lab);
                LabNamespace home = lab.namespace("calm");
                ServerSocket _ = home.call(RecordAllIT::listening)) {
            running.await(Duration.ofSeconds(60));
            stalled = String.valueOf(running.namespaceFile().getFileName());
            calm = home.name();
            Ran ran = Ran.run("record", file(), "--for=3s", "--namespace=all");
            assertThat(ran.err()).isEmpty();
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(7413, 50, InetAddress.ofLiteral("127.0.0.1"));
    }

    private static String file() {
        return folder.resolve("all.rg").toString();
    }

    private static Ran play(String command, String namespace) {
        var words = new ArrayList<String>(List.of(command.split(" ", -1)));
        words.remove("");
        words.addAll(List.of("--from=" + file(), "--namespace=" + namespace));
        return Ran.run(words.toArray(String[]::new));
    }

    @Test
    void everyCommandShowsTheOneThatIsPicked() {
        for (String command :
                List.of(
                        "",
                        "listeners",
                        "sockets -ltn",
                        "sockets -lt",
                        "sockets -lt --json",
                        "sockets -ltnp",
                        "limits",
                        "doctor")) {
            Ran one = play(command, stalled);
            assertThat(one.err()).as(command).doesNotContain("raingauge");
            assertThat(one.out()).as(command).contains("127.0.0.1:7000").doesNotContain(":7413");
            Ran other = play(command, calm);
            assertThat(other.err()).as(command).doesNotContain("raingauge");
            assertThat(other.out()).as(command).doesNotContain("127.0.0.1:7000");
        }
        for (String command : List.of("summary", "counters ListenOver")) {
            Ran one = play(command, stalled);
            assertThat(one.err()).as(command).doesNotContain("raingauge");
            assertThat(one.out()).contains("namespace " + stalled).doesNotContain(calm);
        }
        assertThat(play("listeners", calm).out()).contains(":7413");
    }

    /** What is said of it alone is what is said of it among all. */
    @Test
    void itIsShownAsAmongAllOfThem() {
        assertThat(about(play("listeners --json", stalled)))
                .isNotEmpty()
                .isEqualTo(about(play("listeners --json", "all")));
    }

    /** The rates of one are over its own time, not over that of its neighbours. */
    @Test
    void whatDoctorFindsInOneIsWhatItFindsAmongAll() {
        Ran all = play("doctor --json", "all");
        Ran one = play("doctor --json", stalled);
        assertThat(one.exitCode()).isEqualTo(2);
        assertThat(one.at("observedSeconds")).isEqualTo(all.at("observedSeconds"));
        assertThat(about(one)).isNotEmpty().isEqualTo(about(all));
        assertThat(play("doctor --json", calm).out()).doesNotContain("127.0.0.1:7000");
    }

    /** Every object of a document that is about the namespace of the scenario. */
    private static List<Object> about(Ran ran) {
        assertThat(ran.err()).isEmpty();
        var found = new ArrayList<Object>();
        collect(JsonText.parse(ran.out()), found);
        return found;
    }

    private static void collect(Object json, List<Object> found) {
        if (json instanceof Map<?, ?> object) {
            boolean isIt =
                    object.get("namespace") instanceof Map<?, ?> about
                            && stalled.equals(about.get("name"));
            if (isIt && !object.containsKey("host")) { // no whole document
                found.add(object);
            } else {
                object.values().forEach(value -> collect(value, found));
            }
        } else if (json instanceof List<?> list) {
            list.forEach(value -> collect(value, found));
        }
    }

    @Test
    void aNameThatWasNotThereIsRefused() {
        Ran ran = play("listeners", "rg-nobody");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .hasLineCount(1)
                .contains("--namespace=rg-nobody: there was no such namespace", calm);
        assertThat(play("doctor", "rg-nobody").exitCode()).isEqualTo(3);
    }
}
