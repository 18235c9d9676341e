package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ProbeAttempt;
import dev.raingauge.monitor.analyse.ProbeReport;
import dev.raingauge.sockdiag.model.ConnectResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What {@code probe} says: the outcome in a line, and behind it what it means. */
public final class ProbeText {
    private ProbeText() {}

    /**
     * One round.
     *
     * @param numbered whether there are several
     * @param explained whether what it means is said as well, or was said before
     */
    public static void round(
            ProbeReport.Round round, boolean numbered, boolean explained, Page page, Appendable out)
            throws IOException {
        for (ProbeAttempt attempt : round.attempts()) {
            String line =
                    (numbered ? round.number() + "  " : "")
                            + page.printable(attempt.address())
                            + ": "
                            + outcome(attempt);
            Style style = attempt.connected() ? Style.HEAD : Style.BAD;
            out.append(style.on(line, page)).append('\n');
            if (explained) {
                for (String reason : ProbeReasons.of(attempt)) {
                    paragraph(page.printable(reason), page, out);
                }
            }
        }
    }

    private static void paragraph(String text, Page page, Appendable out) throws IOException {
        for (String line : Letters.lines(text, page.textWidth() - 2)) {
            out.append("  ").append(line).append('\n');
        }
    }

    /** {@code connected in 0.21 ms, accepted}. */
    static String outcome(ProbeAttempt attempt) {
        String after = " after " + time(attempt.took());
        ConnectResult result = attempt.result();
        if (result == ConnectResult.CONNECTED) {
            return "connected in " + time(attempt.took()) + then(attempt);
        }
        String name = result.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String error = result == ConnectResult.OTHER ? "error " + attempt.errno() : name;
        return (result.errnoName().isEmpty() ? error : error + " (" + result.errnoName() + ")")
                + after;
    }

    private static String then(ProbeAttempt attempt) {
        String accepted =
                switch (attempt.acceptance()) {
                    case ACCEPTED -> ", accepted";
                    case WAITING -> ", NOT ACCEPTED";
                    case HALF_OPEN -> ", half open at the server";
                    case UNKNOWN -> "";
                };
        String more =
                switch (attempt.peer()) {
                    case CLOSED -> ", closed by the server";
                    case QUIET, SPOKE, RESET -> "";
                };
        return accepted + more;
    }

    /** What all rounds together say. */
    public static void statistics(ProbeReport report, Page page, Appendable out)
            throws IOException {
        int all = report.rounds().size();
        int lost = all - report.connected();
        String line =
                all
                        + " tried, "
                        + report.connected()
                        + " connected, "
                        + lost
                        + " not ("
                        + Units.decimal(100.0 * lost / all)
                        + " %)";
        out.append(Style.HEAD.on(line, page)).append('\n');
        if (report.times().isPresent()) {
            ProbeReport.Times times = report.times().get();
            List<String> parts =
                    List.of(
                            "min " + time(times.min()),
                            "median " + time(times.median()),
                            "95% " + time(times.p95()),
                            "99% " + time(times.p99()),
                            "max " + time(times.max()));
            out.append("connect: ").append(String.join(", ", parts)).append('\n');
        }
    }

    /** {@code 0.21 ms}, {@code 12 ms}, {@code 1.03 s}. */
    static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < 1000) {
            return millis < 10 ? hundredths(millis) + " ms" : Math.round(millis) + " ms";
        }
        return hundredths(millis / 1000) + " s";
    }

    private static String hundredths(double number) {
        long all = Math.round(number * 100);
        long rest = all % 100;
        return all / 100 + "." + (rest < 10 ? "0" : "") + rest;
    }
}
