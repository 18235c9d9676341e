package dev.raingauge.lab.scenario;

import dev.raingauge.lab.Figures;
import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A scenario that is being played, until it is closed or ten minutes have passed. */
public final class Running implements AutoCloseable {
    private static final int PAUSE_MILLIS = 100;
    private static final int MOST_PAUSE_MILLIS = 2_000;

    private final Scenario scenario;
    private final Stage stage;
    private final Figures before;

    Running(Scenario scenario, Stage stage, Figures before) {
        this.scenario = scenario;
        this.stage = stage;
        this.before = before;
    }

    public Scenario scenario() {
        return scenario;
    }

    /** The namespace that is to be looked at. */
    public LabNamespace namespace() {
        return stage.namespace();
    }

    /** The file of {@link #namespace}. */
    public Path namespaceFile() {
        return stage.namespace().file();
    }

    /** The second namespace of a scenario about two. */
    public Optional<LabNamespace> elsewhere() {
        return stage.madeElsewhere();
    }

    /** The kernel's figures of before anybody came: what {@link Sign}s compare with. */
    public Figures before() {
        return before;
    }

    /** The kernel's figures now, read while the clients do nothing. */
    public Figures now() throws IOException {
        return between(() -> Figures.of(stage.namespace()));
    }

    /**
     * Does something while the clients do nothing, so that what is read one after the other belongs
     * together. Servers go on, and so do the kernel's timers.
     */
    public <T> T between(Callable<T> look) throws IOException {
        return stage.between(look);
    }

    /** What those figures show of the scenario, one line for each sign: before, and now. */
    public List<String> says(Figures now) {
        return scenario.signs().stream().map(sign -> sign.says(before, now)).toList();
    }

    /** The same of {@link #elsewhere}; empty without one. */
    public List<String> saysElsewhere() throws IOException {
        if (elsewhere().isEmpty()) {
            return List.of();
        }
        Figures there = Figures.of(elsewhere().get());
        return scenario.signsElsewhere().stream()
                .map(sign -> sign.says(Figures.NONE, there))
                .toList();
    }

    /**
     * Waits until the kernel's own figures show what the scenario is about: the failure, or for a
     * healthy one, that it is busy with what only looks like it.
     *
     * @return those figures
     * @throws IOException if that takes too long, with the figures; or if the scenario could not be
     *     played
     */
    public Figures await(Duration most) throws IOException {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            stage.check();
            long began = System.nanoTime();
            Figures now = now();
            List<String> missing = missing(now);
            if (missing.isEmpty()) {
                return now;
            }
            if (System.nanoTime() > end) {
                throw new IOException(
                        "%s is not under way after %d ms: %s"
                                .formatted(scenario.name(), most.toMillis(), missing(now)));
            }
            // On a busy machine a look takes long, and the clients need their time too.
            long took = (System.nanoTime() - began) / 1_000_000;
            Stage.pause(Math.clamp(took, PAUSE_MILLIS, MOST_PAUSE_MILLIS));
        }
    }

    private List<String> missing(Figures now) throws IOException {
        var missing = new ArrayList<>(missing(scenario.signs(), before, now));
        if (elsewhere().isPresent()) {
            Figures there = Figures.of(elsewhere().get());
            missing.addAll(missing(scenario.signsElsewhere(), Figures.NONE, there));
        }
        return missing;
    }

    private static List<String> missing(List<Sign> signs, Figures before, Figures now) {
        return signs.stream()
                .filter(sign -> !sign.seen(before, now))
                .map(sign -> sign + ": " + sign.says(before, now))
                .toList();
    }

    @Override
    public void close() {
        stage.close();
    }
}
