package dev.raingauge.monitor.history;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/** Writes a history as fast as it can, until it is killed: ten seconds of the history a line. */
final class Writer {
    private static final int LISTENERS = 20;
    private static final long LIMIT = 4L << 20;

    private Writer() {}

    /** Where, and from which second on. */
    public static void main(String[] args) throws VaultException {
        long second = Long.parseLong(args[1]);
        var random = new Random(second);
        Instant begin = Instant.ofEpochSecond(second);
        try (History history = History.open(Path.of(args[0]), LIMIT, begin)) {
            for (int i = 0; i < 1_000_000; i++) {
                history.add(begin.plusSeconds(i), Fake.listeners(LISTENERS, 5, random, i), true);
                if (i % Tier.SECONDS.steps() == 0) {
                    System.out.println(second + i);
                }
            }
        }
    }
}
