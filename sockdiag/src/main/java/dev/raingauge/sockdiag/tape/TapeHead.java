package dev.raingauge.sockdiag.tape;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;

/**
 * What a recording says about itself.
 *
 * @param time when it was begun
 * @param host the host's name, or its pseudonym
 * @param kernel the kernel's release
 * @param program what made it, with its version
 * @param namespace which namespaces were asked for, as the user wrote it; empty: the user's own
 * @param proc where the proc file system was mounted
 * @param netlink whether the kernel was asked through sock_diag
 * @param redacted whether names and addresses are pseudonyms
 */
public record TapeHead(
        Instant time,
        String host,
        String kernel,
        String program,
        String namespace,
        String proc,
        boolean netlink,
        boolean redacted) {
    /** Netlink speaks the byte order of the machine. */
    private static final String ORDER = ByteOrder.nativeOrder().toString();

    byte[] toBytes() {
        return """
        time=%s
        host=%s
        kernel=%s
        program=%s
        namespace=%s
        proc=%s
        netlink=%s
        redacted=%s
        order=%s
        """
                .formatted(
                        time,
                        line(host),
                        line(kernel),
                        line(program),
                        line(namespace),
                        line(proc),
                        netlink,
                        redacted,
                        ORDER)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String text) {
        return text.replace('\n', ' ');
    }

    static TapeHead parse(String file, byte[] bytes) throws TapeException {
        Map<String, String> values = new HashMap<>();
        new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    if (equals > 0) {
                        values.put(line.substring(0, equals), line.substring(equals + 1));
                    }
                });
        String order = value(values, "order");
        if (!order.equals(ORDER)) {
            throw new TapeException(
                    "%s was recorded on a machine of the other byte order (%s, here %s) and can be played only on one"
                            .formatted(file, order.isEmpty() ? "unknown" : order, ORDER));
        }
        Instant time;
        try {
            time = Instant.parse(value(values, "time"));
        } catch (DateTimeParseException e) {
            throw new TapeException(
                    file + " is damaged: its head says no time of recording; record again");
        }
        return new TapeHead(
                time,
                value(values, "host"),
                value(values, "kernel"),
                value(values, "program"),
                value(values, "namespace"),
                values.getOrDefault("proc", "/proc"),
                value(values, "netlink").equals("true"),
                value(values, "redacted").equals("true"));
    }

    private static String value(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }
}
