package dev.raingauge.monitor.analyse;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Backlogs that are some program's default, so that one can guess where a limit comes from. */
public final class UsualBacklogs {
    private static final Map<Long, String> KNOWN =
            new TreeMap<>(
                    Map.of(
                            5L, "examples in textbooks, Python's socketserver",
                            50L, "Java's ServerSocket",
                            100L, "Tomcat's acceptCount, Python's asyncio",
                            128L, "the kernel's somaxconn before 5.4, and programs that copy it",
                            511L, "nginx, Apache httpd, Redis, Node.js",
                            1024L, "Puma",
                            2048L, "gunicorn, uvicorn",
                            4096L, "the kernel's somaxconn since 5.4; Go and systemd ask for it"));

    private UsualBacklogs() {}

    /** Who uses to ask for so many; empty for a number that is nobody's default. */
    public static Optional<String> of(long limit) {
        return Optional.ofNullable(KNOWN.get(limit));
    }
}
