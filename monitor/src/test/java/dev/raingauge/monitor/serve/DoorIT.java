package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.monitor.door.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS and passwords with real certificates, against curl and Prometheus. */
class DoorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] ANN = {"-u", "ann:secret"};
    private static final String TLS =
            "tls_server_config: {cert_file: server.crt, key_file: server.key}\n";

    @TempDir private Path folder;

    private Lab lab;
    private LabNamespace home;
    private Certificates certificates;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        assumeTrue(Certificates.possible(), "openssl is not installed");
        lab = Lab.open();
        home = lab.namespace("door");
        certificates = new Certificates(folder);
        certificates.selfSigned("server");
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private static String users(String... namesAndPasswords) {
        var text = new StringBuilder("basic_auth_users:\n");
        for (int i = 0; i < namesAndPasswords.length; i += 2) {
            text.append("  ")
                    .append(namesAndPasswords[i])
                    .append(": ")
                    .append(
                            BCrypt.withDefaults()
                                    .hashToString(6, namesAndPasswords[i + 1].toCharArray()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Replaces the file at once, as editors do. */
    private Path configure(String text) throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh"), text);
        return Files.move(fresh, folder.resolve("web.yml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Program serve(String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "serve",
                                "--data=none",
                                "--web.config.file=" + folder.resolve("web.yml")));
        arguments.addAll(List.of(more));
        return Program.start(
                home.inside(
                        Program.raingauge(arguments.toArray(String[]::new))
                                .toArray(String[]::new)));
    }

    private Curl curl(Program program) throws InterruptedException {
        String line = program.awaitLine(said -> said.contains("listening on http"), PATIENCE);
        return new Curl(
                home,
                folder.resolve("server.crt"),
                "https://127.0.0.1:" + line.substring(line.lastIndexOf(':') + 1));
    }

    private static void eventually(String what, Program program, Attempt attempt) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!attempt.succeeds()) {
            if (System.nanoTime() > end) {
                fail("never: " + what + "\n" + program.output());
            }
            Thread.sleep(200);
        }
    }

    private interface Attempt {
        boolean succeeds() throws Exception;
    }

    /** Every path of {@link ServeIT}, and those that it does not list. */
    @Test
    void nothingIsAnsweredWithoutThePassword() throws Exception {
        configure(
                TLS
                        + users("ann", "secret")
                        + "http_server_config: {headers: {X-Frame-Options: deny}}\n");
        try (Program program = serve("--listen=127.0.0.1:0")) {
            Curl curl = curl(program);
            eventually("ready", program, () -> curl.get("/-/ready", ANN).status() == 200);
            CsvSource table =
                    Stream.of(ServeIT.class.getDeclaredMethods())
                            .filter(method -> method.getName().equals("paths"))
                            .findFirst()
                            .orElseThrow()
                            .getAnnotation(CsvSource.class);
            List<String> rows = new ArrayList<>(Arrays.asList(table.value()));
            assertThat(rows).hasSizeGreaterThan(10);
            rows.add("GET, /-/ready, 200");
            rows.add("GET, /api/history?what=states, 200");
            rows.add("HEAD, /api/stream, 200");
            rows.add("GET, /%2e%2e/metrics, 404");
            for (String row : rows) {
                String[] fields = row.split(", *", -1);
                List<String> method =
                        fields[0].equals("HEAD") ? List.of("-I") : List.of("-X", fields[0]);
                Curl.Reply without = curl.get(fields[1], method.toArray(String[]::new));
                assertThat(without.status()).as(row).isEqualTo(401);
                assertThat(without.text().toLowerCase(java.util.Locale.ROOT))
                        .contains("www-authenticate: basic realm=\"raingauge\"")
                        .contains("x-frame-options: deny");
                List<String> with = new ArrayList<>(method);
                with.addAll(List.of(ANN));
                assertThat(curl.get(fields[1], with.toArray(String[]::new)).status())
                        .as(row)
                        .isEqualTo(Integer.parseInt(fields[2]));
            }
            assertThat(curl.get("/api/stream").status()).isEqualTo(401);
            assertThat(curl.get("/metrics", "-u", "ann:wrong").status()).isEqualTo(401);
            assertThat(curl.get("/metrics", "-u", "bob:secret").status()).isEqualTo(401);
            assertThat(curl.get("/metrics", "-u", "ann:" + "x".repeat(200)).status())
                    .isEqualTo(401);
            assertThat(curl.get("/metrics", "-H", "Authorization: Basic !").status())
                    .isEqualTo(401);
            assertThat(curl.get("/metrics", "--tls-max", "1.1", "-u", "ann:secret").exit())
                    .isNotZero();
        }
    }

    @Test
    void onlyClientsWithTheRightCertificateComeIn() throws Exception {
        certificates.authority("ca");
        certificates.authority("foreign");
        certificates.signed("good.example", "ca");
        certificates.signed("other.example", "ca");
        certificates.signed("good.example-forged", "foreign");
        String required =
                """
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.crt
                """;
        configure(required + "  client_allowed_sans: [good.example]\n");
        try (Program program = serve("--listen=127.0.0.1:0")) {
            Curl curl = curl(program);
            String[] good = as("good.example");
            eventually("ready", program, () -> curl.get("/-/ready", good).status() == 200);
            assertThat(curl.get("/metrics").status()).isEqualTo(0);
            assertThat(curl.get("/metrics", as("other.example")).status()).isEqualTo(0);
            assertThat(curl.get("/metrics", as("good.example-forged")).status()).isEqualTo(0);
            assertThat(
                            curl.get(
                                            "/metrics",
                                            "--tls-max",
                                            "1.2",
                                            "--cert",
                                            good[1],
                                            "--key",
                                            good[3])
                                    .status())
                    .isEqualTo(200);
            try (Program stream =
                    Program.start(
                            curl.command(
                                    "/api/stream",
                                    "-N",
                                    "--cert",
                                    good[1],
                                    "--key",
                                    good[3],
                                    "--max-time",
                                    "0"))) {
                String _ = stream.awaitLine(line -> line.startsWith("event:"), PATIENCE);
                configure(required + "  client_allowed_sans: [other.example]\n");
                eventually(
                        "the other one comes in",
                        program,
                        () -> curl.get("/metrics", as("other.example")).status() == 200);
                assertThat(curl.get("/metrics", good).status()).isEqualTo(0);
                int _ = stream.awaitEnd(PATIENCE);
            }
        }
    }

    private String[] as(String name) {
        return new String[] {
            "--cert", folder.resolve(name + ".crt").toString(),
            "--key", folder.resolve(name + ".key").toString()
        };
    }

    @Test
    void changesCountAndMistakesDoNot() throws Exception {
        configure(TLS + users("ann", "secret"));
        try (Program program = serve("--listen=127.0.0.1:0")) {
            Curl curl = curl(program);
            eventually("ready", program, () -> curl.get("/-/ready", ANN).status() == 200);
            try (Program stream =
                    Program.start(
                            curl.command(
                                    "/api/stream", "-N", "-u", "ann:secret", "--max-time", "0"))) {
                String _ = stream.awaitLine(line -> line.startsWith("event:"), PATIENCE);
                configure(TLS + users("bob", "better"));
                eventually(
                        "bob comes in",
                        program,
                        () -> curl.get("/metrics", "-u", "bob:better").status() == 200);
                assertThat(curl.get("/metrics", ANN).status()).isEqualTo(401);
                int _ = stream.awaitEnd(PATIENCE);
            }
            configure(TLS + "basic_auth_users: {bob: better}\n");
            String said = program.awaitLine(line -> line.contains("stays"), PATIENCE);
            assertThat(said)
                    .startsWith("raingauge serve: " + folder.resolve("web.yml") + ":2: ")
                    .contains("no bcrypt hash", "the configuration from before stays")
                    .doesNotContain("better");
            Curl.Reply page = curl.get("/", "-u", "bob:better");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("web configuration", "no bcrypt hash");
            configure("http_server_config: {}\n");
            String _ = program.awaitLine(line -> line.contains("TLS cannot be switched"), PATIENCE);
            assertThat(curl.get("/metrics").status()).isEqualTo(401);
            configure(TLS + users("ann", "secret"));
            eventually("ann is back", program, () -> curl.get("/", ANN).status() == 200);
            assertThat(curl.get("/", ANN).text()).doesNotContain("web configuration");
            certificates.selfSigned("server");
            eventually(
                    "the new certificate",
                    program,
                    () -> curl.get("/metrics", ANN).status() == 200);
        }
    }

    @Test
    void beyondLoopbackItMustBeClosed() throws Exception {
        configure("http_server_config: {}\n");
        try (Program program = serve("--listen=0.0.0.0:0")) {
            assertThat(program.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(program.output()).contains("beyond loopback it must have");
        }
        configure(users("ann", "secret"));
        try (Program program = serve("--listen=0.0.0.0:0")) {
            assertThat(program.awaitEnd(PATIENCE)).isEqualTo(1);
        }
        try (Program program = serve("--listen=0.0.0.0:0", "--insecure-listen")) {
            String _ = program.awaitLine(line -> line.contains("listening on http://["), PATIENCE);
        }
        configure(TLS + users("ann", "secret"));
        try (Program program = serve("--listen=0.0.0.0:0")) {
            Curl curl = curl(program);
            eventually("ready", program, () -> curl.get("/-/ready", ANN).status() == 200);
            configure(TLS);
            String _ = program.awaitLine(line -> line.contains("beyond loopback"), PATIENCE);
            assertThat(curl.get("/metrics").status()).isEqualTo(401);
        }
        configure("tls_server_config:\n  cert_fil: x\n");
        try (Program program = serve("--listen=127.0.0.1:0")) {
            assertThat(program.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(program.output().lines()).hasSize(1);
            assertThat(program.output()).contains("web.yml:2: unknown name cert_fil");
        }
    }

    /** Some say nothing, some begin a handshake. */
    @Test
    void threeHundredSlowClientsAndAHundredScrapesDelayNobody() throws Exception {
        configure(TLS + users("ann", "secret"));
        List<Socket> slow = new ArrayList<>();
        try (Program program = serve("--listen=127.0.0.1:0")) {
            Curl curl = curl(program);
            eventually("ready", program, () -> curl.get("/-/ready", ANN).status() == 200);
            int port = Integer.parseInt(curl.base().substring(curl.base().lastIndexOf(':') + 1));
            come(slow, port);
            assertThat(curl.get("/metrics", "-u", "ann:secret", "--max-time", "9").status())
                    .isEqualTo(200);
            assertThat(answered(curl, 100)).isEqualTo(100);
            for (Socket socket : slow) {
                assertThat(ended(socket)).isTrue();
            }
            assertThat(curl.get("/metrics", ANN).status()).isEqualTo(200);
        } finally {
            closeAll(slow);
        }
    }

    private void come(List<Socket> slow, int port) throws IOException {
        byte[] halfAHello = {0x16, 3, 1, 1, 0, 1, 0, 0};
        for (int i = 0; i < 300; i++) {
            Socket socket = new Http(home, port).connect();
            slow.add(socket);
            if (i % 2 == 0) {
                socket.getOutputStream().write(halfAHello);
            }
        }
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /**
     * How many of so many scrapes at the same time are answered as they should be. A machine that
     * is busy itself may need more than ten seconds for a hundred handshakes; who is cut off comes
     * again.
     */
    private static long answered(Curl curl, int number) throws Exception {
        Curl.Reply reply =
                curl.get(
                        "/metrics?[1-" + number + "]",
                        "-u",
                        "ann:secret",
                        "-Z",
                        "--parallel-immediate",
                        "--parallel-max",
                        Integer.toString(number),
                        "--retry",
                        "20",
                        "--retry-all-errors",
                        "--retry-delay",
                        "1",
                        "--max-time",
                        "180",
                        "-o",
                        "/dev/null",
                        "-w",
                        "\nanswered %{http_code}\n");
        return reply.text().lines().filter(line -> line.contains("answered 200")).count();
    }

    private static boolean ended(Socket socket) {
        try {
            socket.setSoTimeout(40_000);
            return socket.getInputStream().readAllBytes().length < 100;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void prometheusScrapesThroughTheDoor() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v prometheus").start().waitFor() == 0,
                "prometheus is not installed");
        configure(TLS + users("ann", "secret"));
        try (Program program = serve("--listen=127.0.0.1:0")) {
            String base = curl(program).base();
            Path config =
                    Files.writeString(
                            folder.resolve("prometheus.yml"),
                            """
                            global: {scrape_interval: 1s}
                            scrape_configs:
                              - job_name: raingauge
                                scheme: https
                                tls_config: {ca_file: server.crt}
                                basic_auth: {username: ann, password: secret}
                                static_configs: [{targets: ["%s"]}]
                            """
                                    .formatted(base.substring("https://".length())));
            int ask = freePort();
            try (Program prometheus =
                    Program.start(
                            home.inside(
                                    "prometheus",
                                    "--config.file=" + config,
                                    "--storage.tsdb.path=" + folder.resolve("data"),
                                    "--web.listen-address=127.0.0.1:" + ask))) {
                var http = new Http(home, ask);
                eventually(
                        "it is up",
                        prometheus,
                        () -> {
                            try {
                                return http.get("/api/v1/query?query=raingauge_tcp_connections")
                                        .text()
                                        .contains("\"value\"");
                            } catch (IOException notYet) {
                                return false;
                            }
                        });
            }
        }
    }

    private int freePort() throws IOException {
        try (ServerSocket socket =
                home.call(() -> new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))) {
            return socket.getLocalPort();
        }
    }
}
