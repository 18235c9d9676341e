package dev.raingauge.monitor.serve;

import static dev.raingauge.monitor.serve.DoorRig.ANN;
import static dev.raingauge.monitor.serve.DoorRig.PATIENCE;
import static dev.raingauge.monitor.serve.DoorRig.TLS;
import static dev.raingauge.monitor.serve.DoorRig.eventually;
import static dev.raingauge.monitor.serve.DoorRig.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    @TempDir private Path folder;

    private DoorRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = DoorRig.open(folder);
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    /** Every path of {@link ServeIT}, and those that it does not list. */
    @Test
    void nothingIsAnsweredWithoutThePassword() throws Exception {
        rig.configure(
                TLS
                        + users("ann", "secret")
                        + "http_server_config: {headers: {X-Frame-Options: deny}}\n");
        try (Program program = rig.serve("--listen=127.0.0.1:0")) {
            Curl curl = rig.curl(program);
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
        rig.certificates().authority("ca");
        rig.certificates().authority("foreign");
        rig.certificates().signed("good.example", "ca");
        rig.certificates().signed("other.example", "ca");
        rig.certificates().signed("good.example-forged", "foreign");
        String required =
                """
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.crt
                """;
        rig.configure(required + "  client_allowed_sans: [good.example]\n");
        try (Program program = rig.serve("--listen=127.0.0.1:0")) {
            Curl curl = rig.curl(program);
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
                rig.configure(required + "  client_allowed_sans: [other.example]\n");
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
        rig.configure(TLS + users("ann", "secret"));
        try (Program program = rig.serve("--listen=127.0.0.1:0")) {
            Curl curl = rig.curl(program);
            eventually("ready", program, () -> curl.get("/-/ready", ANN).status() == 200);
            try (Program stream =
                    Program.start(
                            curl.command(
                                    "/api/stream", "-N", "-u", "ann:secret", "--max-time", "0"))) {
                String _ = stream.awaitLine(line -> line.startsWith("event:"), PATIENCE);
                rig.configure(TLS + users("bob", "better"));
                eventually(
                        "bob comes in",
                        program,
                        () -> curl.get("/metrics", "-u", "bob:better").status() == 200);
                assertThat(curl.get("/metrics", ANN).status()).isEqualTo(401);
                int _ = stream.awaitEnd(PATIENCE);
            }
            rig.configure(TLS + "basic_auth_users: {bob: better}\n");
            String said = program.awaitLine(line -> line.contains("stays"), PATIENCE);
            assertThat(said)
                    .startsWith("raingauge serve: " + folder.resolve("web.yml") + ":2: ")
                    .contains("no bcrypt hash", "the configuration from before stays")
                    .doesNotContain("better");
            Curl.Reply page = curl.get("/", "-u", "bob:better");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("web configuration", "no bcrypt hash");
            rig.configure("http_server_config: {}\n");
            String _ = program.awaitLine(line -> line.contains("TLS cannot be switched"), PATIENCE);
            assertThat(curl.get("/metrics").status()).isEqualTo(401);
            rig.configure(TLS + users("ann", "secret"));
            eventually("ann is back", program, () -> curl.get("/", ANN).status() == 200);
            assertThat(curl.get("/", ANN).text()).doesNotContain("web configuration");
            rig.certificates().selfSigned("server");
            eventually(
                    "the new certificate",
                    program,
                    () -> curl.get("/metrics", ANN).status() == 200);
        }
    }

    @Test
    void beyondLoopbackItMustBeClosed() throws Exception {
        rig.configure("http_server_config: {}\n");
        try (Program program = rig.serve("--listen=0.0.0.0:0")) {
            assertThat(program.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(program.output()).contains("beyond loopback it must have");
        }
        rig.configure(users("ann", "secret"));
        try (Program program = rig.serve("--listen=0.0.0.0:0")) {
            assertThat(program.awaitEnd(PATIENCE)).isEqualTo(1);
        }
        try (Program program = rig.serve("--listen=0.0.0.0:0", "--insecure-listen")) {
            String _ = program.awaitLine(line -> line.contains("listening on http://["), PATIENCE);
        }
        rig.configure(TLS + users("ann", "secret"));
        try (Program program = rig.serve("--listen=0.0.0.0:0")) {
            Curl curl = rig.curl(program);
            eventually("ready", program, () -> curl.get("/-/ready", ANN).status() == 200);
            rig.configure(TLS);
            String _ = program.awaitLine(line -> line.contains("beyond loopback"), PATIENCE);
            assertThat(curl.get("/metrics").status()).isEqualTo(401);
        }
        rig.configure("tls_server_config:\n  cert_fil: x\n");
        try (Program program = rig.serve("--listen=127.0.0.1:0")) {
            assertThat(program.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(program.output().lines()).hasSize(1);
            assertThat(program.output()).contains("web.yml:2: unknown name cert_fil");
        }
    }

    @Test
    void prometheusScrapesThroughTheDoor() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v prometheus").start().waitFor() == 0,
                "prometheus is not installed");
        rig.configure(TLS + users("ann", "secret"));
        try (Program program = rig.serve("--listen=127.0.0.1:0")) {
            String base = rig.curl(program).base();
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
            int ask = rig.freePort();
            try (Program prometheus =
                    Program.start(
                            rig.home()
                                    .inside(
                                            "prometheus",
                                            "--config.file=" + config,
                                            "--storage.tsdb.path=" + folder.resolve("data"),
                                            "--web.listen-address=127.0.0.1:" + ask))) {
                var http = new Http(rig.home(), ask);
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
}
