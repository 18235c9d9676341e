package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.ListenerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code unix-queue-full} and {@code unix-datagram-queue}: no counter exists, so only what was seen
 * can be said.
 */
final class UnixRules implements Rule {
    private final Thresholds thresholds;

    UnixRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (ListenerEvidence listener : evidence.listeners()) {
            if (listener.address() instanceof ListenerAddress.Unix) {
                stream(evidence, listener).ifPresent(findings::add);
            }
        }
        for (DatagramTrack socket : evidence.datagrams()) {
            datagram(evidence, socket).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<Finding> stream(Evidence evidence, ListenerEvidence listener) {
        QueueTrack queue = listener.queue();
        if (!queue.everFull()) {
            return Optional.empty();
        }
        List<Signal> signals = new ArrayList<>(AcceptQueueRules.queueSignals(queue));
        signals.add(Signal.of("samplesFull", queue.fullSamples()));
        signals.add(Signal.of("samples", queue.samples()));
        boolean lasting =
                queue.fullAtEnd() && queue.longestFull().compareTo(thresholds.stalledFor()) >= 0;
        return Optional.of(
                new QueueFinding.UnixQueueFull(
                        new Case(
                                lasting ? Severity.CRITICAL : Severity.WARNING,
                                Confidence.CERTAIN,
                                Subject.of(evidence, listener),
                                signals),
                        queue));
    }

    private Optional<Finding> datagram(Evidence evidence, DatagramTrack socket) {
        if (socket.fullLooks() < thresholds.datagramLooks() || !socket.lastFull()) {
            return Optional.empty();
        }
        OptionalLong limit = evidence.setting("net.unix.max_dgram_qlen");
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of("looksFull", socket.fullLooks()));
        signals.add(Signal.of("looks", socket.looks()));
        limit.ifPresent(value -> signals.add(Signal.of("net.unix.max_dgram_qlen", value)));
        return Optional.of(
                new QueueFinding.UnixDatagramQueue(
                        new Case(
                                Severity.WARNING,
                                Confidence.LIKELY,
                                Subject.of(
                                        evidence,
                                        socket.name().toString(),
                                        evidence.owners(socket.inode())),
                                signals),
                        limit,
                        socket.fullLooks() == socket.looks()));
    }
}
