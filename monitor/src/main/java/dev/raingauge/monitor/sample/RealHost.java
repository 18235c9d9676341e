package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.Cgroups;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.SockDiag;
import dev.raingauge.sockdiag.Sockets;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** The host that this program runs on. */
public final class RealHost implements HostSource {
    private final Host host;
    private final Owners owners;
    private final Cgroups cgroups;
    private final Optional<String> only;
    private final boolean netlink;
    private final IntFunction<Map<Integer, String>> interfaces;

    /**
     * @param only the one namespace to watch, as {@link Host#find} takes it; empty: all
     * @param netlink whether the kernel may be asked through sock_diag; if not, /proc must do
     * @param interfaces names of the interfaces that a process sees, by index
     */
    public RealHost(
            Host host,
            Owners owners,
            Cgroups cgroups,
            Optional<String> only,
            boolean netlink,
            IntFunction<Map<Integer, String>> interfaces) {
        this.interfaces = interfaces;
        this.netlink = netlink;
        this.host = host;
        this.owners = owners;
        this.cgroups = cgroups;
        this.only = only;
    }

    @Override
    public OptionalLong own() {
        try {
            return OptionalLong.of(host.own().namespace().id());
        } catch (IOException noProc) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Host.Places places() throws IOException {
        return only.isPresent()
                ? new Host.Places(List.of(host.find(only.get())), List.of())
                : host.all();
    }

    @Override
    public NamespaceSource enter(Host.Place place) throws IOException {
        if (!netlink) {
            throw new IOException("sock_diag is not asked, as was wanted");
        }
        boolean own = own().equals(OptionalLong.of(place.namespace().id()));
        Sockets sockets = own ? SockDiag.open(host) : SockDiag.openIn(place.file());
        return new RealNamespace(host, place, sockets, interfaces);
    }

    @Override
    public NamespaceSource fromProc(Host.Place place) throws IOException {
        int pid =
                place.pid()
                        .orElseThrow(() ->
                                new IOException("no process lives in " + place.namespace().name()));
        return new RealNamespace(host, place, SockDiag.openProc(host.proc(), pid), interfaces);
    }

    @Override
    public Owners.Found owners(Collection<Long> inodes) {
        return owners.of(inodes);
    }

    @Override
    public Optional<String> cgroup(long id) {
        return cgroups.path(id);
    }

    private record RealNamespace(
            Host host, Host.Place place, Sockets sockets, IntFunction<Map<Integer, String>> names)
            implements NamespaceSource {
        @Override
        public Source source() {
            return sockets.source();
        }

        @Override
        public QueuePass queues() throws IOException {
            return sockets.queues();
        }

        @Override
        public StatePass states(QueuePass listeners) throws IOException {
            return sockets.states(listeners);
        }

        /** One thread: a second one would spend the budget of two. */
        @Override
        public CensusPass census(QueuePass listeners) throws IOException {
            return sockets.census(listeners, 1);
        }

        @Override
        public Map<ListenerAddress, Long> unixActive(QueuePass listeners) throws IOException {
            return sockets.unixActive(listeners);
        }

        @Override
        public Map<ListenerAddress, List<AcceptWait>> waits(
                QueuePass all, Collection<ListenerAddress> wanted) throws IOException {
            return sockets.waits(all, wanted);
        }

        @Override
        public Counters counters() throws IOException {
            return host.counters(place);
        }

        @Override
        public SockStat sockStat() throws IOException {
            return host.sockStat(place);
        }

        @Override
        public Sysctls sysctls() throws IOException {
            return host.sysctls(place);
        }

        @Override
        public UnixTotals unixTotals() throws IOException {
            return UnixTotals.of(sockets.unix().sockets());
        }

        @Override
        public Map<Integer, String> interfaces() {
            return place.pid().map(names::apply).orElse(Map.of());
        }

        @Override
        public List<Gap> gaps() {
            return sockets.gaps();
        }

        @Override
        public void close() {
            sockets.close();
        }
    }
}
