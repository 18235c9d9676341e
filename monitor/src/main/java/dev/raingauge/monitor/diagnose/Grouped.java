package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Endpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Connections with the same trouble, put together by what they have in common: the port they came
 * to, or the destination they go to, and the process. One finding speaks for all of them.
 *
 * @param address the common address
 * @param processes who holds them
 * @param tracks the connections; never empty
 */
record Grouped(String address, List<ProcessFacts> processes, List<ConnectionTrack> tracks) {
    /** The worst are named; hundreds of destinations would help nobody. */
    private static final int MOST = 10;

    private record Key(String address, List<ProcessFacts> processes) {}

    static List<Grouped> of(Evidence evidence, Predicate<ConnectionTrack> which) {
        Map<Key, List<ConnectionTrack>> groups =
                evidence.connections().tracks().stream()
                        .filter(which)
                        .collect(
                                Collectors.groupingBy(
                                        track -> key(evidence, track),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return groups.entrySet().stream()
                .sorted((a, b) -> b.getValue().size() - a.getValue().size())
                .limit(MOST)
                .map(group ->
                        new Grouped(
                                group.getKey().address(),
                                group.getKey().processes(),
                                group.getValue()))
                .toList();
    }

    private static Key key(Evidence evidence, ConnectionTrack track) {
        Endpoint local = track.last().local();
        Endpoint shown = evidence.listensAt(local.port()) ? local : track.last().remote();
        Endpoint plain = new Endpoint(shown.address().unmapped(), shown.port());
        return new Key(plain.toString(), evidence.owners(track.last().identity().inode()));
    }

    long unreadBytes() {
        return tracks.stream().mapToLong(track -> track.last().queues().unreadBytes()).sum();
    }

    long unacknowledgedBytes() {
        return tracks.stream()
                .mapToLong(track -> track.last().queues().unacknowledgedBytes())
                .sum();
    }

    int retransmits() {
        return tracks.stream()
                .mapToInt(track -> track.last().timer().retransmits())
                .max()
                .orElse(0);
    }

    Case finding(
            Evidence evidence, Severity severity, Confidence confidence, List<Signal> signals) {
        return new Case(severity, confidence, Subject.of(evidence, address, processes), signals);
    }
}
