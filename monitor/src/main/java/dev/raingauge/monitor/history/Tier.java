package dev.raingauge.monitor.history;

import java.time.Duration;
import java.util.Optional;

/** How fine something is kept, and how long. A block holds a fixed number of steps. */
public enum Tier {
    /** A block is written every ten seconds: so much is lost when the program is killed. */
    SECONDS(1, 10, Duration.ofMinutes(20), 0.2),
    TENS(10, 60, Duration.ofHours(25), 0.4),
    /** As long as there is room, and no longer than this. */
    MINUTES(60, 60, Duration.ofDays(400), 0.4);

    private final int stepSeconds;
    private final int steps;
    private final Duration kept;
    private final double share;

    Tier(int stepSeconds, int steps, Duration kept, double share) {
        this.stepSeconds = stepSeconds;
        this.steps = steps;
        this.kept = kept;
        this.share = share;
    }

    public int stepSeconds() {
        return stepSeconds;
    }

    /** The steps of one block. */
    int steps() {
        return steps;
    }

    int blockSeconds() {
        return stepSeconds * steps;
    }

    Duration kept() {
        return kept;
    }

    /** Its part of the room, where there is too little for all. */
    double share() {
        return share;
    }

    /** The number of the block that holds this second since 1970. */
    long period(long second) {
        return Math.floorDiv(second, blockSeconds());
    }

    /** The first second of a block. */
    long start(long period) {
        return period * blockSeconds();
    }

    /** What this one is made of; empty for the finest. */
    Optional<Tier> finer() {
        return switch (this) {
            case SECONDS -> Optional.empty();
            case TENS -> Optional.of(SECONDS);
            case MINUTES -> Optional.of(TENS);
        };
    }

    Optional<Tier> coarser() {
        return switch (this) {
            case SECONDS -> Optional.of(TENS);
            case TENS -> Optional.of(MINUTES);
            case MINUTES -> Optional.empty();
        };
    }
}
