package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.raingauge.monitor.JsonText;
import dev.raingauge.monitor.door.Certificates;
import dev.raingauge.monitor.fleet.Recording;
import dev.raingauge.monitor.fleet.TargetFile;
import dev.raingauge.monitor.serve.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus behind TLS and a password, with a certificate of an authority of its own. */
class FleetDoorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Host 77 of the recording lost something; nothing else did. */
    private static final int HOSTS = 100;

    @TempDir private Path folder;

    @Test
    void itIsAskedThroughItsDoor() throws Exception {
        assumeTrue(
                FleetScaleIT.installed("prometheus") && FleetScaleIT.installed("promtool"),
                "prometheus is not installed");
        assumeTrue(Certificates.possible(), "openssl is not installed");
        var certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.authority("foreign");
        certificates.signed("localhost", "ca");
        int port = freePort();
        try (Program prometheus = prometheus(port)) {
            String _ = prometheus.awaitLine(line -> line.contains("ready to receive"), PATIENCE);
            String url = "--prometheus=https://localhost:" + port;
            String auth = "--prometheus.auth-file=" + write("auth", "Basic ann:secret\n");
            String authority = "--prometheus.ca-file=" + folder.resolve("ca.crt");
            theRightOneIsAnswered(url, auth, authority);
            theOthersAreToldWhy(url, port, auth, authority);
            itIsWatched(prometheus, url, auth, authority);
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Program prometheus(int port) throws IOException, InterruptedException {
        String hash = BCrypt.withDefaults().hashToString(6, "secret".toCharArray());
        Path door =
                write(
                        "web.yml",
                        """
                        tls_server_config: {cert_file: localhost.crt, key_file: localhost.key}
                        basic_auth_users: {ann: %s}
                        """
                                .formatted(hash));
        return Program.start(
                List.of(
                        "prometheus",
                        "--config.file=/dev/null",
                        "--web.config.file=" + door,
                        "--storage.tsdb.path=" + Recording.blocks(folder, HOSTS, 5),
                        "--web.listen-address=127.0.0.1:" + port));
    }

    private static void theRightOneIsAnswered(String... options) {
        Ran ran = ask(options);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
        assertThat(ran.number("hosts")).isEqualTo(HOSTS);
        assertThat(ran.at("troubles", 0, "instance")).isEqualTo("web-77.example:10077");
        assertThat(ran.number("troubles", 0, "lostPackets")).isEqualTo(15);
    }

    private void theOthersAreToldWhy(String url, int port, String auth, String authority)
            throws IOException {
        String wrong = "--prometheus.auth-file=" + write("wrong", "Basic ann:Secret\n");
        String foreign = "--prometheus.ca-file=" + folder.resolve("foreign.crt");
        String noName = "--prometheus=https://127.0.0.1:" + port;
        String noTls = "--prometheus=http://localhost:" + port;
        refused(3, "answers 401: give a password", url, wrong, authority);
        refused(3, "answers 401: give a password", url, authority);
        refused(3, "of an authority that is not trusted here", url, auth);
        refused(3, "of an authority that is not trusted here", url, auth, foreign);
        refused(3, "certificate for other names", noName, auth, authority);
        refused(3, "begins with https://", noTls, auth, authority);
        String none = "--prometheus.ca-file=" + folder.resolve("auth");
        refused(1, "holds no certificate (PEM)", url, auth, none);
        refused(1, "nowhere.crt", url, auth, "--prometheus.ca-file=" + folder + "/nowhere.crt");
    }

    private static void refused(int exitCode, String why, String... options) {
        Ran ran = ask(options);
        assertThat(ran.err())
                .contains(why)
                .hasLineCount(1)
                .doesNotContainIgnoringCase("secret")
                .doesNotContain("Exception");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(exitCode);
    }

    private static Ran ask(String... options) {
        List<String> words = new ArrayList<>(List.of("fleet", "--json", "--since=20m"));
        words.addAll(List.of(options));
        return Ran.run(words.toArray(String[]::new));
    }

    /** It goes on when the server goes away, and says so each time. */
    private static void itIsWatched(Program prometheus, String url, String auth, String authority)
            throws Exception {
        List<String> words =
                Program.raingauge(
                        "fleet", "--json", "--watch=0.2", "--since=20m", url, auth, authority);
        try (Program watching = Program.start(words)) {
            String first = watching.awaitLine(line -> line.startsWith("{"), PATIENCE);
            String _ =
                    watching.awaitLine(
                            line -> line.startsWith("{") && !line.equals(first), PATIENCE);
            assertThat(((Map<?, ?>) JsonText.parse(first)).get("verdict")).isEqualTo("warning");
            prometheus.close();
            String said = watching.awaitLine(line -> line.contains("refuses"), PATIENCE);
            assertThat(said).startsWith("raingauge fleet: https://localhost:");
        }
    }

    @Test
    void targetsComeFromStandardInput() throws Exception {
        Path inventory = write("inventory", "# shop\nweb-1\n\n  db-1:9000  \nweb-1\nfe80::1\n");
        Path file = folder.resolve("targets.json");
        List<String> command = Program.raingauge("fleet", "targets", file.toString());
        var builder = new ProcessBuilder(command).redirectInput(inventory.toFile());
        assertThat(builder.start().waitFor()).isZero();
        assertThat(TargetFile.parse(Files.readString(file)).targets())
                .containsExactlyInAnyOrder("web-1:10077", "db-1:9000", "[fe80::1]:10077");
        builder.redirectInput(write("hostile", "web-2\nweb-3; rm -rf\n").toFile());
        Process hostile = builder.start();
        String said = new String(hostile.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(hostile.waitFor()).isEqualTo(2);
        assertThat(said).contains("'web-3; rm -rf' is no name of a host").hasLineCount(1);
        assertThat(Files.readString(file)).doesNotContain("web-2"); // all or nothing
        builder.redirectInput(write("empty", "# nobody\n").toFile());
        assertThat(builder.start().waitFor()).isEqualTo(1);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
