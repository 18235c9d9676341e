package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.raingauge.monitor.fleet.TargetFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fleet says where it cannot ask, and what it writes. */
class FleetUsageTest {
    @ParameterizedTest(name = "fleet {0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --json                                  | which server?
                    --prometheus=ftp://x                    | write http://HOST:9090
                    --prometheus=http://u:secret@x          | --prometheus.auth-file=FILE
                    --prometheus=http://x/?a=b              | nothing may follow
                    --prometheus=http://x web               | no condition on a label
                    --prometheus=http://x severity=warning  | not chosen by 'severity'
                    --prometheus=http://x --since=1s        | from 1m to 168h
                    --prometheus=http://x --since=x         | no duration
                    --prometheus=http://x --port=1          | raingauge fleet targets
                    targets                                 | which file?
                    targets x.yml a                         | ends with .json
                    targets x.json a;b                      | no name of a host
                    targets x.json a:0                      | from 1 to 65535
                    targets x.json a --label=1=x            | write NAME=VALUE
                    """)
    void wrongUsageGetsOneLine(String line, String expected) {
        Ran ran = Ran.run(("fleet " + line).split(" ", -1));
        assertThat(ran.err())
                .contains(expected)
                .endsWith("\n")
                .hasLineCount(1)
                .doesNotContain("secret");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest(name = "serve {0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --fleet=ftp://x                      | --fleet=ftp://x: write http://HOST:9090
                    --fleet=http://u:secret@x            | --prometheus.auth-file=FILE
                    --fleet=http://x/?a=b                | nothing may follow
                    --fleet=                             | write http://HOST:9090
                    --prometheus.auth-file=/dev/null     | goes with --fleet=
                    --prometheus.ca-file=/dev/null       | goes with --fleet=
                    """)
    void serveTakesThemTheSameWay(String line, String expected) {
        Ran ran = Ran.run(("serve --listen=127.0.0.1:0 " + line).split(" ", -1));
        assertThat(ran.err())
                .contains(expected)
                .endsWith("\n")
                .hasLineCount(1)
                .doesNotContain("secret");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    401 | no                                       | answers 401: give a password
                    404 | no                                       | has no /api/v1/query (404)
                    302 | no                                       | leads to http://elsewhere/
                    503 | no                                       | answers 503: it is not ready
                    200 | <html>                                   | does not speak the HTTP API
                    503 | {"status":"error","error":"timed out"}   | it says: timed out
                    400 | {"status":"error","error":"bad\\u001b["} | it says: bad\\x1b[
                    """)
    void aServerThatDoesNotAnswerIsExplained(int status, String body, String expected)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://elsewhere/");
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        try {
            Ran ran =
                    Ran.run(
                            "fleet",
                            "--prometheus=http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(ran.err()).contains(expected).hasLineCount(1).doesNotContain("\u001b");
            assertThat(ran.exitCode()).isEqualTo(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aServerThatIsAwayOrSilentIsExplained() throws IOException {
        String url;
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            url = "--prometheus=http://127.0.0.1:" + silent.getLocalPort();
            Ran ran = Ran.run("fleet", url, "--timeout=300ms");
            assertThat(ran.err()).contains("did not answer within 0.3 s").hasLineCount(1);
            assertThat(ran.exitCode()).isEqualTo(3);
        }
        Ran ran = Ran.run("fleet", url);
        assertThat(ran.err()).contains("refuses the connection").hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(3);
    }

    /** It begins to answer, and then says nothing more. */
    @Test
    void aServerThatStopsInTheMiddleIsExplained() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush(); // and never closed
                });
        server.start();
        try {
            String url = "--prometheus=http://127.0.0.1:" + server.getAddress().getPort();
            Ran ran = Ran.run("fleet", url, "--timeout=300ms");
            assertThat(ran.err()).contains("did not answer within 0.3 s").hasLineCount(1);
            assertThat(ran.exitCode()).isEqualTo(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anAnswerWithoutAnEndIsCutOff() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
                    try {
                        for (int i = 0; i < 40; i++) {
                            exchange.getResponseBody().write(blanks);
                        }
                    } finally {
                        exchange.close();
                    }
                });
        server.start();
        try {
            Ran ran =
                    Ran.run(
                            "fleet",
                            "--prometheus=http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(ran.err()).contains("more than 32 MiB").hasLineCount(1);
            assertThat(ran.exitCode()).isEqualTo(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whoAsksStandsInAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("auth");
        Files.writeString(file, "# mine: x\n\nBearer abc.def\nX-Scope-OrgID: shop\n");
        assertThat(PrometheusOptions.headers(file))
                .containsExactly(
                        new PrometheusClient.Header("Authorization", "Bearer abc.def"),
                        new PrometheusClient.Header("X-Scope-OrgID", "shop"));
        Files.writeString(file, "Basic me:s e:c\n");
        assertThat(PrometheusOptions.headers(file))
                .containsExactly(
                        new PrometheusClient.Header("Authorization", "Basic bWU6cyBlOmM="));
        Files.writeString(file, "secret\n");
        Ran ran =
                Ran.run(
                        "fleet",
                        "--prometheus=http://127.0.0.1:1",
                        "--prometheus.auth-file=" + file);
        assertThat(ran.err()).contains("line 1: write").doesNotContain("secret");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    /** Headers of the connection are the client's own, and a file has an end. */
    @ParameterizedTest
    @ValueSource(strings = {"Host: elsewhere", "Content-Length: 0", "Transfer-Encoding: chunked"})
    void whatDoesNotSayWhoAsksIsRefused(String line, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("auth"), line + "\n");
        for (String one : List.of(file.toString(), "/dev/zero")) {
            Ran ran =
                    Ran.run(
                            "fleet",
                            "--prometheus=http://127.0.0.1:1",
                            "--prometheus.auth-file=" + one);
            assertThat(ran.err()).contains(one + ", line 1: write").hasLineCount(1);
            assertThat(ran.exitCode()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            textBlock =
                    """
                    web-1,         web-1:10077
                    web-1:9000,    web-1:9000
                    10.0.0.1,      10.0.0.1:10077
                    fe80::1,       [fe80::1]:10077
                    [fe80::1]:80,  [fe80::1]:80
                    """)
    void aHostBecomesATarget(String host, String target) throws Failure {
        assertThat(FleetTargets.target(host, 10077)).isEqualTo(target);
    }

    @Test
    void targetsAreMergedAndTheFileIsReplacedWhole(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("fleet.json");
        Ran first = Ran.run("fleet", "targets", file.toString(), "a", "b", "--label=team=shop");
        assertThat(first.out()).endsWith("2 added, 0 got other labels, 0 were there; 2 in all\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        Ran second = Ran.run("fleet", "targets", link.toString(), "b", "c:1");
        assertThat(second.out()).endsWith("1 added, 1 got other labels, 0 were there; 3 in all\n");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        TargetFile written = TargetFile.parse(Files.readString(file));
        assertThat(written.targets(Map.of())).containsExactly("b:10077", "c:1");
        assertThat(written.targets(Map.of("team", "shop"))).containsExactly("a:10077");
        try (var all = Files.list(folder)) {
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void aFileThatIsSomethingElseIsLeftAlone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"mine\": 1}");
        Ran ran = Ran.run("fleet", "targets", file.toString(), "a");
        assertThat(ran.err()).contains("is left as it is").hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(file).hasContent("{\"mine\": 1}");
    }
}
