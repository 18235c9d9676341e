package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.List;

/** {@code abort-on-overflow}: a setting that looks like a remedy and is none. */
final class AbortRule implements Rule {
    private static final String SETTING = "net.ipv4.tcp_abort_on_overflow";

    @Override
    public List<Finding> judge(Evidence evidence) {
        long value = evidence.setting(SETTING).orElse(0);
        if (value == 0) {
            return List.of();
        }
        boolean overflowed = evidence.counters().grew("TcpExtListenOverflows");
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of(SETTING, value));
        if (overflowed) {
            Signal.of(evidence, "TcpExtListenOverflows").ifPresent(signals::add);
            Signal.of(evidence, "TcpExtEmbryonicRsts").ifPresent(signals::add);
        }
        return List.of(
                new QueueFinding.AbortOnOverflow(
                        new Case(
                                overflowed ? Severity.WARNING : Severity.INFO,
                                Confidence.CERTAIN,
                                Subject.of(evidence),
                                signals),
                        overflowed));
    }
}
