package dev.raingauge.monitor.view;

import dev.raingauge.monitor.diagnose.ConnectionFinding;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.HostFinding;
import dev.raingauge.monitor.diagnose.ProcessFacts;
import dev.raingauge.monitor.diagnose.QueueFinding;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.diagnose.SynFinding;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a finding means, in plain sentences. */
public final class FindingTexts {
    private static final int MOST_PROCESSES = 3;

    private FindingTexts() {}

    public static Advice of(Finding finding) {
        return switch (finding) {
            case QueueFinding queue -> QueueTexts.of(queue);
            case SynFinding syn -> SynTexts.of(syn);
            case ConnectionFinding connection -> ConnectionTexts.of(connection);
            case HostFinding host -> HostTexts.of(host);
        };
    }

    /** The address, or what stands for it in a sentence. */
    static String where(Finding finding) {
        return finding.common().subject().address().orElse("this namespace");
    }

    /** {@code java[4711], java[4712] and 3 more}; "its process" where none is visible. */
    static String who(Finding finding) {
        return who(finding.common().subject().processes());
    }

    static String who(List<ProcessFacts> processes) {
        if (processes.isEmpty()) {
            return "its process";
        }
        String named =
                processes.stream()
                        .limit(MOST_PROCESSES)
                        .map(FindingTexts::named)
                        .collect(Collectors.joining(", "));
        int more = processes.size() - MOST_PROCESSES;
        return more > 0 ? named + " and " + more + " more" : named;
    }

    static String named(ProcessFacts process) {
        return process.name() + "[" + process.pid() + "]";
    }

    /** {@code 1 connection}, {@code 3 connections}. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** A command of ours to type, which looks at the namespace that the finding is about. */
    static String look(Finding finding, String command) {
        String name = finding.common().subject().namespace().name();
        return name.equals("host") ? command : command + " " + namespaceOption(name);
    }

    /** Quoted where a shell would take the name for something else. */
    static String namespaceOption(String name) {
        boolean plain =
                name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
        return "--namespace=" + (plain ? name : "'" + name.replace("'", "'\\''") + "'");
    }

    /** How to see that a counter no longer grows. */
    static String still(Finding finding, String counter) {
        return look(finding, "raingauge counters " + counter + " --watch") + ": it stands still";
    }

    /**
     * A command to type, for the namespace that the finding is about: any process there will do.
     */
    static String command(Finding finding, String command) {
        Subject subject = finding.common().subject();
        String name = subject.namespace().name();
        if (name.equals("host")) {
            return command;
        }
        return subject.processes().isEmpty()
                ? command + " (in the network namespace of " + name + ")"
                : "nsenter -t " + subject.processes().getFirst().pid() + " -n " + command;
    }
}
