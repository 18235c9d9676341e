package dev.raingauge.monitor.analyse;

import dev.raingauge.monitor.analyse.LimitsReport.ListenerLimit;
import dev.raingauge.monitor.analyse.LimitsReport.NamespaceLimits;
import dev.raingauge.monitor.analyse.LimitsReport.ProcessLimit;
import dev.raingauge.monitor.analyse.LimitsReport.SettingValue;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.Sysctls;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Finds out what bounds the queues of one namespace. */
public final class Limits {
    private Limits() {}

    /**
     * Joins the settings of a namespace with its listeners.
     *
     * @param rows the listeners of this namespace
     * @param processes the descriptors of the processes that own them
     */
    public static NamespaceLimits of(
            Namespace namespace, Sysctls sysctls, List<Row> rows, List<ProcessLimit> processes) {
        OptionalLong somaxconn = sysctls.number("net.core.somaxconn");
        return new NamespaceLimits(
                namespace,
                Setting.KNOWN.stream()
                        .map(setting -> new SettingValue(setting, sysctls.text(setting.name())))
                        .toList(),
                rows.stream()
                        .map(row -> limit(row, somaxconn))
                        .sorted(
                                Comparator.<ListenerLimit>comparingLong(
                                                at -> at.limit().orElse(Long.MAX_VALUE))
                                        .thenComparing(ListenerLimit::address))
                        .toList(),
                processes.stream().sorted(Comparator.comparingDouble(at -> -used(at))).toList());
    }

    private static ListenerLimit limit(Row row, OptionalLong somaxconn) {
        OptionalLong least =
                row.sockets().stream()
                        .map(ListenersReport.ListeningSocket::acceptQueue)
                        .map(AcceptQueue::limit)
                        .flatMapToLong(limit ->
                                limit.isPresent()
                                        ? LongStream.of(limit.getAsLong())
                                        : LongStream.empty())
                        .min();
        return new ListenerLimit(row.address(), least, BoundBy.of(least, somaxconn), row.owners());
    }

    private static double used(ProcessLimit process) {
        OptionalLong open = process.descriptors().open();
        OptionalLong limit = process.descriptors().softLimit();
        return open.isPresent() && limit.isPresent()
                ? open.getAsLong() / Math.max(1.0, (double) limit.getAsLong())
                : 0;
    }
}
