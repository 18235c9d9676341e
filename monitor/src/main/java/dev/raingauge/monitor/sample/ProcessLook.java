package dev.raingauge.monitor.sample;

import dev.raingauge.monitor.diagnose.ProcessFacts;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.util.List;
import java.util.OptionalLong;

/** Looks at processes that own a socket: whether they can accept. */
public record ProcessLook(Host host) {
    /** What is to be known of these processes, each once; one that has ended has no figures. */
    public List<ProcessFacts> facts(List<ProcessRef> processes) {
        return processes.stream().map(this::facts).distinct().toList();
    }

    private ProcessFacts facts(ProcessRef process) {
        Descriptors descriptors = host.descriptors(process.pid());
        return new ProcessFacts(
                process.pid(),
                process.name(),
                descriptors.open(),
                descriptors.softLimit(),
                host.isStopped(process.pid()).orElse(false),
                OptionalLong.empty());
    }
}
