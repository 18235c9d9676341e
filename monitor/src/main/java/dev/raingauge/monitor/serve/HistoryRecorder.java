package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.history.History;
import dev.raingauge.monitor.history.KeptFinding;
import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.HostLimits;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.view.FindingsJson;
import dev.raingauge.sockdiag.model.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the sampler sees into the history, on a thread of its own: the sampler only hands
 * over, and never waits. When the disk is slower than the looks, looks are left out.
 */
public final class HistoryRecorder implements Consumer<Observation>, AutoCloseable {
    private static final int MOST_WAITING = 32;
    private static final long PAUSE_MILLIS = 100;
    private static final Duration PATIENCE_AT_THE_END = Duration.ofMillis(800);

    /** The numbers of a finding that lasts change all the time; they are noted so often. */
    private static final Duration NOTED_AGAIN = Duration.ofMinutes(1);

    private final History history;
    private final Diagnosis diagnosis;
    private final HistoryReadings readings;
    private final BlockingQueue<Observation> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private Map<Trouble, Noted> noted = new HashMap<>();
    private long second = Long.MIN_VALUE;
    private boolean complained;
    private volatile long refused;
    private volatile boolean stopped;

    /** What makes an episode the same one. */
    private record Trouble(String rule, Subject subject, Instant begun) {
        static Trouble of(Episode episode) {
            Subject subject = episode.finding().common().subject();
            return new Trouble(
                    episode.finding().rule(),
                    new Subject(subject.namespace(), subject.address(), List.of()),
                    episode.begun());
        }
    }

    private record Noted(boolean lasts, Severity severity, Instant at) {}

    /**
     * A recorder that is not yet running.
     *
     * @param limits what looks at descriptors
     * @param mostListeners cap on the listeners that are kept
     */
    public HistoryRecorder(
            History history,
            Diagnosis diagnosis,
            HostLimits limits,
            About about,
            int mostListeners) {
        this.history = history;
        this.diagnosis = diagnosis;
        this.readings = new HistoryReadings(limits, about, mostListeners);
        this.thread = Thread.ofPlatform().name("history").daemon().unstarted(this::run);
    }

    public History history() {
        return history;
    }

    public void start() {
        thread.start();
    }

    /** What of the history is missing, and why. */
    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>(history.gaps());
        if (refused > 0) {
            gaps.add(
                    new Gap(
                            "the history of " + refused + " listeners",
                            "there are too many",
                            "raise --max-listeners"));
        }
        return gaps;
    }

    @Override
    public void accept(Observation seen) {
        boolean _ = waiting.offer(seen);
    }

    private void run() {
        try {
            while (!stopped) {
                Observation seen = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                try {
                    if (seen != null) {
                        record(seen);
                    }
                } catch (RuntimeException e) {
                    complain(e);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void complain(RuntimeException e) {
        if (!complained) {
            complained = true;
            System.getLogger("raingauge")
                    .log(System.Logger.Level.WARNING, "the history missed a look", e);
        }
    }

    private void record(Observation seen) {
        if (seen.time().getEpochSecond() == second) {
            history.add(seen.time(), readings.depths(seen), false);
            return;
        }
        second = seen.time().getEpochSecond();
        history.add(seen.time(), readings.everything(seen), true);
        refused = readings.refused();
        Map<Trouble, Noted> now = new HashMap<>();
        for (Episode episode : diagnosis.episodes()) {
            Trouble trouble = Trouble.of(episode);
            now.put(trouble, note(episode, noted.get(trouble), seen.time()));
        }
        noted = now;
    }

    private static boolean isNews(Noted before, boolean lasts, Severity severity, Instant time) {
        boolean old = Duration.between(before.at(), time).compareTo(NOTED_AGAIN) >= 0;
        return before.lasts() != lasts || (lasts && (before.severity() != severity || old));
    }

    private Noted note(Episode episode, @Nullable Noted before, Instant time) {
        Severity severity = episode.finding().common().severity();
        if (before != null && !isNews(before, episode.lasts(), severity, time)) {
            return before;
        }
        Subject subject = episode.finding().common().subject();
        history.add(
                new KeptFinding(
                        episode.finding().rule(),
                        severity.label(),
                        subject.namespace().name(),
                        subject.namespace().id(),
                        subject.address(),
                        episode.begun(),
                        episode.ended(),
                        FindingsJson.summary(episode.finding()),
                        FindingsJson.text(episode.finding())));
        return new Noted(episode.lasts(), severity, time);
    }

    /**
     * Ends the thread and writes what is open; waits a moment for it and no longer. The thread is
     * not interrupted: that would close the file under it.
     */
    @Override
    public void close() {
        stopped = true;
        try {
            boolean ended =
                    thread.getState() == Thread.State.NEW || thread.join(PATIENCE_AT_THE_END);
            if (ended) {
                history.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
