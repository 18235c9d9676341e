package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.cli.PrometheusClient.Bounds;
import dev.raingauge.monitor.cli.PrometheusClient.Header;
import dev.raingauge.monitor.serve.FleetSource;
import dev.raingauge.monitor.view.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Which server is asked, and how. Passwords stand in a file: others see a command line. */
final class PrometheusOptions {
    private static final String VARIABLE = "PROMETHEUS_URL";
    private static final String USUAL_TIMEOUT = "10s";
    private static final String AUTH = "--prometheus.auth-file";
    private static final String AUTHORITY = "--prometheus.ca-file";
    private static final String FLEET = "--fleet";
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([ -~]+)");

    private PrometheusOptions() {}

    static void declare(CommandSpec spec) {
        spec.addOption(
                text("--prometheus", "URL")
                        .description(
                                "The server to ask: Prometheus, Thanos, Mimir, VictoriaMetrics."
                                        + " Default: the environment variable "
                                        + VARIABLE
                                        + ".")
                        .build());
        declareTrust(spec);
        spec.addOption(
                text("--timeout", "TIME")
                        .description("How long to wait for an answer (default 10s).")
                        .build());
    }

    /** What {@code serve} has of them. */
    static void declareFleet(CommandSpec spec) {
        spec.addOption(
                text(FLEET, "URL")
                        .description(
                                "Shows on the page which listeners of all hosts lose connections,"
                                        + " as the Prometheus at this address knows it (see"
                                        + " raingauge fleet).")
                        .build());
        declareTrust(spec);
    }

    private static void declareTrust(CommandSpec spec) {
        spec.addOption(
                text(AUTH, "FILE")
                        .description(
                                "Who asks it: lines 'Bearer TOKEN', 'Basic USER:PASSWORD' or"
                                        + " 'Header: value'.")
                        .build());
        spec.addOption(
                text(AUTHORITY, "FILE")
                        .description("Certificates (PEM) of the authority to trust.")
                        .build());
    }

    private static OptionSpec.Builder text(String name, String label) {
        return OptionSpec.builder(name).paramLabel(label).type(String.class);
    }

    static PrometheusClient client(ParseResult given, Map<String, String> environment)
            throws IOException, Failure {
        String timeout = given.matchedOptionValue("--timeout", USUAL_TIMEOUT);
        Duration patience = Durations.parse("--timeout", timeout);
        return client(given, server(given, environment), Bounds.ofCommand(patience));
    }

    private static PrometheusClient client(ParseResult given, URI server, Bounds bounds)
            throws IOException, Failure {
        Optional<Path> auth = path(given, AUTH);
        Optional<Path> authority = path(given, AUTHORITY);
        return new PrometheusClient(
                server,
                auth.isPresent() ? headers(auth.get()) : List.of(),
                authority.isPresent() ? Optional.of(trusting(authority.get())) : Optional.empty(),
                bounds);
    }

    /** What the page shows of the fleet; empty where that was not wanted. */
    static Optional<FleetSource> fleet(ParseResult given) throws IOException, Failure {
        if (!given.hasMatchedOption(FLEET)) {
            for (String option : List.of(AUTH, AUTHORITY)) {
                if (given.hasMatchedOption(option)) {
                    throw Failure.wrongUsage(option + " goes with --fleet=http://HOST:9090");
                }
            }
            return Optional.empty();
        }
        URI server = server(FLEET, given.matchedOptionValue(FLEET, ""));
        PrometheusClient client = client(given, server, Bounds.OF_SERVE);
        return Optional.of(new FleetSource(client, server));
    }

    /** Without a slash at its end. */
    static URI server(ParseResult given, Map<String, String> environment) throws Failure {
        String text =
                given.matchedOptionValue("--prometheus", environment.getOrDefault(VARIABLE, ""));
        if (text.isEmpty()) {
            throw Failure.wrongUsage(
                    "which server? Give --prometheus=http://HOST:9090, or set " + VARIABLE);
        }
        return server("--prometheus", text);
    }

    private static URI server(String option, String text) throws Failure {
        String given = option + "=" + Printable.of(text);
        URI server;
        try {
            server = new URI(text.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            throw Failure.wrongUsage(given + ": no URL");
        }
        if (server.getRawUserInfo() != null) {
            throw Failure.wrongUsage(
                    "a password in a URL is seen by others: write 'Basic USER:PASSWORD' into a file"
                            + " and give --prometheus.auth-file=FILE");
        }
        String scheme = String.valueOf(server.getScheme());
        if (!scheme.matches("https?") || server.getHost() == null) {
            throw Failure.wrongUsage(given + ": write http://HOST:9090 or https://…");
        }
        if (server.getRawQuery() != null || server.getRawFragment() != null) {
            throw Failure.wrongUsage(given + ": nothing may follow a ? or #");
        }
        return server;
    }

    private static Optional<Path> path(ParseResult given, String option) throws Failure {
        String text = given.matchedOptionValue(option, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw Failure.wrongUsage(option + "=" + Printable.of(text) + ": no name of a file");
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    /** What a file says about who asks; what it holds is never shown. */
    static List<Header> headers(Path file) throws IOException, Failure {
        String text = new String(bytes(file), StandardCharsets.UTF_8);
        List<Header> headers = new ArrayList<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            number++;
            var header = HEADER.matcher(line);
            boolean nothing = line.isEmpty() || line.startsWith("#");
            if (line.matches("Bearer [!-~]+")) {
                headers.add(new Header("Authorization", line));
            } else if (line.startsWith("Basic ") && line.contains(":")) {
                byte[] plain = line.substring(6).strip().getBytes(StandardCharsets.UTF_8);
                String encoded = Base64.getEncoder().encodeToString(plain);
                headers.add(new Header("Authorization", "Basic " + encoded));
            } else if (!nothing && header.matches() && allowed(header.group(1))) {
                headers.add(new Header(header.group(1), header.group(2)));
            } else if (!nothing) {
                throw Failure.of(
                        "%s, line %d: write 'Bearer TOKEN', 'Basic USER:PASSWORD' or 'Header: value'"
                                .formatted(Printable.of(file.toString()), number));
            }
        }
        if (headers.isEmpty()) {
            throw Failure.of(Printable.of(file.toString()) + " says nothing about who asks");
        }
        return headers;
    }

    /** Those that belong to the connection are the client's own. */
    static boolean allowed(String name) {
        return !name.matches("(?i)connection|content-length|expect|host|upgrade|transfer-encoding");
    }

    /** A context that trusts the certificates of this file, and no others. */
    static SSLContext trusting(Path file) throws IOException, Failure {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + number++, one);
            }
            if (number == 0) {
                throw Failure.of(Printable.of(file.toString()) + " holds no certificate (PEM)");
            }
            var factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw Failure.of(
                    Printable.of(file.toString()) + " holds no certificate (PEM) that can be read");
        }
    }
}
