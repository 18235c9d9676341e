package dev.raingauge.monitor.top;

import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.view.Trouble;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that the screen may show, at one moment. Immutable.
 *
 * @param time when it was looked at; empty before the first look
 * @param host the host's name
 * @param kernel its release
 * @param namespaces those that are watched
 * @param entries every listener, in no order
 * @param episodes what was found: what lasts, the worst first, then what has ended
 * @param watched for how long this program has looked
 * @param flows what each namespace as a whole does
 * @param gaps what could not be looked at
 */
record Board(
        Optional<Instant> time,
        String host,
        String kernel,
        List<Namespace> namespaces,
        List<Entry> entries,
        List<Episode> episodes,
        Duration watched,
        Map<Long, Flow> flows,
        List<Gap> gaps) {
    /**
     * Packets or connections a second of a whole namespace, over the time that is judged; empty
     * where the kernel does not count them, or where nothing was judged yet.
     *
     * @param opened handshakes that clients began and that were finished ({@code TcpPassiveOpens})
     * @param cookies SYNs answered with a cookie because a SYN queue was full
     */
    record Flow(OptionalDouble opened, OptionalDouble cookies) {
        static final Flow UNKNOWN = new Flow(OptionalDouble.empty(), OptionalDouble.empty());
    }

    Board {
        namespaces = List.copyOf(namespaces);
        entries = List.copyOf(entries);
        episodes = List.copyOf(episodes);
        flows = Map.copyOf(flows);
        gaps = List.copyOf(gaps);
    }

    /** Before the first look. */
    static Board empty(String host, String kernel) {
        return new Board(
                Optional.empty(),
                host,
                kernel,
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO,
                Map.of(),
                List.of());
    }

    /** What lasts in the namespaces that are shown, an overflow and its cause as one. */
    List<Trouble> troubles(State state) {
        List<Finding> lasting =
                episodes.stream()
                        .filter(Episode::lasts)
                        .map(Episode::finding)
                        .filter(finding -> state.shows(finding.common().subject().namespace()))
                        .toList();
        return Trouble.of(lasting);
    }

    /** Since when a trouble is known. */
    Duration since(Trouble trouble) {
        Instant now = time.orElse(Instant.EPOCH);
        return episodes.stream()
                .filter(episode -> trouble.all().contains(episode.finding()))
                .map(episode -> Duration.between(episode.begun(), now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    Flow flow(Namespace namespace) {
        return flows.getOrDefault(namespace.id(), Flow.UNKNOWN);
    }
}
