package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.SockDiagException;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.Sysctls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A host that a test writes: its clock moves only when it is told to, or when a look costs. */
public final class ScriptedHost implements HostSource {
    private static final Instant BEGIN = Instant.parse("2026-11-23T08:00:00Z");

    /** What each depth costs, in nanoseconds of CPU and of time. */
    public final Map<Depth, Long> cost = new HashMap<>();

    /** The looks taken, as "queues of host". */
    public final List<String> looks = new ArrayList<>();

    public final Map<Long, ScriptedNamespace> namespaces = new LinkedHashMap<>();
    public int ownerLookUps;
    private long now = 1_000_000_000L;
    private long cpu;

    public ScriptedNamespace add(long id, String name) {
        var namespace = new ScriptedNamespace(id, name);
        namespaces.put(id, namespace);
        return namespace;
    }

    public Ticks ticks() {
        return new Ticks(() -> BEGIN.plusNanos(now), () -> now, () -> cpu);
    }

    public void pass(Duration time) {
        now += time.toNanos();
    }

    public void passNanos(long nanos) {
        now += nanos;
    }

    /** How often each look was taken, and the looks forgotten. */
    public Map<String, Integer> takenLooks() {
        Map<String, Integer> taken = new TreeMap<>();
        looks.forEach(look -> taken.merge(look, 1, Integer::sum));
        looks.clear();
        return taken;
    }

    private void spend(Depth depth, String what) {
        looks.add(depth.label() + " of " + what);
        now += cost.getOrDefault(depth, 0L);
        cpu += cost.getOrDefault(depth, 0L);
    }

    @Override
    public OptionalLong own() {
        return OptionalLong.of(1);
    }

    @Override
    public Host.Places places() {
        spend(Depth.NAMESPACES, "host");
        return new Host.Places(
                namespaces.values().stream().map(ScriptedNamespace::place).toList(),
                List.of(new Gap("3 processes", "no permission", "run as root")));
    }

    @Override
    public NamespaceSource enter(Host.Place place) throws IOException {
        ScriptedNamespace namespace = namespace(place);
        if (namespace.gone) {
            throw new SockDiagException("the namespace or its process has gone", 2);
        }
        if (namespace.locked) {
            throw new IOException("CAP_SYS_ADMIN is missing");
        }
        return namespace.open(Source.NETLINK);
    }

    @Override
    public NamespaceSource fromProc(Host.Place place) throws IOException {
        ScriptedNamespace namespace = namespace(place);
        if (namespace.gone) {
            throw new IOException("no process lives in it");
        }
        return namespace.open(Source.PROCFS);
    }

    private ScriptedNamespace namespace(Host.Place place) throws IOException {
        ScriptedNamespace namespace = namespaces.get(place.namespace().id());
        if (namespace == null) {
            throw new IOException("no such namespace");
        }
        return namespace;
    }

    @Override
    public Owners.Found owners(Collection<Long> inodes) {
        ownerLookUps++;
        spend(Depth.OWNERS, "host");
        Map<Long, List<ProcessRef>> found = new HashMap<>();
        inodes.forEach(inode -> found.put(inode, List.of(new ProcessRef(42, "web", 3))));
        return new Owners.Found(found, List.of());
    }

    @Override
    public Optional<String> cgroup(long id) {
        return Optional.of("/web.service");
    }

    /** One namespace; its fields are what the next look sees. */
    public final class ScriptedNamespace implements NamespaceSource {
        public QueuePass queues = Given.pass();
        public Map<ListenerAddress, List<AcceptWait>> waits = Map.of();
        public SockStat sockStat = new SockStat(Map.of("TCP inuse", 5L, "TCP tw", 0L));
        public Counters counters = Counters.NONE;
        public Map<String, String> sysctls = Map.of("net.core.somaxconn", "4096");
        public boolean locked;

        /** The process by which it was found has ended. */
        public boolean gone;

        public boolean broken;
        public int opened;
        public int closed;
        private Source source = Source.NETLINK;
        private final long id;
        private final String name;

        private ScriptedNamespace(long id, String name) {
            this.id = id;
            this.name = name;
        }

        Host.Place place() {
            return new Host.Place(
                    new Namespace(id, name), Path.of("/run/netns", name), Optional.of(1));
        }

        private NamespaceSource open(Source way) {
            opened++;
            source = way;
            return this;
        }

        private void look(Depth depth) throws IOException {
            spend(depth, name);
            if (broken) {
                throw new IOException("the kernel does not answer");
            }
        }

        @Override
        public Source source() {
            return source;
        }

        @Override
        public QueuePass queues() throws IOException {
            look(Depth.QUEUES);
            return queues;
        }

        @Override
        public StatePass states(QueuePass listeners) throws IOException {
            look(Depth.STATES);
            return new StatePass(Map.of(), 0, Map.of(), Map.of(), Map.of(), true);
        }

        @Override
        public CensusPass census(QueuePass listeners) throws IOException {
            look(Depth.CENSUS);
            return new CensusPass(Map.of(), Map.of(), 0, true);
        }

        @Override
        public Map<ListenerAddress, Long> unixActive(QueuePass listeners) {
            return Map.of();
        }

        @Override
        public Map<ListenerAddress, List<AcceptWait>> waits(
                QueuePass all, Collection<ListenerAddress> wanted) throws IOException {
            look(Depth.WAITS);
            return waits;
        }

        @Override
        public Counters counters() throws IOException {
            look(Depth.COUNTERS);
            return counters;
        }

        @Override
        public SockStat sockStat() {
            return sockStat;
        }

        @Override
        public Sysctls sysctls() {
            return new Sysctls(sysctls);
        }

        @Override
        public UnixTotals unixTotals() {
            return UnixTotals.of(List.of());
        }

        @Override
        public Map<Integer, String> interfaces() {
            return Map.of();
        }

        @Override
        public List<Gap> gaps() {
            return List.of();
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
