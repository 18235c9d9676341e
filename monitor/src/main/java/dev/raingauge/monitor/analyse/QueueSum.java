package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.AcceptQueue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The accept queues of one address, of which SO_REUSEPORT may make several. Unit: connections.
 *
 * @param depth all that wait
 * @param limit the limits' sum; empty where one of them is unknown
 * @param full whether at least one of the queues is full: the kernel picks the queue before it
 *     looks whether there is room, so room in another one does not help
 * @param utilization {@code depth / (limit + 1)} of the fullest queue, so that 1 is full; empty
 *     where no limit is known
 */
public record QueueSum(
        long depth, OptionalLong limit, Optional<Boolean> full, OptionalDouble utilization) {

    public static QueueSum of(AcceptQueue queue) {
        return of(List.of(queue));
    }

    /** The sum of the queues of one address. */
    public static QueueSum of(List<AcceptQueue> queues) {
        long depth = 0;
        long limit = 0;
        boolean known = true;
        boolean full = false;
        OptionalDouble utilization = OptionalDouble.empty();
        for (AcceptQueue queue : queues) {
            depth += queue.depth();
            limit += queue.limit().orElse(0);
            known &= queue.limit().isPresent();
            full |= queue.full().orElse(false);
            if (queue.utilization().isPresent()) {
                double own = queue.utilization().getAsDouble();
                utilization = OptionalDouble.of(Math.max(utilization.orElse(0), own));
            }
        }
        return new QueueSum(
                depth,
                known ? OptionalLong.of(limit) : OptionalLong.empty(),
                known || full ? Optional.of(full) : Optional.empty(),
                utilization);
    }
}
