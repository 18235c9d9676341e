package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Source;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The head of every report: when, where and how was looked, and what could not be seen.
 *
 * @param time when the looking ended
 * @param host the host's name
 * @param kernel its release, as {@code uname -r} prints it
 * @param sources where the figures about sockets come from: usually one, both where some namespaces
 *     could only be read from /proc, none where no socket was looked at
 * @param consistent false if the kernel interrupted a dump in every try
 * @param gaps what could not be looked at
 */
public record Look(
        Instant time,
        String host,
        String kernel,
        Set<Source> sources,
        boolean consistent,
        List<Gap> gaps) {
    public Look {
        sources = Set.copyOf(sources);
        gaps = List.copyOf(gaps);
    }

    /** {@code netlink}, {@code procfs}, or {@code mixed} for both. */
    public String source() {
        EnumSet<Source> all = EnumSet.noneOf(Source.class);
        all.addAll(sources);
        return switch (all.size()) {
            case 0 -> Source.PROCFS.label();
            case 1 -> all.iterator().next().label();
            default -> "mixed";
        };
    }
}
