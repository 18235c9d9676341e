package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.SockStat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code time-wait}, {@code tcp-memory}, {@code orphans} and {@code socket-leak}: what the kernel
 * keeps for a namespace or for the whole host.
 */
final class HostRules implements Rule {
    private final Thresholds thresholds;

    HostRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        timeWait(evidence).ifPresent(findings::add);
        memory(evidence).ifPresent(findings::add);
        orphans(evidence).ifPresent(findings::add);
        for (Surroundings.Leak leak : evidence.around().leaks()) {
            leak(evidence, leak).ifPresent(findings::add);
        }
        return findings;
    }

    /** Only the overflow matters; many in TIME_WAIT harm nobody. */
    private static Optional<Finding> timeWait(Evidence evidence) {
        long packets = evidence.counters().growth("TcpExtTCPTimeWaitOverflow").orElse(0);
        if (packets == 0) {
            return Optional.empty();
        }
        List<Signal> signals = new ArrayList<>();
        Signal.of(evidence, "TcpExtTCPTimeWaitOverflow").ifPresent(signals::add);
        sockStat(evidence, "tw").ifPresent(now -> signals.add(Signal.of("TCP tw", now)));
        evidence.setting("net.ipv4.tcp_max_tw_buckets")
                .ifPresent(most -> signals.add(Signal.of("net.ipv4.tcp_max_tw_buckets", most)));
        return Optional.of(
                new HostFinding.TimeWaitOverflow(
                        new Case(
                                Severity.WARNING,
                                Confidence.CERTAIN,
                                Subject.of(evidence),
                                signals),
                        packets));
    }

    private static OptionalLong sockStat(Evidence evidence, String field) {
        return evidence.sockStat().orElse(SockStat.NONE).get("TCP", field);
    }

    /** {@code tcp_mem}: three numbers, in pages: free, under pressure, the most. */
    private static Optional<Finding> memory(Evidence evidence) {
        List<Long> bounds =
                numbers(evidence.around().hostSysctls().text("net.ipv4.tcp_mem").orElse(""));
        OptionalLong used = sockStat(evidence, "mem");
        if (bounds.size() != 3 || used.isEmpty()) {
            return Optional.empty();
        }
        long pressure = bounds.get(1);
        long most = bounds.get(2);
        boolean refused = evidence.counters().grew("TcpExtTCPAbortOnMemory");
        boolean pressed = evidence.counters().grew("TcpExtTCPMemoryPressures");
        if (used.getAsLong() < pressure && !refused && !pressed) {
            return Optional.empty();
        }
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of("TCP mem (pages)", used.getAsLong()));
        signals.add(Signal.of("net.ipv4.tcp_mem (pressure)", pressure));
        signals.add(Signal.of("net.ipv4.tcp_mem (max)", most));
        Signal.of(evidence, "TcpExtTCPMemoryPressures").ifPresent(signals::add);
        Signal.of(evidence, "TcpExtTCPAbortOnMemory").ifPresent(signals::add);
        boolean critical = refused || used.getAsLong() >= most;
        return Optional.of(
                new HostFinding.TcpMemory(
                        new Case(
                                critical ? Severity.CRITICAL : Severity.WARNING,
                                Confidence.CERTAIN,
                                Subject.of(evidence),
                                signals),
                        used.getAsLong(),
                        pressure,
                        most));
    }

    private static List<Long> numbers(String text) {
        return Arrays.stream(text.trim().split("\\s+", -1))
                .filter(word -> !word.isEmpty() && word.chars().allMatch(Character::isDigit))
                .map(Long::valueOf)
                .toList();
    }

    private Optional<Finding> orphans(Evidence evidence) {
        OptionalLong most = evidence.around().hostSysctls().number("net.ipv4.tcp_max_orphans");
        OptionalLong now = sockStat(evidence, "orphan");
        if (most.isEmpty()
                || now.isEmpty()
                || now.getAsLong() < thresholds.orphansWarning() * most.getAsLong()) {
            return Optional.empty();
        }
        boolean critical = now.getAsLong() >= thresholds.orphansCritical() * most.getAsLong();
        return Optional.of(
                new HostFinding.Orphans(
                        new Case(
                                critical ? Severity.CRITICAL : Severity.WARNING,
                                Confidence.CERTAIN,
                                Subject.of(evidence),
                                List.of(
                                        Signal.of("TCP orphan", now.getAsLong()),
                                        Signal.of("net.ipv4.tcp_max_orphans", most.getAsLong()))),
                        now.getAsLong(),
                        most.getAsLong()));
    }

    private Optional<Finding> leak(Evidence evidence, Surroundings.Leak leak) {
        if (leak.sockets().growth().orElse(0) < thresholds.leakedSockets()) {
            return Optional.empty();
        }
        return Optional.of(
                new HostFinding.SocketLeak(
                        new Case(
                                Severity.WARNING,
                                Confidence.LIKELY,
                                new Subject(
                                        evidence.namespace(),
                                        Optional.empty(),
                                        List.of(leak.process())),
                                List.of(Signal.of("unlistedSockets", leak.sockets()))),
                        leak.process(),
                        leak.sockets()));
    }
}
