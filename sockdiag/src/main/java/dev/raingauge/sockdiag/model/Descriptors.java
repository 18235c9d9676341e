package dev.raingauge.sockdiag.model;

import java.util.OptionalLong;

/**
 * The descriptors of a process: where {@code open} reaches the soft limit, accept(2) fails with
 * EMFILE and connections stay in the queue.
 *
 * @param open descriptors in use; empty where they may not be counted
 * @param softLimit {@code RLIMIT_NOFILE}, the one that binds; empty where it could not be read
 * @param hardLimit how far the process itself may raise it; empty as above
 */
public record Descriptors(OptionalLong open, OptionalLong softLimit, OptionalLong hardLimit) {
    /** Of a process that has ended, or may not be looked at. */
    public static final Descriptors UNKNOWN =
            new Descriptors(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
