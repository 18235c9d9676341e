package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.Host.Place;
import dev.raingauge.sockdiag.Host.Places;
import dev.raingauge.sockdiag.NetnsNames.Named;
import dev.raingauge.sockdiag.NetnsNames.NsFile;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.procfs.PidComm;
import dev.raingauge.sockdiag.procfs.PidStat;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import dev.raingauge.sockdiag.procfs.SysSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Looks for the network namespaces of a host and gives each a name. */
record Namespaces(ProcRoot proc, Path directory) {
    static final String INITIAL = "host";

    /**
     * {@code NET_NS_INIT_INO} of {@code include/uapi/linux/nsfs.h}: what recent kernels give to the
     * initial network namespace. Older ones hand out only numbers from 0xF0000000.
     */
    private static final long INITIAL_INODE = 0xEFFF_FFF9L;

    /** The father of all kernel threads, which live in the initial namespace. */
    private static final int KTHREADD = 2;

    /** Of how many processes of a namespace the oldest is looked for: a bound on the cost. */
    private static final int MOST_CANDIDATES = 8;

    /** A namespace on the way to its name. */
    private static final class Found {
        final long id;
        final List<Named> names = new ArrayList<>(0);
        final List<Integer> pids = new ArrayList<>(1);
        Optional<Integer> oldest = Optional.empty();
        String name = "";

        Found(long id) {
            this.id = id;
        }
    }

    Place own() throws IOException {
        long id = ownId();
        if (hasInitialSettings()) {
            return own(id, INITIAL);
        }
        for (Named named : names().named()) {
            if (named.id() == id) {
                return own(id, named.name());
            }
        }
        return all().places().getFirst();
    }

    private Place own(long id, String name) {
        OptionalInt self = proc.self();
        return new Place(
                new Namespace(id, name),
                proc.file("self", "ns", "net"),
                self.isPresent() ? Optional.of(self.getAsInt()) : Optional.empty());
    }

    private long ownId() throws IOException {
        Path link = proc.file("self", "ns", "net");
        OptionalLong id = ProcRoot.linkedInode(link);
        if (id.isEmpty() && proc.isReal()) {
            throw new SockDiagException(link + " shows no network namespace", 0);
        }
        return id.orElse(0);
    }

    Places all() throws IOException {
        long own = ownId();
        Map<Long, Found> found = new LinkedHashMap<>();
        found.put(own, new Found(own));
        NetnsNames names = names();
        for (Named named : names.named()) {
            found.computeIfAbsent(named.id(), Found::new).names.add(named);
        }
        var gaps = new ArrayList<>(names.gaps());
        addProcesses(found).ifPresent(gaps::add);
        long initial = hasInitialSettings() ? own : initial(found);
        found.values().forEach(one -> name(one, one.id == initial));
        tellApart(found);
        var others = new ArrayList<Place>();
        for (Found one : found.values()) {
            if (one.id != own) {
                others.add(place(one));
            }
        }
        others.sort(
                Comparator.comparing((Place place) -> place.namespace().id() != initial)
                        .thenComparing(place -> place.namespace().name()));
        var places = new ArrayList<Place>();
        places.add(own(own, nameOf(found, own)));
        places.addAll(others);
        return new Places(places, gaps);
    }

    private static String nameOf(Map<Long, Found> found, long id) {
        Found one = found.get(id);
        return one == null ? "" : one.name;
    }

    /** The names in /run/netns; none beside a recording, which is of another host. */
    NetnsNames names() throws IOException {
        Optional<NsFile> self = NsFile.of(proc.file("self", "ns", "net"));
        return self.isEmpty()
                ? new NetnsNames(List.of(), List.of())
                : NetnsNames.in(directory, self.get().device());
    }

    /** Sorts every process into its namespace; the gap tells of those that would not say. */
    private Optional<Gap> addProcesses(Map<Long, Found> found) throws IOException {
        var unreadable = new ArrayList<Integer>();
        for (int pid : proc.pids()) {
            try {
                String link = Files.readSymbolicLink(proc.ofProcess(pid, "ns/net")).toString();
                OptionalLong id = ProcRoot.inode(link, "net");
                if (id.isPresent()) {
                    List<Integer> pids = found.computeIfAbsent(id.getAsLong(), Found::new).pids;
                    if (pids.size() < MOST_CANDIDATES) {
                        pids.add(pid);
                    }
                }
            } catch (IOException e) {
                if (Unreadable.isStillThere(proc, pid, e)) {
                    unreadable.add(pid);
                }
            }
        }
        return Unreadable.gap(proc, "network namespaces", "ns/net", unreadable);
    }

    /** Only the initial namespace has these, and what is read here is the reader's own. */
    private boolean hasInitialSettings() {
        return Files.exists(proc.file(SysSettings.file(SysSettings.ONLY_INITIAL)));
    }

    /** The initial namespace where it is not our own; -1 where nothing proves which it is. */
    private long initial(Map<Long, Found> found) {
        if (found.containsKey(INITIAL_INODE)) {
            return INITIAL_INODE;
        }
        OptionalLong id = ProcRoot.linkedInode(proc.ofProcess(KTHREADD, "ns/net"));
        return id.isPresent() && stat(KTHREADD).filter(PidStat::isKernelThread).isPresent()
                ? id.getAsLong()
                : -1;
    }

    private Optional<PidStat> stat(int pid) {
        Path file = proc.ofProcess(pid, "stat");
        try {
            return Optional.of(PidStat.parse(file.toString(), ProcRoot.read(file)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private void name(Found one, boolean initial) {
        long earliest = Long.MAX_VALUE;
        for (int pid : one.pids) {
            long start = stat(pid).map(PidStat::startTicks).orElse(Long.MAX_VALUE);
            if (start < earliest) {
                earliest = start;
                one.oldest = Optional.of(pid);
            }
        }
        if (initial) {
            one.name = INITIAL;
        } else if (!one.names.isEmpty()) {
            one.name = one.names.getFirst().name();
        } else {
            one.name =
                    one.oldest
                            .flatMap(pid -> comm(pid).map(comm -> comm + "(" + pid + ")"))
                            .orElse(one.id == 0 ? "recorded" : "net:[" + one.id + "]");
        }
    }

    private Optional<String> comm(int pid) {
        Path file = proc.ofProcess(pid, "comm");
        try {
            return Optional.of(PidComm.parse(file.toString(), ProcRoot.read(file)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /** Anybody may call a namespace {@code host}: two of the same name get their number as well. */
    private static void tellApart(Map<Long, Found> found) {
        var bearers = new HashMap<String, Integer>();
        found.values().forEach(one -> bearers.merge(one.name, 1, Integer::sum));
        for (Found one : found.values()) {
            if (bearers.getOrDefault(one.name, 0) > 1) {
                one.name = one.name + " net:[" + one.id + "]";
            }
        }
    }

    /** A name's file is the better door: it stays when the process has gone. */
    private Place place(Found one) {
        Path file =
                one.names.isEmpty()
                        ? proc.ofProcess(one.oldest.orElse(one.pids.getFirst()), "ns/net")
                        : one.names.getFirst().file();
        return new Place(new Namespace(one.id, one.name), file, one.oldest);
    }
}
