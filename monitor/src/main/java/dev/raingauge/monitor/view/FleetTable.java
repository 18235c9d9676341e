package dev.raingauge.monitor.view;

import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Verdict;
import dev.raingauge.monitor.fleet.FleetHost;
import dev.raingauge.monitor.fleet.FleetReport;
import dev.raingauge.monitor.fleet.FleetReport.Reason;
import dev.raingauge.monitor.fleet.FleetReport.Trouble;
import dev.raingauge.monitor.fleet.FleetReport.Unseen;
import dev.raingauge.monitor.fleet.Spell;
import dev.raingauge.monitor.view.TextTable.Cell;
import dev.raingauge.monitor.view.TextTable.Column;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The text of {@code fleet}: the verdict, then a row and its reasons for each trouble. */
public final class FleetTable {
    private static final int MOST_ROWS = 50;
    private static final int MOST_HOSTS = 8;

    /** Need not be shown with each host. */
    private static final String USUAL_PORT = ":10077";

    private final FleetReport report;
    private final Page page;
    private final Appendable out;

    private FleetTable(FleetReport report, Page page, Appendable out) {
        this.report = report;
        this.page = page;
        this.out = out;
    }

    public static void write(FleetReport report, Page page, Appendable out) throws IOException {
        var table = new FleetTable(report, page, out);
        table.verdict();
        if (!report.troubles().isEmpty()) {
            out.append('\n');
            table.rows();
        }
        if (!report.unseen().isEmpty() || !report.gaps().isEmpty()) {
            out.append('\n');
        }
        table.unseen();
        for (String gap : report.gaps()) {
            Foot.sentence("Not seen: " + page.printable(gap), page, out);
        }
    }

    private void verdict() throws IOException {
        Verdict verdict = report.verdict();
        String looked =
                FindingTexts.count(report.hosts(), "host")
                        + " and "
                        + FindingTexts.count(report.listeners(), "listener");
        String within = "within " + period(report.since());
        String words =
                switch (verdict) {
                    case OK ->
                            "nothing lost "
                                    + within
                                    + " on "
                                    + looked
                                    + (whole() ? "." : ", as far as was seen.");
                    case WARNING, CRITICAL ->
                            losing() + " " + within + "; looked at " + looked + ".";
                    case UNKNOWN ->
                            "no host answers with figures of Raingauge. Is 'raingauge serve' scraped, and do the conditions fit?";
                };
        Style style =
                switch (verdict) {
                    case OK -> Style.HEAD;
                    case WARNING, UNKNOWN -> Style.WARN;
                    case CRITICAL -> Style.BAD;
                };
        String label = verdict.label().toUpperCase(Locale.ROOT) + ":";
        List<String> lines = Letters.lines(label + " " + words, page.textWidth() - 2);
        String first = lines.getFirst();
        out.append(style.on(label, page)).append(first.substring(label.length())).append('\n');
        for (String line : lines.subList(1, lines.size())) {
            out.append("  ").append(line).append('\n');
        }
    }

    private boolean whole() {
        return report.unseen().isEmpty() && report.gaps().isEmpty();
    }

    private String losing() {
        List<Trouble> real = report.troubles();
        long hosts = real.stream().map(trouble -> trouble.place().host()).distinct().count();
        return FindingTexts.count(real.size(), "trouble")
                + " on "
                + FindingTexts.count(hosts, "host");
    }

    private void rows() throws IOException {
        List<Trouble> shown =
                report.troubles().subList(0, Math.min(MOST_ROWS, report.troubles().size()));
        TextTable all = table();
        shown.forEach(trouble -> all.add(cells(trouble)));
        int[] widths = all.widths();
        all.writeHead(widths, out);
        for (Trouble trouble : shown) {
            TextTable one = table();
            one.add(cells(trouble));
            one.writeRows(widths, out);
            String reasons = FleetReasons.of(trouble, page);
            String indent = " ".repeat(6);
            for (String line : Letters.lines(reasons, page.textWidth() - indent.length())) {
                out.append(indent).append(line).append('\n');
            }
        }
        int more = report.troubles().size() - shown.size();
        if (more > 0) {
            out.append(more + " more; --json lists them.\n");
        }
    }

