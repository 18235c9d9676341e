package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code udp-receive-drops}: the namespace and a socket of it dropped datagrams. */
final class UdpRule implements Rule {
    private static final int MOST = 10;

    @Override
    public List<Finding> judge(Evidence evidence) {
        boolean v4 = evidence.counters().grew("UdpRcvbufErrors");
        boolean v6 = evidence.counters().grew("Udp6RcvbufErrors");
        if (!v4 && !v6) {
            return List.of();
        }
        Map<String, List<UdpTrack>> byAddress =
                evidence.udp().stream()
                        .filter(socket -> socket.drops().growth().orElse(0) > 0)
                        .collect(Collectors.groupingBy(one -> one.last().local().toString()));
        return byAddress.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -dropped(entry.getValue())))
                .limit(MOST)
                .map(entry -> finding(evidence, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static long dropped(List<UdpTrack> sockets) {
        return sockets.stream().mapToLong(one -> one.drops().growth().orElse(0)).sum();
    }

    private static Finding finding(Evidence evidence, String address, List<UdpTrack> sockets) {
        List<Signal> signals = new ArrayList<>();
        Signal.of(evidence, "UdpRcvbufErrors").ifPresent(signals::add);
        Signal.of(evidence, "Udp6RcvbufErrors")
                .filter(signal -> evidence.counters().grew(signal.name()))
                .ifPresent(signals::add);
        long before = sockets.stream().mapToLong(one -> one.drops().before()).sum();
        long after = sockets.stream().mapToLong(one -> one.drops().after()).sum();
        signals.add(Signal.of("socket.drops", new Change(before, after)));
        List<ProcessFacts> owners =
                sockets.stream()
                        .flatMap(one -> evidence.owners(one.last().identity().inode()).stream())
                        .distinct()
                        .toList();
        return new ConnectionFinding.UdpReceiveDrops(
                new Case(
                        Severity.WARNING,
                        Confidence.CERTAIN,
                        Subject.of(evidence, address, owners),
                        signals),
                dropped(sockets));
    }
}
