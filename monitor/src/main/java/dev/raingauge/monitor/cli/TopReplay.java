package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.diagnose.ProcessFacts;
import dev.raingauge.monitor.diagnose.Rules;
import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.ProcessLook;
import dev.raingauge.monitor.top.Reel;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.tape.Player;
import dev.raingauge.sockdiag.tape.TapeFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Makes of a recording what the live screen plays: the ten looks a second that doctor took, or,
 * where doctor was not recorded, the looks of listeners.
 */
final class TopReplay {
    private static final String DOCTOR = "doctor";
    private static final String LISTENERS = "listeners";

    /** Longer than any observation that can be recorded with a length of its own. */
    private static final Duration UNKNOWN = Duration.ofSeconds(10);

    private final Player player;
    private final String file;
    private final ReadingOptions options;
    private final Surroundings around;
    private final TopMoments moments = new TopMoments();

    TopReplay(Player player, String file, ReadingOptions options, Surroundings around) {
        this.player = player;
        this.file = file;
        this.options = options;
        this.around = around;
    }

    /**
     * Reads all of it.
     *
     * @param progress is told how much of how much was read
     */
    Reel read(BiConsumer<Duration, Duration> progress) throws IOException, Failure {
        Set<String> recorded = Set.copyOf(player.recorded());
        Optional<Reel> reel = Optional.empty();
        if (recorded.contains(LISTENERS)) {
            reel = Optional.of(listeners());
        }
        if (recorded.contains(DOCTOR)) {
            player.rewind();
            reel = Optional.of(observation(progress));
        }
        return reel.filter(one -> !one.isEmpty()).orElseThrow(() -> nothing(recorded));
    }

    private Failure nothing(Set<String> recorded) {
        return Failure.of(
                "%s holds nothing that top could play: it was recorded for %s; 'raingauge record FILE' and 'raingauge record FILE -- doctor --for=1m' record what it plays"
                        .formatted(
                                file,
                                recorded.isEmpty()
                                        ? "nothing"
                                        : recorded.stream()
                                                .map(name -> name.isEmpty() ? "no command" : name)
                                                .sorted()
                                                .reduce((a, b) -> a + ", " + b)
                                                .orElse("")));
    }

    private Surroundings with(String command) {
        return around.with(Session.of(player, command));
    }

    private Reel reel(Lookout lookout) {
        HostFacts facts = lookout.facts();
        return new Reel(
                new Diagnosis(Rules.STANDARD, processes -> facts(lookout, processes)),
                facts.name(),
                facts.kernel());
    }

    /** Of a process that was not looked at, no more than its name is known. */
    private static List<ProcessFacts> facts(Lookout lookout, List<ProcessRef> processes) {
        try {
            return new ProcessLook(lookout.host()).facts(processes);
        } catch (TapeFailure notRecorded) {
            return processes.stream().map(TopReplay::unknown).distinct().toList();
        }
    }

    private static ProcessFacts unknown(ProcessRef process) {
        return new ProcessFacts(
                process.pid(),
                process.name(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                OptionalLong.empty());
    }

    /** The looks of listeners; remembers who holds what. */
    private Reel listeners() throws IOException, Failure {
        try (var lookout = new Lookout(options, with(LISTENERS))) {
            Reel reel = reel(lookout);
            var look = new ListenersLook(lookout, List.of(), ListenersLook.Depth.CONNECTIONS);
            try {
                while (true) {
                    reel.saw(moments.of(lookout.look(look::at, look::owned)));
                }
            } catch (EndOfRecordingException all) {
                reel.end();
            }
            return reel;
        }
    }

    /** The observation of doctor. */
    private Reel observation(BiConsumer<Duration, Duration> progress) throws IOException, Failure {
        try (var lookout = new Lookout(options, with(DOCTOR))) {
            Reel reel = reel(lookout);
            Duration length =
                    lookout.fact("doctor --for", Optional::empty)
                            .map(Duration::parse)
                            .orElse(UNKNOWN);
            Instant begun = begun(lookout, length);
            new Observer(lookout, length)
                    .follow((at, watched) -> {
                        reel.saw(moments.of(lookout, begun.plus(at), watched));
                        progress.accept(at, length);
                    });
            reel.end();
            return reel;
        }
    }

    /** An observation is dated at its beginning and at its end; earlier ones at the end alone. */
    private static Instant begun(Lookout lookout, Duration length) {
        Instant first = lookout.clock().instant();
        Instant second = lookout.clock().instant();
        return second.isAfter(first) ? first : first.minus(length);
    }
}