    private TextTable table() {
        return new TextTable(
                page,
                Column.left(""),
                Column.flexible("HOST", 12),
                Column.flexible("NAMESPACE", 6),
                Column.flexible("LISTENER", 12),
                Column.right("LOST"),
                Column.right("QUEUE"),
                Column.right("PEAK"),
                Column.right("SINCE"));
    }

    private Cell[] cells(Trouble trouble) {
        Style style = trouble.severity() == Severity.CRITICAL ? Style.BAD : Style.WARN;
        boolean full = trouble.figures().full().orElse(false);
        String address = trouble.place().address();
        return new Cell[] {
            new Cell(trouble.severity() == Severity.CRITICAL ? "CRIT" : "warn", style),
            new Cell(host(trouble.place().host()), Style.HEAD),
            Cell.of(page.printable(trouble.place().namespace())),
            Cell.of(address.isEmpty() ? "-" : page.printable(address)),
            Cell.of(Units.count(trouble.loss().packets(), page)),
            new Cell(queue(trouble), full ? Style.BAD : Style.PLAIN),
            Cell.of(known(trouble.figures().peak())),
            Cell.of(since(trouble.spell()))
        };
    }

    private String queue(Trouble trouble) {
        OptionalLong depth = trouble.figures().depth();
        return depth.isEmpty()
                ? "-"
                : Units.count(depth, page) + "/" + Units.count(trouble.figures().limit(), page);
    }

    private String known(OptionalLong number) {
        return number.isEmpty() ? "-" : Units.count(number, page);
    }

    /** How long it has gone on, or how long ago it ended. */
    private String since(Optional<Spell> spell) {
        if (spell.isEmpty()) {
            return "?";
        }
        Instant now = report.time();
        if (!spell.get().now()) {
            return age(spell.get().last(), now) + " ago";
        }
        return spell.get()
                .begun()
                .map(begun -> age(begun, now))
                .orElse(">" + period(report.since()));
    }

    private static String age(Instant then, Instant now) {
        return period(Duration.between(then, now));
    }

    /** {@code 40s}, {@code 12m}, {@code 3h}: no finer than a scrape. */
    static String period(Duration period) {
        long seconds = Math.max(0, period.toSeconds());
        if (seconds < 120 && seconds != 60) {
            return seconds + "s";
        }
        if (seconds < 7200 && seconds != 3600) {
            return seconds / 60 + "m";
        }
        return seconds / 3600 + "h";
    }

    /** By more than its address if another host of the report has the same. */
    private String host(FleetHost host) {
        boolean twice =
                report.troubles().stream()
                        .map(trouble -> trouble.place().host())
                        .anyMatch(other -> other.name().equals(host.name()) && !other.equals(host));
        String whole = host.name();
        String name =
                page.printable(
                        whole.endsWith(USUAL_PORT)
                                ? whole.substring(0, whole.length() - USUAL_PORT.length())
                                : whole);
        if (!twice) {
            return name;
        }
        var labels = new ArrayList<String>();
        host.labels()
                .forEach((label, value) -> {
                    if (!label.equals("instance")) {
                        labels.add(label + "=" + value);
                    }
                });
        return name + "{" + page.printable(String.join(",", labels)) + "}";
    }

    private void unseen() throws IOException {
        for (Reason reason : Reason.values()) {
            List<Unseen> some =
                    report.unseen().stream().filter(one -> one.reason() == reason).toList();
            if (!some.isEmpty()) {
                Foot.sentence(sentence(reason, some), page, out);
            }
        }
    }

    private String sentence(Reason reason, List<Unseen> some) {
        String names = String.join(", ", some.stream().limit(MOST_HOSTS).map(this::named).toList());
        int more = some.size() - MOST_HOSTS;
        String all = names + (more > 0 ? " and " + more + " more (--json)" : "") + ".";
        return switch (reason) {
            case DOWN -> "Cannot be scraped: " + all;
            case OLD -> "Figures are old: " + all;
            case GONE -> "No longer scraped: " + all;
        };
    }

    private String named(Unseen unseen) {
        String name = page.printable(unseen.host().name());
        return unseen.age().map(age -> name + " (" + period(age) + ")").orElse(name);
    }
}
