package dev.raingauge.monitor.cli;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.scenario.Expectation.Place;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import dev.raingauge.monitor.analyse.LabCheck;
import dev.raingauge.monitor.view.LabText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every scenario, one after the other: was the doctor right? */
final class LabRound {
    private final List<Scenario> scenarios;
    private final Duration observation;
    private final Surroundings around;

    LabRound(List<Scenario> scenarios, Duration observation, Surroundings around) {
        this.scenarios = scenarios;
        this.observation = observation;
        this.around = around;
    }

    /** Plays them, a line for each as soon as it is over; the exit code. */
    int run(Lab lab) throws IOException, Failure {
        int right = 0;
        for (int i = 0; i < scenarios.size(); i++) {
            Scenario scenario = scenarios.get(i);
            var row = new StringBuilder();
            var text = new LabText(around.page(), row);
            String what = "%d of %d, %s".formatted(i + 1, scenarios.size(), scenario.name());
            try (var _ = Ticker.start(around, what)) {
                List<LabCheck> checks = play(scenario, lab);
                text.row(scenario.name(), checks);
                right += checks.stream().allMatch(LabCheck::right) ? 1 : 0;
            } catch (IOException notPlayed) {
                text.failed(scenario.name(), "not played: " + Watching.reason(notPlayed));
            }
            around.print(row);
        }
        around.print("%d of %d right.%n".formatted(right, scenarios.size()));
        return right == scenarios.size() ? 0 : Failure.FAILED;
    }

    private List<LabCheck> play(Scenario scenario, Lab lab) throws IOException, Failure {
        try (Running running = LabPlay.begin(scenario, lab)) {
            var checks = new ArrayList<LabCheck>(look(scenario, running.namespace(), Place.HERE));
            Optional<LabNamespace> other = running.elsewhere();
            if (other.isPresent()) {
                checks.addAll(look(scenario, other.get(), Place.ELSEWHERE));
            }
            return checks;
        }
    }

    private List<LabCheck> look(Scenario scenario, LabNamespace namespace, Place place)
            throws IOException, Failure {
        Observer.Observed observed = LabPlay.observe(namespace, around, observation, (_, _) -> {});
        return LabPlay.compare(scenario, place, DoctorCommand.findings(observed));
    }
}
