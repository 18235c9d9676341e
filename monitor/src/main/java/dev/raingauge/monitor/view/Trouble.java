package dev.raingauge.monitor.view;

import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.QueueFinding.AcceptQueueOverflow;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Signal;
import dev.raingauge.monitor.diagnose.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people take for one trouble: an overflow together with what causes it, or a single finding.
 *
 * @param main the finding that says why
 * @param all all of them, what happens first
 */
public record Trouble(Finding main, List<Finding> all) {
    public Trouble {
        all = List.copyOf(all);
    }

    /** The troubles that these findings are, the worst first. */
    public static List<Trouble> of(List<Finding> findings) {
        var troubles = new ArrayList<Trouble>();
        var used = new ArrayList<Finding>();
        for (Finding finding : findings) {
            if (finding instanceof AcceptQueueOverflow overflow && overflow.cause().isPresent()) {
                findings.stream()
                        .filter(other -> isCause(overflow, other))
                        .findFirst()
                        .ifPresent(cause -> {
                            troubles.add(new Trouble(cause, List.of(overflow, cause)));
                            used.addAll(List.of(overflow, cause));
                        });
            }
        }
        findings.stream()
                .filter(finding -> !used.contains(finding))
                .forEach(finding -> troubles.add(new Trouble(finding, List.of(finding))));
        troubles.sort((a, b) -> b.severity().compareTo(a.severity()));
        return troubles;
    }

    private static boolean isCause(AcceptQueueOverflow overflow, Finding other) {
        Subject here = overflow.common().subject();
        Subject there = other.common().subject();
        return overflow.cause().orElse("").equals(other.rule())
                && here.namespace().equals(there.namespace())
                && here.address().equals(there.address());
    }

    /** The worst of its findings'. */
    public Severity severity() {
        return all.stream()
                .map(finding -> finding.common().severity())
                .reduce(Severity.INFO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /** That clients were refused comes first, then why. */
    public String summary() {
        String why = FindingTexts.of(main).summary();
        return all.size() == 1 ? why : FindingTexts.of(all.getFirst()).summary() + " " + why;
    }

    /** The numbers, each once: {@code TcpExtListenOverflows 0 -> 36, acceptQueue.depth 3}. */
    public String proof() {
        Map<String, String> signals = new LinkedHashMap<>();
        for (Finding finding : all) {
            for (Signal signal : finding.common().evidence()) {
                String before =
                        signal.before().isPresent()
                                ? number(signal.before().getAsDouble()) + " -> "
                                : "";
                signals.putIfAbsent(
                        signal.name(), signal.name() + " " + before + number(signal.after()));
            }
        }
        return String.join(", ", signals.values());
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : Double.toString(Math.round(value * 100) / 100.0);
    }
}
