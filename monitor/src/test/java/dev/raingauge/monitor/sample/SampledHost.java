package dev.raingauge.monitor.sample;

import dev.raingauge.monitor.sample.ScriptedHost.ScriptedNamespace;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** One scripted namespace, sampled one queue pass at a time: observations for other packages. */
public final class SampledHost {
    private final ScriptedHost host = new ScriptedHost();
    private final ScriptedNamespace namespace = host.add(1, "host");
    private final Deque<Observation> seen = new ArrayDeque<>();
    private final Rounds rounds =
            new Rounds(host, host.ticks(), SamplerOptions.DEFAULT, seen::addLast);

    public void source(TcpSocket.Listener... listeners) {
        namespace.queues = Given.pass(listeners);
    }

    public void unix(UnixSocket.Listener... listeners) {
        namespace.queues = new QueuePass(List.of(), List.of(listeners), true);
    }

    public void waits(Map<ListenerAddress, List<AcceptWait>> waits) {
        namespace.waits = waits;
    }

    public void sysctls(Map<String, String> values) {
        namespace.sysctls = values;
    }

    public void broken(boolean now) {
        namespace.broken = now;
    }

    /** What the next queue pass sees. */
    public Observation next() {
        int before = seen.size();
        for (int step = 0; step < 100 && seen.size() == before; step++) {
            host.pass(Duration.ofNanos(rounds.step()));
        }
        return last();
    }

    /** Lets the time pass until every depth was looked at, and the counters are known. */
    public void settle() {
        namespace.counters = new Counters(Map.of("TcpExtListenDrops", 1L));
        for (int i = 0; i < 300; i++) {
            next();
        }
    }

    public Observation last() {
        return seen.getLast();
    }
}
