package dev.raingauge.sockdiag.model;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Connections that finished the handshake and wait for {@code accept(2)}. Unit: connections, never
 * bytes.
 *
 * <p>The kernel refuses at {@code depth > limit} ({@code sk_acceptq_is_full} in {@code
 * include/net/sock.h}), so a queue of limit 2 holds three connections and {@code depth == limit} is
 * not full.
 *
 * @param depth connections waiting now ({@code sk_ack_backlog})
 * @param limit what {@code listen(2)} was granted ({@code sk_max_ack_backlog}); empty where the
 *     source does not tell: /proc shows no limit
 */
public record AcceptQueue(long depth, OptionalLong limit) {
    public AcceptQueue {
        if (depth < 0 || limit.orElse(0) < 0) {
            throw new IllegalArgumentException("negative accept queue: " + depth + " of " + limit);
        }
    }

    public static AcceptQueue of(long depth, long limit) {
        return new AcceptQueue(depth, OptionalLong.of(limit));
    }

    public static AcceptQueue ofUnknownLimit(long depth) {
        return new AcceptQueue(depth, OptionalLong.empty());
    }

    /** Whether the next connection would be refused; empty where the limit is unknown. */
    public Optional<Boolean> full() {
        return limit.isPresent() ? Optional.of(depth > limit.getAsLong()) : Optional.empty();
    }

    /** {@code depth / (limit + 1)}, so that 1 is full; empty where the limit is unknown. */
    public OptionalDouble utilization() {
        return limit.isPresent()
                ? OptionalDouble.of(depth / (limit.getAsLong() + 1.0))
                : OptionalDouble.empty();
    }
}
