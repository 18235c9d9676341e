package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.StatePass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of one namespace at one moment. A part that was not looked at this time is empty,
 * which says nothing about the kernel.
 *
 * @param at on a clock that never jumps, since any fixed moment
 * @param queues every listener; the one part that every sample has
 * @param counters read right after the queues, so that a listener's drops and the namespace's move
 *     together
 * @param waits of the listeners that had a queue; a listener without one is not in it
 * @param deep connections one by one, and other protocols
 */
public record Sample(
        Duration at,
        QueuePass queues,
        Optional<Counters> counters,
        Optional<Map<ListenerAddress, List<AcceptWait>>> waits,
        Optional<StatePass> states,
        Optional<CensusPass> census,
        Optional<SockStat> sockStat,
        Optional<DeepLook> deep) {
    public static Sample of(Duration at, QueuePass queues) {
        return new Sample(
                at,
                queues,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Sample with(Counters read) {
        return new Sample(at, queues, Optional.of(read), waits, states, census, sockStat, deep);
    }

    public Sample with(Map<ListenerAddress, List<AcceptWait>> seen) {
        return new Sample(
                at,
                queues,
                counters,
                Optional.of(Map.copyOf(seen)),
                states,
                census,
                sockStat,
                deep);
    }

    public Sample with(StatePass pass) {
        return new Sample(at, queues, counters, waits, Optional.of(pass), census, sockStat, deep);
    }

    public Sample with(CensusPass pass) {
        return new Sample(at, queues, counters, waits, states, Optional.of(pass), sockStat, deep);
    }

    public Sample with(DeepLook look) {
        return new Sample(at, queues, counters, waits, states, census, sockStat, Optional.of(look));
    }

    public Sample with(SockStat read) {
        return new Sample(at, queues, counters, waits, states, census, Optional.of(read), deep);
    }
}
