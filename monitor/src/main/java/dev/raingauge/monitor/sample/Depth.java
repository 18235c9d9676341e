package dev.raingauge.monitor.sample;

import java.time.Duration;
import java.util.Locale;

/**
 * A kind of look at a host. What a look costs decides how often it is taken: each has a share of
 * the CPU budget, and waits until its last look is paid for.
 *
 * <p>The shares add up to 1. The longest pause bounds the age of every figure, also where the
 * budget would ask for more.
 */
public enum Depth {
    /** Every listener with its accept queue, of all namespaces in one round. */
    QUEUES(0.35, Duration.ofMillis(100), Duration.ofSeconds(5)),
    /** Which namespaces there are. */
    NAMESPACES(0.05, Duration.ofSeconds(5), Duration.ofMinutes(1)),
    /** The kernel's counters and sockstat, one namespace at a time. */
    COUNTERS(0.1, Duration.ofSeconds(2), Duration.ofSeconds(30)),
    /** Who holds the listeners, looked up when a new one appears. */
    OWNERS(0.1, Duration.ofSeconds(1), Duration.ofMinutes(1)),
    /** How long connections wait, asked only while a queue is not empty. */
    WAITS(0.1, Duration.ofSeconds(1), Duration.ofMinutes(1)),
    /** Half-open and closing connections, one namespace at a time. */
    STATES(0.15, Duration.ofSeconds(5), Duration.ofMinutes(2)),
    /** Every connection counted, one namespace at a time. */
    CENSUS(0.15, Duration.ofSeconds(15), Duration.ofMinutes(10));

    private final double weight;
    private final Duration interval;
    private final Duration longestPause;

    Depth(double weight, Duration interval, Duration longestPause) {
        this.weight = weight;
        this.interval = interval;
        this.longestPause = longestPause;
    }

    /** Its part of the whole budget, 0 to 1. */
    double weight() {
        return weight;
    }

    /** From the start of one look to the start of the next, where the budget allows it. */
    public Duration interval() {
        return interval;
    }

    /** The most that the budget may put a look off. */
    Duration longestPause() {
        return longestPause;
    }

    /** The name used in metric labels. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
