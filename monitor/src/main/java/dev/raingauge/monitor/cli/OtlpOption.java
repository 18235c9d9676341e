package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.otlp.Collector;
import dev.raingauge.monitor.view.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code --otlp}: where the figures are pushed. The rest is said as OpenTelemetry says it
 * everywhere, by environment variables, which also keeps passwords off the command line.
 */
final class OtlpOption {
    private static final String OPTION = "--otlp";
    private static final String USUAL_PATH = "/v1/metrics";
    private static final String INTERVAL = "OTEL_METRIC_EXPORT_INTERVAL";
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]*");

    private final Map<String, String> environment;

    private OtlpOption(Map<String, String> environment) {
        this.environment = environment;
    }

    static void declare(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder(OPTION)
                        .paramLabel("URL")
                        .type(String.class)
                        .description(
                                "Pushes the metrics to an OpenTelemetry collector, too:"
                                        + " http://HOST:4318 (OTLP over HTTP). OTEL_EXPORTER_OTLP_*"
                                        + " variables say how.")
                        .build());
    }

    /**
     * The collector; empty without the option.
     *
     * @param host the host's name
     * @throws Failure if the address or a variable cannot be understood, or a certificate not read
     */
    static Optional<Collector> of(ParseResult given, Map<String, String> environment, String host)
            throws IOException, Failure {
        return given.hasMatchedOption(OPTION)
                ? Optional.of(
                        new OtlpOption(environment)
                                .collector(given.matchedOptionValue(OPTION, ""), host))
                : Optional.empty();
    }

    private Collector collector(String url, String host) throws IOException, Failure {
        URI uri = address(url);
        Named certificate = named("CERTIFICATE");
        return new Collector(
                uri,
                headers(),
                certificate.value().isEmpty()
                        ? Optional.empty()
                        : Optional.of(PrometheusOptions.trusting(file(certificate))),
                millis(named("TIMEOUT"), 10_000),
                millis(new Named(INTERVAL, environment.getOrDefault(INTERVAL, "")), 60_000),
                gzip(),
                resource(host));
    }

    /** A path is taken as it is; without one it is that of the specification. */
    static URI address(String text) throws Failure {
        String shown = OPTION + "=" + Printable.of(text);
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw Failure.wrongUsage(OPTION + ": no URL; write http://HOST:4318");
        }
        if (uri.getRawUserInfo() != null) {
            throw Failure.wrongUsage(
                    OPTION
                            + ": a password in a URL is seen by others; give it in"
                            + " OTEL_EXPORTER_OTLP_HEADERS");
        }
        if (!String.valueOf(uri.getScheme()).matches("https?")
                || uri.getHost() == null
                || uri.getPort() == 0
                || uri.getPort() > 65_535) {
            throw Failure.wrongUsage(shown + ": write http://HOST:4318 or https://…");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw Failure.wrongUsage(OPTION + ": nothing may follow a ? or # in the URL");
        }
        return uri.getRawPath().isEmpty() || uri.getRawPath().equals("/")
                ? uri.resolve(USUAL_PATH)
                : uri;
    }

    /** The variable that is meant for metrics wins over the one for everything. */
    private Named named(String what) {
        String special = "OTEL_EXPORTER_OTLP_METRICS_" + what;
        String value = environment.getOrDefault(special, "");
        String general = "OTEL_EXPORTER_OTLP_" + what;
        return value.isEmpty()
                ? new Named(general, environment.getOrDefault(general, ""))
                : new Named(special, value);
    }

    /** A variable and what it says; one that says nothing is not set, as OpenTelemetry has it. */
    private record Named(String variable, String value) {}

    private static Path file(Named named) throws Failure {
        try {
            return Path.of(named.value());
        } catch (InvalidPathException e) {
            throw Failure.wrongUsage(named.variable() + ": no name of a file");
        }
    }

    private static Duration millis(Named named, long usual) throws Failure {
        if (named.value().isEmpty()) {
            return Duration.ofMillis(usual);
        }
        if (named.value().matches("[0-9]{3,8}")) {
            return Duration.ofMillis(Long.parseLong(named.value()));
        }
        throw Failure.wrongUsage(
                named.variable()
                        + "="
                        + Printable.of(named.value())
                        + ": must be milliseconds, at least 100");
    }

    private boolean gzip() throws Failure {
        Named how = named("COMPRESSION");
        return switch (how.value()) {
            case "", "none" -> false;
            case "gzip" -> true;
            default ->
                    throw Failure.wrongUsage(
                            how.variable()
                                    + "="
                                    + Printable.of(how.value())
                                    + ": must be gzip or none");
        };
    }

    /** What they hold is never shown. */
    private Map<String, String> headers() throws Failure {
        Named headers = named("HEADERS");
        Map<String, String> all = pairs(headers);
        for (Map.Entry<String, String> one : all.entrySet()) {
            if (!HEADER_NAME.matcher(one.getKey()).matches()
                    || !HEADER_VALUE.matcher(one.getValue()).matches()
                    || !PrometheusOptions.allowed(one.getKey())) {
                throw Failure.wrongUsage(
                        headers.variable()
                                + ": "
                                + Printable.of(one.getKey())
                                + " is no header that may be given");
            }
        }
        return all;
    }

    private Map<String, String> resource(String host) throws Failure {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", "raingauge");
        resource.put("service.version", Version.TEXT);
        resource.put("service.instance.id", host);
        resource.put("host.name", host);
        resource.put("os.type", "linux");
        String attributes = "OTEL_RESOURCE_ATTRIBUTES";
        resource.putAll(pairs(new Named(attributes, environment.getOrDefault(attributes, ""))));
        String name = environment.getOrDefault("OTEL_SERVICE_NAME", "");
        if (!name.isEmpty()) {
            resource.put("service.name", name);
        }
        return resource;
    }

    /** {@code key=value,key=value}, percent-encoded. */
    private static Map<String, String> pairs(Named named) throws Failure {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : named.value().split(",", -1)) {
            int equals = pair.indexOf('=');
            if (pair.isBlank()) {
                continue;
            }
            if (equals < 1) {
                throw Failure.wrongUsage(named.variable() + ": must be NAME=VALUE,NAME=VALUE");
            }
            try {
                pairs.put(
                        pair.substring(0, equals).strip(),
                        URLDecoder.decode(
                                pair.substring(equals + 1).strip().replace("+", "%2B"),
                                StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw Failure.wrongUsage(
                        named.variable() + ": a % must be followed by two hexadecimal digits");
            }
        }
        return pairs;
    }
}
