package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.Sysctls;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a sampler asks of one namespace. */
public interface NamespaceSource extends AutoCloseable {
    Source source();

    QueuePass queues() throws IOException;

    StatePass states(QueuePass listeners) throws IOException;

    CensusPass census(QueuePass listeners) throws IOException;

    /** Accepted connections of the UNIX listeners; a listener without any is not in it. */
    Map<ListenerAddress, Long> unixActive(QueuePass listeners) throws IOException;

    /** Every UNIX socket, counted. */
    UnixTotals unixTotals() throws IOException;

    Map<ListenerAddress, List<AcceptWait>> waits(QueuePass all, Collection<ListenerAddress> wanted)
            throws IOException;

    Counters counters() throws IOException;

    SockStat sockStat() throws IOException;

    Sysctls sysctls() throws IOException;

    /** Names of the network interfaces by index; one that is not known is not in it. */
    Map<Integer, String> interfaces();

    /** What this source cannot see. */
    List<Gap> gaps();

    @Override
    void close();
}
