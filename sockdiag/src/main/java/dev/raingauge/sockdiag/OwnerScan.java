package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.procfs.PidComm;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * One pass over the descriptors of all processes. Reading a link costs about 4 microseconds: 20,000
 * descriptors take 90 ms, and those of a million connections six seconds.
 *
 * <p>So there is a cheap pass over the first descriptors of each process, too: listeners are opened
 * early and have low numbers. A second holder under a high number goes unnamed in it.
 */
final class OwnerScan {
    /** A pre-forking server may have a thousand workers; beyond this many they are left out. */
    private static final int MOST_HOLDERS = 4096;

    private static final int FIRST_DESCRIPTORS = 128;

    private static final Comparator<ProcessRef> ORDER =
            Comparator.comparingInt(ProcessRef::pid).thenComparingInt(ProcessRef::fd);

    private final Map<Long, List<ProcessRef>> holders = new HashMap<>();
    private final List<Integer> unreadable = new ArrayList<>();
    private Optional<Gap> failure = Optional.empty();
    private boolean tooMany;
    private boolean again;
    private int looked;

    /** Processes that have more descriptors than were looked at. */
    private final List<Integer> unfinished = new ArrayList<>();

    private int mostDescriptors = Integer.MAX_VALUE;

    private OwnerScan() {}

    /** A pass over the first descriptors of each process. */
    static OwnerScan first(ProcRoot proc, Set<Long> wanted) {
        var scan = new OwnerScan();
        scan.mostDescriptors = FIRST_DESCRIPTORS;
        try {
            for (int pid : proc.pids()) {
                scan.look(proc, pid, wanted::contains);
            }
        } catch (IOException e) {
            scan.fail(proc, e);
        }
        scan.sort();
        return scan;
    }

    /** Goes on with the descriptors that were left out. */
    void through(ProcRoot proc, Set<Long> wanted) {
        mostDescriptors = Integer.MAX_VALUE;
        again = true;
        List<Integer> rest = List.copyOf(unfinished);
        unfinished.clear();
        rest.forEach(pid -> look(proc, pid, wanted::contains));
        sort();
    }

    private void sort() {
        holders.values().forEach(list -> list.sort(ORDER));
    }

    /** A pass over the descriptors of the processes of a pid or a name. */
    static OwnerScan heldBy(ProcRoot proc, String nameOrPid) {
        var scan = new OwnerScan();
        try {
            for (int pid : proc.pids()) {
                if (Integer.toString(pid).equals(nameOrPid) || name(proc, pid).equals(nameOrPid)) {
                    scan.looked++;
                    scan.look(proc, pid, _ -> true);
                }
            }
        } catch (IOException e) {
            scan.fail(proc, e);
        }
        scan.sort();
        return scan;
    }

    private void fail(ProcRoot proc, IOException e) {
        failure = Optional.of(new Gap("owners", "cannot list " + proc.path() + ": " + e, ""));
    }

    /** How many processes were meant; of a pass by name. */
    int looked() {
        return looked;
    }

    /** Every socket that was found, by inode. */
    Map<Long, List<ProcessRef>> all() {
        var all = new HashMap<Long, List<ProcessRef>>();
        holders.forEach((inode, list) -> all.put(inode, List.copyOf(list)));
        return all;
    }

    /** By pid and descriptor; empty where nobody visible holds it. */
    List<ProcessRef> holders(long inode) {
        return List.copyOf(holders.getOrDefault(inode, List.of()));
    }

    /**
     * @param what the sockets without an owner, in words
     */
    List<Gap> gaps(ProcRoot proc, String what) {
        var gaps = new ArrayList<Gap>();
        failure.ifPresent(gaps::add);
        Unreadable.gap(proc, what, "fd", unreadable).ifPresent(gaps::add);
        if (tooMany) {
            gaps.add(new Gap(what, "a socket has more than " + MOST_HOLDERS + " holders", ""));
        }
        if (unreadable.isEmpty() && proc.isReal() && !proc.has(1)) {
            gaps.add(
                    new Gap(
                            what,
                            proc.path() + " hides the processes of other users (hidepid)",
                            Unreadable.remedy(proc)));
        }
        return gaps;
    }

    private void look(ProcRoot proc, int pid, LongPredicate wanted) {
        try {
            readDescriptors(proc, pid, wanted);
        } catch (IOException e) {
            if (Unreadable.isStillThere(proc, pid, e)) {
                unreadable.add(pid);
            }
        }
    }

    private void readDescriptors(ProcRoot proc, int pid, LongPredicate wanted) throws IOException {
        Optional<String> name = Optional.empty();
        int read = 0;
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(proc.ofProcess(pid, "fd"))) {
            for (Path descriptor : descriptors) {
                if (read++ == mostDescriptors) {
                    unfinished.add(pid);
                    break;
                }
                OptionalLong inode = socket(descriptor);
                if (inode.isEmpty() || !wanted.test(inode.getAsLong())) {
                    continue;
                }
                if (name.isEmpty()) {
                    name = Optional.of(name(proc, pid));
                }
                OptionalInt fd = ProcRoot.pid(String.valueOf(descriptor.getFileName()));
                add(inode.getAsLong(), new ProcessRef(pid, name.get(), fd.orElse(-1)));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void add(long inode, ProcessRef process) {
        List<ProcessRef> list = holders.computeIfAbsent(inode, _ -> new ArrayList<>(1));
        if (list.size() < MOST_HOLDERS) {
            if (!again || !list.contains(process)) {
                list.add(process);
            }
        } else {
            tooMany = true;
        }
    }

    /** The socket that a descriptor is; empty where it is none, or closed by now. */
    private static OptionalLong socket(Path descriptor) throws IOException {
        try {
            return ProcRoot.inode(Files.readSymbolicLink(descriptor).toString(), "socket");
        } catch (AccessDeniedException e) {
            throw e; // so it will be with all descriptors of this process
        } catch (IOException closed) {
            return OptionalLong.empty();
        }
    }

    /** Empty for a process that ended in this moment. */
    private static String name(ProcRoot proc, int pid) {
        Path file = proc.ofProcess(pid, "comm");
        try {
            return PidComm.parse(file.toString(), ProcRoot.read(file));
        } catch (IOException ended) {
            return "";
        }
    }
}
