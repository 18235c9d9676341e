package dev.raingauge.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LabIT {
    @BeforeAll
    static void canWork() {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
    }

    @Test
    void aNamespaceIsThereAndGoesAway() throws IOException {
        Path file;
        try (Lab lab = Lab.open()) {
            LabNamespace namespace = lab.namespace("here");
            file = namespace.file();
            assertThat(file).exists();
            assertThat(namespace.run("ip", "-brief", "link")).startsWith("lo").contains("UP");
            assertThat(namespace.id()).isPositive();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aSocketStaysInTheNamespaceItWasMadeIn() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNamespace namespace = lab.namespace("socket");
            InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
            try (ServerSocket server = namespace.call(() -> new ServerSocket(7000, 5, loopback));
                    Socket client = namespace.call(() -> new Socket(loopback, 7000))) {
                assertThat(client.isConnected()).isTrue();
                assertThat(Figures.of(namespace).at("*", "LISTEN"))
                        .singleElement()
                        .satisfies(line -> assertThat(line.receiveQueue()).isEqualTo(1));
                assertThat(server.isBound()).isTrue();
            }
            assertThatThrownBy(() -> new Socket(loopback, 7000).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void settingsBelongToTheNamespace() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNamespace one = lab.namespace("one");
            LabNamespace two = lab.namespace("two");
            one.sysctl("net.core.somaxconn", "7");
            assertThat(one.run("cat", "/proc/sys/net/core/somaxconn").strip()).isEqualTo("7");
            assertThat(two.run("cat", "/proc/sys/net/core/somaxconn").strip()).isNotEqualTo("7");
        }
    }

    @Test
    void aServerIsAProcessThatLivesInTheNamespace() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNamespace namespace = lab.namespace("server");
            long pid;
            try (ServerProcess server =
                    ServerProcess.start(
                            namespace, "lab-server", ServerPlan.healthy("127.0.0.1:7000"))) {
                pid = server.pid();
                Path process = Path.of("/proc", Long.toString(pid));
                assertThat(Files.readString(process.resolve("comm"))).isEqualTo("lab-server\n");
                assertThat(Files.readSymbolicLink(process.resolve("ns/net")).toString())
                        .isEqualTo("net:[" + namespace.id() + "]");
            }
            assertThat(ProcessHandle.of(pid)).isEmpty();
        }
    }

    @Test
    void leftoversOfDeadProcessesAreSwept() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String name = "rg-lab-" + dead.pid() + "-1-left";
        Command.run("ip", "netns", "add", name);
        Lab.open().close();
        assertThat(Janitor.NAMESPACES.resolve(name)).doesNotExist();
    }

    /** SIGKILL lets no code of ours run any more; the others are Ctrl-C and a stop of a service. */
    @ParameterizedTest(name = "SIG{0}")
    @ValueSource(strings = {"KILL", "INT", "TERM"})
    void nothingOutlivesAKilledProcess(String signal) throws Exception {
        List<String> java =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--class-path=" + System.getProperty("java.class.path"),
                        Doomed.class.getName());
        Process doomed =
                new ProcessBuilder(java).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String[] said;
        try (var out = doomed.inputReader()) {
            said = out.readLine().split(" ", -1);
            Command.run("sh", "-c", "kill -" + signal + " " + doomed.pid());
            assertThat(doomed.waitFor(5, TimeUnit.SECONDS)).isTrue();
        }
        Path file = Path.of(said[0]);
        long server = Long.parseLong(said[1]);
        long end = System.nanoTime() + 10_000_000_000L;
        while ((Files.exists(file) || ProcessHandle.of(server).isPresent())
                && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(file).doesNotExist();
        assertThat(ProcessHandle.of(server)).isEmpty();
    }

    /** The process that gets killed: it has a namespace and a stopped server. */
    static final class Doomed {
        private Doomed() {}

        public static void main(String[] arguments) throws Exception {
            Lab lab = Lab.open();
            LabNamespace namespace = lab.namespace("doomed");
            ServerProcess server =
                    ServerProcess.start(
                            namespace, "lab-server", ServerPlan.healthy("127.0.0.1:7000"));
            server.stop();
            System.out.println(namespace.file() + " " + server.pid());
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}
