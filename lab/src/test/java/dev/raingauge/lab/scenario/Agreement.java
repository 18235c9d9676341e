package dev.raingauge.lab.scenario;

import dev.raingauge.lab.Figures;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.SockDiag;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What our own readers say of a namespace, and what {@code ss} and {@code nstat} say of it, in the
 * same words.
 */
record Agreement(List<String> ours, List<String> theirs) {
    private static final List<String> COUNTERS =
            List.of("TcpExtListenOverflows", "TcpExtListenDrops", "TcpExtTCPReqQFullDrop");

    /** Looks both ways, one right after the other. */
    static Agreement of(Running running) throws IOException {
        return running.between(
                () -> new Agreement(ours(running), theirs(Figures.of(running.namespace()))));
    }

    /** Through {@code ss} and {@code nstat}. */
    private static List<String> theirs(Figures figures) {
        List<String> lines = new ArrayList<>();
        for (Figures.Line line : figures.sockets()) {
            if (line.isListener()) {
                OptionalLong drops =
                        line.kind().equals("tcp") ? line.drops() : OptionalLong.empty();
                var queue = AcceptQueue.of(line.receiveQueue(), line.sendQueue());
                lines.add(listener(line.local(), queue, drops));
            }
        }
        lines.sort(null);
        lines.add(states(count(figures, "SYN-RECV"), count(figures, "CLOSE-WAIT")));
        var counters = new TreeMap<String, OptionalLong>();
        COUNTERS.forEach(name -> counters.put(name, figures.counter(name)));
        lines.add(counters.toString());
        return lines;
    }

    /** Through sock_diag and /proc. */
    private static List<String> ours(Running running) throws IOException {
        Counters counters = Host.REAL.counters(Host.REAL.find(running.namespace().name()));
        QueuePass queues;
        StatePass states;
        try (Sockets sockets = SockDiag.openIn(running.namespaceFile())) {
            queues = sockets.queues();
            states = sockets.states(queues);
        }
        List<String> lines = new ArrayList<>();
        queues.tcp()
                .forEach(one ->
                        lines.add(
                                listener(one.local().toString(), one.acceptQueue(), one.drops())));
        queues.unix()
                .forEach(one ->
                        lines.add(
                                listener(
                                        one.name().toString(),
                                        one.acceptQueue(),
                                        OptionalLong.empty())));
        lines.sort(null);
        lines.add(
                states(
                        states.states().getOrDefault(TcpState.SYN_RECV, -1L),
                        states.states().getOrDefault(TcpState.CLOSE_WAIT, -1L)));
        var named = new TreeMap<String, OptionalLong>();
        COUNTERS.forEach(name -> named.put(name, counters.get(name)));
        lines.add(named.toString());
        return lines;
    }

    private static long count(Figures figures, String state) {
        return figures.at("*", state).size();
    }

    private static String listener(String address, AcceptQueue queue, OptionalLong drops) {
        return "%s: %d of %s, drops %s".formatted(address, queue.depth(), queue.limit(), drops);
    }

    private static String states(long halfOpen, long closeWait) {
        return "SYN_RECV %d, CLOSE_WAIT %d".formatted(halfOpen, closeWait);
    }
}
