package dev.raingauge.monitor.cli;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.scenario.Expectation;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import dev.raingauge.monitor.analyse.LabCheck;
import dev.raingauge.monitor.analyse.LabCheck.Outcome;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.HostFinding;
import dev.raingauge.sockdiag.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Where the lab and the doctor meet: a scenario is played, looked at, and what was said judged. */
final class LabPlay {
    /**
     * How long the doctor looks, if nobody wishes otherwise. Some scenarios repeat themselves only
     * every few seconds, so that less would be unfair.
     */
    static final Duration OBSERVATION = Duration.ofSeconds(6);

    private static final Duration UNDER_WAY = Duration.ofSeconds(20);

    /** On a busy machine a scenario may miss its moment; then it is begun anew. */
    private static final int TRIES = 3;

    private LabPlay() {}

    /**
     * Begins a scenario and waits until the kernel shows what it is about.
     *
     * @throws IOException if it cannot be played here
     */
    static Running begin(Scenario scenario, Lab lab) throws IOException {
        for (int left = TRIES; ; left--) {
            Running running = scenario.start(lab);
            try {
                running.await(UNDER_WAY);
                return running;
            } catch (IOException notYet) {
                running.close();
                if (left <= 1) {
                    throw notYet;
                }
            }
        }
    }

    /** The doctor's look at a namespace of the lab. */
    static Observer.Observed observe(
            LabNamespace namespace,
            Surroundings around,
            Duration length,
            BiConsumer<Duration, Duration> progress)
            throws IOException, Failure {
        var options =
                new ReadingOptions(
                        false,
                        Optional.empty(),
                        new Where.Named(namespace.file().toString()),
                        Host.REAL.proc(),
                        true);
        try (var lookout = new Lookout(options, around)) {
            return new Observer(lookout, length).observe(progress);
        }
    }

    /**
     * Compares what had to be found in one namespace of a scenario with what was. That others
     * overflow meanwhile is true, and not what is asked here.
     */
    static List<LabCheck> compare(
            Scenario scenario, Expectation.Place place, List<Finding> findings) {
        boolean elsewhere = place == Expectation.Place.ELSEWHERE;
        List<Expectation> expected =
                scenario.expected().stream().filter(one -> one.place() == place).toList();
        var checks = new ArrayList<LabCheck>();
        for (Expectation one : expected) {
            boolean found = findings.stream().anyMatch(finding -> fits(one, finding));
            if (one.duty() == Expectation.Duty.MUST) {
                Outcome outcome = found ? Outcome.FOUND : Outcome.MISSED;
                checks.add(new LabCheck(one.rule(), one.address(), elsewhere, outcome));
            }
        }
        for (Finding finding : findings) {
            if (finding instanceof HostFinding.OverflowElsewhere) {
                continue;
            }
            List<Expectation> asked = expected.stream().filter(one -> fits(one, finding)).toList();
            if (asked.stream().noneMatch(one -> one.duty() == Expectation.Duty.MUST)) {
                Outcome outcome = asked.isEmpty() ? Outcome.WRONG : Outcome.TRUE_AS_WELL;
                Optional<String> address = finding.common().subject().address();
                checks.add(new LabCheck(finding.rule(), address, elsewhere, outcome));
            }
        }
        return checks;
    }

    private static boolean fits(Expectation expected, Finding found) {
        return expected.rule().equals(found.rule())
                && (expected.address().isEmpty()
                        || expected.address().equals(found.common().subject().address()));
    }
}
