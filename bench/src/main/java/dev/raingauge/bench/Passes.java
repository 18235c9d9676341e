package dev.raingauge.bench;

import dev.raingauge.sockdiag.SockDiag;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.QueuePass;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Times the passes inside a running program, as {@code serve} makes them: no start-up, warm code.
 * Prints one line: what, how many sockets, median, best and worst in microseconds.
 */
public final class Passes {
    private static final int WARM_UP = 3;

    private Passes() {}

    /** {@code queues|states|census THREADS RUNS}. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException("usage: Passes queues|states|census THREADS RUNS");
        }
        int threads = Integer.parseInt(args[1]);
        int runs = Integer.parseInt(args[2]);
        try (Sockets sockets = SockDiag.open()) {
            QueuePass listeners = sockets.queues();
            long[] micros = new long[runs];
            long counted = 0;
            for (int i = -WARM_UP; i < runs; i++) {
                long begin = System.nanoTime();
                counted = pass(args[0], sockets, listeners, threads);
                if (i >= 0) {
                    micros[i] = (System.nanoTime() - begin) / 1000;
                }
            }
            Arrays.sort(micros);
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "%d sockets, %d us (%d to %d)",
                            counted,
                            micros[runs / 2],
                            micros[0],
                            micros[runs - 1]));
        }
    }

    private static long pass(String what, Sockets sockets, QueuePass listeners, int threads)
            throws IOException {
        return switch (what) {
            case "queues" -> {
                QueuePass pass = sockets.queues();
                yield pass.tcp().size() + pass.unix().size();
            }
            case "states" ->
                    sockets.states(listeners).states().values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            case "census" -> {
                CensusPass pass = sockets.census(listeners, threads);
                yield pass.sockets();
            }
            default -> throw new IllegalArgumentException("no pass is called " + what);
        };
    }
}
