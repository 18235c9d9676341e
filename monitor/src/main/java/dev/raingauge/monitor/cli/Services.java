package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.tape.TapeFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The names of ports: services(5). */
final class Services {
    private static final int MOST_LINES = 100_000;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();

    private Services() {}

    /** Those of a file; none where it cannot be read. */
    static Services of(Path file) {
        var services = new Services();
        try {
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .limit(MOST_LINES)
                    .forEach(services::add);
        } catch (IOException | TapeFailure absent) {
            // ports stay numbers
        }
        return services;
    }

    /** {@code https 443/tcp # http protocol over TLS/SSL}. */
    private void add(String line) {
        int comment = line.indexOf('#');
        String[] words =
                (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+", -1);
        if (words.length < 2) {
            return;
        }
        names.putIfAbsent(words[1], words[0]);
        try {
            int port = Integer.parseInt(words[1].replaceFirst("/.*", ""));
            ports.putIfAbsent(words[0], port);
            for (int i = 2; i < words.length; i++) {
                ports.putIfAbsent(words[i], port);
            }
        } catch (NumberFormatException noPort) {
            // a line of another kind
        }
    }

    /** The port of a service, whatever carries it; also by another name of it. */
    OptionalInt port(String name) {
        Integer port = ports.get(name);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    Optional<String> name(InetProtocol protocol, int port) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String carrier =
                switch (protocol) {
                    case TCP, MPTCP -> "tcp";
                    case UDP, UDPLITE -> "udp";
                    case SCTP -> "sctp";
                    case RAW -> "";
                };
        return Optional.ofNullable(names.get(port + "/" + carrier));
    }
}
