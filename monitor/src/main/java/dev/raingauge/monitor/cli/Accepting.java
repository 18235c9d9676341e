package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.ProbeAttempt.Acceptance;
import dev.raingauge.sockdiag.Dial;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.PeerAct;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits until a server of this host has accepted our connection, or done something else with it.
 */
final class Accepting {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    /** A server that defers accept waits for data, which we do not send. */
    private static final Duration HALF_OPEN_LONG_ENOUGH = Duration.ofMillis(500);

    /** So long after it is accepted we look whether it is closed again. */
    private static final Duration AFTERWARDS = Duration.ofMillis(20);

    private final ProbeSight sight;
    private final long start;
    private final long until;
    private Acceptance acceptance = Acceptance.UNKNOWN;
    private Optional<Duration> acceptedAfter = Optional.empty();
    private PeerAct peer = PeerAct.QUIET;

    Accepting(ProbeSight sight, long start, Duration atMost) {
        this.sight = sight;
        this.start = start;
        this.until = Prober.nanos() + atMost.toNanos();
    }

    /** What can be seen of a connection. */
    @FunctionalInterface
    private interface Glance {
        Acceptance look() throws IOException;
    }

    void tcp(Dial dial, Endpoint to) throws IOException {
        Optional<Endpoint> local = dial.local();
        if (local.isPresent()) {
            watch(dial, () -> sight.acceptance(to, local.get().port()));
        }
    }

    void unix(Dial dial, ProbeSight.Before before) throws IOException {
        long inode = dial.inode();
        watch(dial, () -> sight.acceptance(before, inode));
    }

    private void watch(Dial dial, Glance glance) throws IOException {
        long begun = Prober.nanos();
        Duration pause = FIRST_PAUSE;
        while (peer == PeerAct.QUIET) {
            long asked = Prober.nanos();
            acceptance = glance.look();
            if (acceptance == Acceptance.ACCEPTED) {
                acceptedAfter = Optional.of(Prober.since(start));
                peer = dial.watch(AFTERWARDS);
                return;
            }
            boolean halfOpenLong =
                    acceptance == Acceptance.HALF_OPEN
                            && Prober.since(begun).compareTo(HALF_OPEN_LONG_ENOUGH) > 0;
            if (acceptance == Acceptance.UNKNOWN || halfOpenLong || Prober.nanos() >= until) {
                peer = dial.watch(AFTERWARDS);
                return;
            }
            Duration cost = Prober.since(asked).multipliedBy(5);
            Duration next = pause.multipliedBy(2);
            pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
            Duration rest = Duration.ofNanos(until - Prober.nanos());
            Duration wait = cost.compareTo(pause) > 0 ? cost : pause;
            peer = dial.watch(wait.compareTo(rest) > 0 ? rest : wait);
        }
        if (peer == PeerAct.SPOKE || peer == PeerAct.CLOSED) {
            acceptance = Acceptance.ACCEPTED;
            acceptedAfter = Optional.of(Prober.since(start));
        }
    }

    /** Only what the other side does: all that is to be seen of another host. */
    void peer(Dial dial, Duration grace) throws IOException {
        peer = dial.watch(grace);
    }

    Acceptance acceptance() {
        return acceptance;
    }

    Optional<Duration> acceptedAfter() {
        return acceptedAfter;
    }

    PeerAct peer() {
        return peer;
    }
}
