package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.history.Columns;
import dev.raingauge.monitor.history.Reading;
import dev.raingauge.monitor.sample.HostLimits;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the history keeps of descriptors and open files. */
final class FileReadings {
    private FileReadings() {}

    /** Those of the process that is nearest to its limit, of all that own a listener there. */
    static void descriptors(
            Reading reading, NamespaceSample sample, Observation seen, HostLimits.Seen limits) {
        nearest(inodes(sample), seen, limits)
                .ifPresent(held -> {
                    reading.with(Columns.limit("descriptors"), held.open());
                    reading.with(Columns.limit("descriptorsLimit"), held.softLimit());
                });
    }

    private static Optional<Descriptors> nearest(
            Set<Long> inodes, Observation seen, HostLimits.Seen limits) {
        Optional<Descriptors> nearest = Optional.empty();
        double most = -1;
        for (long inode : inodes) {
            for (ProcessRef owner : seen.owners().getOrDefault(inode, List.of())) {
                Descriptors held =
                        limits.descriptors().getOrDefault(owner.pid(), Descriptors.UNKNOWN);
                if (held.open().isPresent() && held.softLimit().isPresent()) {
                    double limit = Math.max(1, held.softLimit().getAsLong());
                    double part = held.open().getAsLong() / limit;
                    if (part > most) {
                        most = part;
                        nearest = Optional.of(held);
                    }
                }
            }
        }
        return nearest;
    }

    private static Set<Long> inodes(NamespaceSample sample) {
        Set<Long> inodes = new HashSet<>();
        sample.queues()
                .ifPresent(queues -> {
                    queues.value().tcp().forEach(at -> inodes.add(at.identity().inode()));
                    queues.value().unix().forEach(at -> inodes.add(at.identity().inode()));
                });
        return inodes;
    }

    /** Those of the whole host. Their limit is practically none on today's kernels: not kept. */
    static void openFiles(Reading reading, HostLimits.Seen limits) {
        String[] numbers = limits.settings().text("fs.file-nr").orElse("").split("\\s+", -1);
        if (numbers.length == 3 && numbers[0].matches("[0-9]{1,15}")) {
            reading.with(Columns.limit("openFiles"), OptionalLong.of(Long.parseLong(numbers[0])));
        }
    }
}
