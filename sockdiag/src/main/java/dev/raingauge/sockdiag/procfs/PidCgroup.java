package dev.raingauge.sockdiag.procfs;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code PID/cgroup}: the cgroups of a process, one line a hierarchy ({@code man 7 cgroups}); that
 * of cgroup v2 is {@code 0::/system.slice/demo.service}.
 */
public final class PidCgroup {
    private PidCgroup() {}

    /**
     * The path in cgroup v2, UTF-8; empty where the host has only version 1.
     *
     * @throws MalformedFileException if a line does not hold two colons
     */
    public static Optional<String> parse(String file, byte[] content)
            throws MalformedFileException {
        TextLines text = TextLines.of(file, content);
        for (int i = 0; i < text.lines().size(); i++) {
            String line = text.lines().get(i);
            int colon = line.indexOf(':');
            int second = colon < 1 ? -1 : line.indexOf(':', colon + 1);
            if (second < 0 || !line.startsWith("/", second + 1)) {
                throw text.malformed(i, "expected \"number:controllers:/path\"");
            }
            if (line.startsWith("0::")) {
                byte[] path = line.substring(second + 1).getBytes(StandardCharsets.ISO_8859_1);
                return Optional.of(new String(path, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
