package dev.raingauge.monitor.fleet;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntToLongFunction;

/**
 * What a Prometheus would hold after scraping a fleet once a minute, as OpenMetrics for {@code
 * promtool tsdb create-blocks-from}.
 */
final class RecordedFleet {
    static final int MINUTES = 20;

    private final BufferedWriter out;
    private final long begin;
    private final int listeners;

    private RecordedFleet(BufferedWriter out, long begin, int listeners) {
        this.out = out;
        this.begin = begin;
        this.listeners = listeners;
    }

    /**
     * Writes it. Host 1234 loses connections since minute 12 and shows hostile names, host 77 lost
     * some until minute 6, host 500 is scanned, host 900 is down, host 901 is old, host 902 is
     * gone.
     *
     * @param end seconds since 1970 of the last scrape
     */
    static void write(Path file, int hosts, int listeners, long end) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            var fleet = new RecordedFleet(out, end - MINUTES * 60L, listeners);
            for (int host = 0; host < hosts; host++) {
                fleet.host(host);
            }
            out.write("# EOF\n");
        }
    }

    static String instance(int host) {
        return "web-" + host + ".example:10077";
    }

    private void host(int host) throws IOException {
        String target = "instance=\"" + instance(host) + "\",job=\"raingauge\"";
        int last = host == 900 || host == 902 ? 9 : MINUTES;
        if (host != 902) {
            series("up", target, 0, MINUTES, minute -> minute > last ? 0 : 1);
        } else {
            series("up", target, 0, last, _ -> 1);
        }
        series("raingauge_build_info", target + ",version=\"0.1.0\"", 0, last, _ -> 1);
        series(
                "raingauge_pass_age_seconds",
                target + ",depth=\"queues\"",
                0,
                last,
                _ -> host == 901 ? 300 : 0);
        String namespace = target + ",namespace=\"host\"";
        for (String counter : new String[] {Queries.OVERFLOWS, Queries.SYN_QUEUE_DROPS}) {
            boolean overflows = counter.equals(Queries.OVERFLOWS);
            series(
                    Queries.COUNTER,
                    namespace + ",counter=\"" + counter + "\"",
                    0,
                    last,
                    minute -> overflows ? lost(host, minute) : 0);
        }
        for (int i = 0; i < listeners; i++) {
            listener(host, namespace, i, last);
        }
        findings(host, namespace);
    }

    private void listener(int host, String namespace, int number, int last) throws IOException {
        String labels =
                namespace + ",protocol=\"tcp\",address=\"10.0.0.1:" + (8000 + number) + "\"";
        boolean ill = number == 3;
        series(
                Queries.QUEUE,
                labels,
                0,
                last,
                minute -> ill && host == 1234 && minute >= 12 ? 129 : 0);
        series(Queries.LIMIT, labels, 0, last, _ -> 128);
        series(
                Queries.DROPS,
                labels,
                0,
                last,
                minute -> ill ? lost(host, minute) + scanned(host, minute) : 0);
        series(Queries.INFO, labels + ",process=\"ruby\",cgroup=\"/shop\"", 0, last, _ -> 1);
    }

    private static long lost(int host, int minute) {
        return switch (host) {
            case 1234 -> Math.max(0, minute - 12) * 40L;
            case 77 -> Math.clamp(minute - 3, 0, 3) * 5L;
            default -> 0;
        };
    }

    private static long scanned(int host, int minute) {
        return host == 500 ? minute * 100L : 0;
    }

    private void findings(int host, String namespace) throws IOException {
        String tcp = namespace + ",address=\"10.0.0.1:8003\",rule=";
        if (host == 1234) {
            String critical = ",severity=\"critical\"";
            series(Queries.FINDING, tcp + "\"acceptor-stalled\"" + critical, 12, MINUTES, _ -> 1);
            series(
                    Queries.FINDING,
                    namespace
                            + ",address=\"/run/\\\\u001b[2J\\\"} or up\\n\",rule=\"unix-queue-full\""
                            + ",severity=\"warning\"",
                    15,
                    MINUTES,
                    _ -> 1);
        }
        series(
                Queries.FINDING,
                namespace + ",rule=\"missing-privilege\",severity=\"info\"",
                0,
                MINUTES,
                _ -> 1);
    }

    private void series(String metric, String labels, int from, int to, IntToLongFunction value)
            throws IOException {
        for (int minute = from; minute <= to; minute++) {
            out.append(metric).append('{').append(labels).append("} ");
            out.append(Long.toString(value.applyAsLong(minute))).append(' ');
            out.append(Long.toString(begin + minute * 60L)).append('\n');
        }
    }
}
