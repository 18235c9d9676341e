package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What bounds the queues.
 *
 * @param namespaces each that was looked at, the caller's own first
 * @param all whether every namespace was asked for; then even one stands in a list
 * @param ages empty where everything was looked at just now
 */
public record LimitsReport(
        Look look, List<NamespaceLimits> namespaces, boolean all, Optional<Ages> ages) {
    public LimitsReport {
        namespaces = List.copyOf(namespaces);
    }

    /** Of a look that is just over. */
    public LimitsReport(Look look, List<NamespaceLimits> namespaces, boolean all) {
        this(look, namespaces, all, Optional.empty());
    }

    /**
     * How old figures are that change by themselves; each is empty where it was not looked at yet.
     *
     * @param openFiles of {@code fs.file-nr}
     * @param descriptors of the processes' descriptors, the oldest of them
     */
    public record Ages(Optional<Duration> openFiles, Optional<Duration> descriptors) {}

    /**
     * The bounds of one namespace.
     *
     * @param settings in the order of {@link Setting#KNOWN}
     * @param listeners the smallest limit first
     * @param processes those that own a listener, the nearest to its limit first
     */
    public record NamespaceLimits(
            Namespace namespace,
            List<SettingValue> settings,
            List<ListenerLimit> listeners,
            List<ProcessLimit> processes) {
        public NamespaceLimits {
            settings = List.copyOf(settings);
            listeners = List.copyOf(listeners);
            processes = List.copyOf(processes);
        }
    }

    /**
     * A setting and what it is here.
     *
     * @param value the text of the file; empty where it does not exist or cannot be read
     */
    public record SettingValue(Setting setting, Optional<String> value) {}

    /**
     * The limit of an accept queue, and what set it.
     *
     * @param limit the smallest of the address's sockets; empty where not known
     * @param owners the processes that hold the sockets, each once
     */
    public record ListenerLimit(
            ListenerAddress address, OptionalLong limit, BoundBy boundBy, List<ProcessRef> owners) {
        public ListenerLimit {
            owners = List.copyOf(owners);
        }
    }

    /** The file descriptors of a process that owns a listener. */
    public record ProcessLimit(ProcessRef process, Descriptors descriptors) {}
}
