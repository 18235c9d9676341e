package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.Dial;
import dev.raingauge.sockdiag.model.ConnectResult;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.SocketTimer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Waits for the answer to a SYN, and counts how often the kernel sends it again: our socket's
 * retransmission timer tells how often it did, and when it will again.
 */
final class SynWatch {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Without a look nobody knows; the kernel's first repetition comes after a second. */
    private static final Duration FIRST_TIMER = Duration.ofMillis(900);

    /** The kernel's clock ticks at least every 10 ms, and our look took a moment. */
    private static final Duration SLACK = Duration.ofMillis(20);

    private final ProbeSight sight;
    private final Dial dial;
    private final Endpoint to;
    private final long start;
    private Optional<SocketTimer> seen = Optional.empty();
    private Duration seenAt = Duration.ZERO;

    SynWatch(ProbeSight sight, Dial dial, Endpoint to, long start) {
        this.sight = sight;
        this.dial = dial;
        this.to = to;
        this.start = start;
    }

    /** Empty if there is no answer in this time. */
    Optional<ConnectResult> await(Duration timeout) throws IOException {
        Duration pause = PAUSE;
        while (true) {
            Duration rest = timeout.minus(Prober.since(start));
            Optional<ConnectResult> result = dial.await(rest.compareTo(pause) < 0 ? rest : pause);
            if (result.isPresent()) {
                return result;
            }
            Duration asked = Prober.since(start);
            sight.synTimer(dial, to)
                    .ifPresent(timer -> {
                        seen = Optional.of(timer);
                        seenAt = asked;
                    });
            // On a host with very many sockets a look is dear: nine tenths of the time we wait.
            Duration cost = Prober.since(start).minus(asked).multipliedBy(10);
            pause = cost.compareTo(PAUSE) > 0 ? cost : PAUSE;
            if (Prober.since(start).compareTo(timeout) >= 0) {
                return dial.await(Duration.ZERO);
            }
        }
    }

    /** How often our SYN was sent again; empty where that was not seen. */
    OptionalInt retransmits(ConnectResult result, Duration took) {
        if (seen.isEmpty()) {
            return took.compareTo(FIRST_TIMER) < 0 ? OptionalInt.of(0) : OptionalInt.empty();
        }
        SocketTimer timer = seen.get();
        boolean onceMore =
                result != ConnectResult.TIMED_OUT
                        && timer.kind() == SocketTimer.Kind.RETRANSMIT
                        && took.plus(SLACK).compareTo(seenAt.plus(timer.expires())) >= 0;
        return OptionalInt.of(timer.retransmits() + (onceMore ? 1 : 0));
    }
}
