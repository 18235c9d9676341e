package dev.raingauge.monitor.view;

import dev.raingauge.monitor.fleet.FleetReport.Figures;
import dev.raingauge.monitor.fleet.FleetReport.Found;
import dev.raingauge.monitor.fleet.FleetReport.Loss;
import dev.raingauge.monitor.fleet.FleetReport.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What stands below a row of {@code fleet}: whose it is, the findings, and the figures of the
 * period.
 */
final class FleetReasons {
    /** The last bound of the histogram: beyond it nothing is known. */
    private static final double LONGEST_KNOWN = 60;

    private FleetReasons() {}

    static String of(Trouble trouble, Page page) {
        var parts = new ArrayList<String>();
        trouble.process().ifPresent(process -> parts.add(page.printable(process)));
        parts.add(findings(trouble.findings(), page));
        losses(trouble, parts);
        figures(trouble.figures(), parts);
        return String.join("; ", parts);
    }

    /** Those that have ended are in brackets. */
    private static String findings(List<Found> findings, Page page) {
        return findings.isEmpty()
                ? "no finding lasted until a scrape"
                : findings.stream()
                        .map(one -> {
                            String rule = page.printable(one.rule());
                            boolean ended = one.spell().map(spell -> !spell.now()).orElse(false);
                            return ended ? "(" + rule + ")" : rule;
                        })
                        .collect(Collectors.joining(", "));
    }

    private static void losses(Trouble trouble, List<String> parts) {
        Loss loss = trouble.loss();
        if (loss.synQueueDrops().orElse(0) > 0) {
            parts.add("SYN queues of the namespace dropped " + loss.synQueueDrops().getAsLong());
        }
        if (trouble.place().address().isEmpty() && loss.overflows().orElse(0) > 0) {
            parts.add("accept queues of the namespace dropped " + loss.overflows().getAsLong());
        }
        if (loss.drops().orElse(0) > loss.packets().orElse(0)) {
            parts.add("dropped " + loss.drops().getAsLong() + " in all, scans too");
        }
    }

    private static void figures(Figures figures, List<String> parts) {
        if (figures.fullShare().orElse(0) > 0) {
            parts.add("full " + percent(figures.fullShare().getAsDouble()) + " of the time");
        }
        if (figures.meanWait().isPresent()) {
            parts.add(
                    "waits mean "
                            + seconds(figures.meanWait().getAsDouble())
                            + longest(figures.longestWait()));
        }
    }

    private static String longest(OptionalDouble wait) {
        if (wait.isEmpty()) {
            return "";
        }
        return wait.getAsDouble() >= LONGEST_KNOWN
                ? ", longest may be over 60s"
                : ", none over " + seconds(wait.getAsDouble());
    }

    private static String percent(double share) {
        return share < 0.001 ? "<0.1 %" : Units.decimal(share * 100) + " %";
    }

    private static String seconds(double seconds) {
        return Units.duration(Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
