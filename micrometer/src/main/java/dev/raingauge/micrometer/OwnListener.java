package dev.raingauge.micrometer;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ListenerAddress;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one look saw of one listening address of this process; several sockets of it are added up.
 *
 * @param queues the accept queue of each of its sockets
 * @param drops packets dropped so far, also by sockets that are closed now; empty where the kernel
 *     does not tell, and for UNIX sockets
 */
record OwnListener(ListenerAddress address, List<AcceptQueue> queues, OptionalLong drops) {
    OwnListener {
        queues = List.copyOf(queues);
    }

    /** Connections that wait. */
    long depth() {
        return queues.stream().mapToLong(AcceptQueue::depth).sum();
    }

    /** The limits together; empty if one is unknown. */
    OptionalLong limit() {
        long sum = 0;
        for (AcceptQueue queue : queues) {
            if (queue.limit().isEmpty()) {
                return OptionalLong.empty();
            }
            sum += queue.limit().getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** That of the fullest socket: the others' room does not help its clients. */
    double utilization() {
        double most = Double.NaN;
        for (AcceptQueue queue : queues) {
            double one = queue.utilization().orElse(Double.NaN);
            most = Double.isNaN(most) ? one : Math.max(most, one);
        }
        return most;
    }
}
