package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is measured, and how an address is completed. */
class OtlpOptionTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "http://collector:4318,                http://collector:4318/v1/metrics",
        "http://collector:4318/,               http://collector:4318/v1/metrics",
        "https://[::1],                        https://[::1]/v1/metrics",
        "http://p:9090/api/v1/otlp/v1/metrics, http://p:9090/api/v1/otlp/v1/metrics",
    })
    void aPathIsTakenAsItIs(String given, String used) throws Failure {
        assertThat(OtlpOption.address(given)).hasToString(used);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                        | write http://HOST:4318
                    collector:4318            | write http://HOST:4318
                    localhost                 | write http://HOST:4318
                    grpc://collector:4317     | write http://HOST:4318
                    http://                   | write http://HOST:4318
                    http://a b                | write http://HOST:4318
                    http://c:0                | write http://HOST:4318
                    http://c:99999            | write http://HOST:4318
                    http://me:secret@c        | OTEL_EXPORTER_OTLP_HEADERS
                    http://c/?token=secret    | nothing may follow
                    http://c/#secret          | nothing may follow
                    """)
    void anAddressThatIsNoneGetsOneLine(String url, String expected) {
        refused(Ran.run("serve", "--otlp=" + url), 2, expected);
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    OTEL_EXPORTER_OTLP_HEADERS             | secret            | must be NAME=VALUE
                    OTEL_EXPORTER_OTLP_HEADERS             | a=%zzsecret       | hexadecimal
                    OTEL_EXPORTER_OTLP_METRICS_HEADERS     | a=secret%0a       | no header that may
                    OTEL_EXPORTER_OTLP_HEADERS             | a b=secret        | no header that may
                    OTEL_EXPORTER_OTLP_HEADERS             | Host=secret       | no header that may
                    OTEL_EXPORTER_OTLP_COMPRESSION         | zstd              | gzip or none
                    OTEL_EXPORTER_OTLP_TIMEOUT             | 10s               | milliseconds
                    OTEL_METRIC_EXPORT_INTERVAL            | 5                 | at least 100
                    OTEL_RESOURCE_ATTRIBUTES               | secret            | must be NAME=VALUE
                    """)
    void aVariableThatSaysNothingSensibleGetsOneLine(
            String variable, String value, String expected) {
        refused(
                Ran.run(Map.of(variable, value), "serve", "--otlp=http://127.0.0.1:1"),
                2,
                variable + "|" + expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"/nowhere/ca.pem, /nowhere/ca.pem", "/dev/null, no certificate"})
    void aCertificateThatCannotBeReadIsSaid(String file, String expected) {
        refused(
                Ran.run(
                        Map.of("OTEL_EXPORTER_OTLP_CERTIFICATE", file),
                        "serve",
                        "--otlp=https://127.0.0.1:1"),
                1,
                expected);
    }

    private static void refused(Ran ran, int exitCode, String expected) {
        assertThat(ran.err())
                .contains(expected.split("\\|", -1))
                .hasLineCount(1)
                .doesNotContain("secret");
        assertThat(ran.exitCode()).isEqualTo(exitCode);
        assertThat(ran.out()).isEmpty();
    }
}
