package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.sockdiag.sys.NetnsVisit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A network namespace for one test, with its loopback up: nobody else's sockets are in it. The test
 * is skipped, with the reason, where none can be made.
 */
public final class TestNamespace implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final String name;

    public TestNamespace() throws IOException {
        this("");
    }

    /** A namespace that is made inside this one, and inherits what can be inherited. */
    public TestNamespace child() throws IOException {
        return new TestNamespace(name);
    }

    private TestNamespace(String parent) throws IOException {
        name = "rg-sys-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        assumeTrue(
                Stream.of("/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip")
                        .anyMatch(ip -> Files.isExecutable(Path.of(ip))),
                "iproute2 is not installed");
        Ran made =
                parent.isEmpty()
                        ? run("ip", "netns", "add", name)
                        : run("nsenter", "--net=/run/netns/" + parent, "ip", "netns", "add", name);
        assumeTrue(made.status() == 0, "cannot make a network namespace: " + made.output());
        ip("link", "set", "lo", "up");
    }

    public Path file() {
        return Path.of("/run/netns", name);
    }

    /** Opens something inside; the sockets that it makes stay there. */
    public <T> T in(NetnsVisit.Work<T> work) throws IOException {
        return NetnsVisit.in(file(), work);
    }

    public ServerSocket listen(String host, int port, int backlog) throws IOException {
        return in(() -> new ServerSocket(port, backlog, InetAddress.getByName(host)));
    }

    public Socket connect(String host, int port) throws IOException {
        return in(() -> new Socket(InetAddress.getByName(host), port));
    }

    /** {@code ip -n NAME ...} */
    public void ip(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of("ip", "-n", name), Stream.of(arguments));
        Ran ran = run(command.toArray(String[]::new));
        assertThat(ran.status()).as(ran.output()).isZero();
    }

    /** What a command in this namespace prints. */
    public String exec(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of("ip", "netns", "exec", name), Stream.of(arguments));
        Ran ran = run(command.toArray(String[]::new));
        assertThat(ran.status()).as(ran.output()).isZero();
        return ran.output();
    }

    /** Takes the name away; the namespace lives on where something else holds it. */
    public void unname() throws IOException {
        Ran ran = run("ip", "netns", "delete", name);
        assertThat(ran.status()).as(ran.output()).isZero();
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(file())) {
            unname();
        }
    }

    /** Exit status and everything that was printed, errors included. */
    public record Ran(int status, String output) {}

    public static Ran run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
            return new Ran(process.exitValue(), output);
        } catch (InterruptedException stopped) {
            throw new IOException("interrupted while " + command[0] + " ran", stopped);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Runs a main class in a JVM of its own that has no capability at all, user 0 or not.
     *
     * @return what it printed
     */
    public static Ran withoutCapabilities(Class<?> main, String... arguments) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "util-linux is not installed");
        var command =
                Stream.concat(
                        Stream.of(
                                "setpriv",
                                "--bounding-set=-all",
                                "--inh-caps=-all",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()),
                        Stream.of(arguments));
        return run(command.toArray(String[]::new));
    }
}
