package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Which processes hold a socket open, from the links in {@code /proc/PID/fd}. What was found is
 * kept by inode and checked by one link read for each holder, so that asking again is cheap. All
 * processes are gone through only where an inode is new, where a holder has gone, or after a minute
 * (a worker that was forked meanwhile holds the socket too), and in the long run at most a
 * twentieth of the time; a second of it may be spent at once, so that a program which asks once for
 * each of several namespaces is answered.
 *
 * <p>The first 128 descriptors of each process are gone through first, and the rest, which are
 * connections as a rule, only for a socket that was not among them, and for the same one again
 * after ten minutes. So a second holder of a listener under a higher number may go unnamed.
 *
 * <p>For one thread.
 */
public final class Owners {
    private static final long SECOND = 1_000_000_000L;

    /** An inode that nobody held is looked for again after this time. */
    private static final long UNOWNED_FOR = 30 * SECOND;

    /** Holders are looked for anew after this time. */
    private static final long FRESH_FOR = 60 * SECOND;

    /** A socket that is not among the first descriptors is looked for in all of them after this. */
    private static final long THROUGH_FOR = 600 * SECOND;

    /** So much of the time that passes may be spent on passes over all processes. */
    private static final int SHARE = 20;

    /** The most that can be saved up for them. */
    private static final long MOST_CREDIT = SECOND;

    /** A pass counts as no less, so that a fast host is not gone through at every question. */
    private static final long CHEAPEST = SECOND / SHARE;

    private static final int MOST_KNOWN = 100_000;

    private final ProcRoot proc;
    private final LongSupplier nanoTime;
    private final Map<Long, Holders> known =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Holders> eldest) {
                    return size() > MOST_KNOWN;
                }
            };
    private Optional<OwnerScan> lastScan = Optional.empty();
    private long credit = MOST_CREDIT;
    private long creditedAt;

    /**
     * What a scan found for an inode; nobody is an answer too.
     *
     * @param throughAt when all descriptors were gone through for it, or would not have been needed
     */
    private record Holders(
            List<ProcessRef> processes, long foundAt, boolean complete, long throughAt) {}

    /**
     * Owners as one proc file system shows them.
     *
     * @param proc the mount point of the proc file system
     */
    public Owners(Path proc) {
        this(proc, Machine.ticks(proc));
    }

    Owners(Path proc, LongSupplier nanoTime) {
        this.proc = new ProcRoot(proc);
        this.nanoTime = nanoTime;
        this.creditedAt = nanoTime.getAsLong();
    }

    /**
     * Who holds these sockets.
     *
     * @param byInode the processes of each inode, by pid and descriptor; an inode that nobody
     *     visible holds is not in it
     * @param gaps processes that could not be looked at, in words; only where an inode has no owner
     */
    public record Found(Map<Long, List<ProcessRef>> byInode, List<Gap> gaps) {
        public Found {
            byInode = Map.copyOf(byInode);
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * Looks these inodes up; processes that end meanwhile are normal and no gap. Inode 0 is
     * nobody's.
     */
    public Found of(Collection<Long> inodes) {
        Set<Long> wanted = new TreeSet<>(inodes);
        wanted.remove(0L);
        long now = nanoTime.getAsLong();
        boolean due = false;
        for (long inode : wanted) {
            due |= isDue(inode, now);
        }
        credit = Math.min(MOST_CREDIT, credit + (now - creditedAt) / SHARE);
        creditedAt = now;
        Optional<OwnerScan> scan =
                due && credit > 0 ? Optional.of(scan(wanted, now)) : Optional.empty();
        var byInode = new HashMap<Long, List<ProcessRef>>();
        int pending = 0;
        for (long inode : wanted) {
            Holders holders = known.get(inode);
            List<ProcessRef> processes;
            if (holders != null) {
                processes = holders.processes();
            } else if (scan.isPresent()) {
                processes = scan.get().holders(inode); // more was asked for than is kept
            } else {
                pending++;
                continue;
            }
            if (!processes.isEmpty()) {
                byInode.put(inode, processes);
            }
        }
        return new Found(byInode, gaps(wanted.size() - byInode.size() - pending, pending));
    }

    /**
     * The sockets that some processes hold, looked up now.
     *
     * @param proc the mount point of the proc file system
     * @param nameOrPid a pid, or the whole name of one or many processes
     * @return by inode; gaps where such a process could not be looked at
     * @throws SockDiagException if there is no such process
     */
    public static Found heldBy(Path proc, String nameOrPid) throws SockDiagException {
        var root = new ProcRoot(proc);
        OwnerScan scan = OwnerScan.heldBy(root, nameOrPid);
        if (scan.looked() == 0) {
            throw new SockDiagException("there is no process " + nameOrPid + " in " + proc, 0);
        }
        return new Found(scan.all(), scan.gaps(root, "sockets of " + nameOrPid));
    }

    /** Checks what is known of an inode, and says whether it needs a scan. */
    private boolean isDue(long inode, long now) {
        Holders holders = known.get(inode);
        if (holders == null) {
            return true;
        }
        if (holders.processes().isEmpty()) {
            return now - holders.foundAt() >= UNOWNED_FOR;
        }
        var still = new ArrayList<ProcessRef>(holders.processes().size());
        for (ProcessRef process : holders.processes()) {
            if (holds(process, inode)) {
                still.add(process);
            }
        }
        if (still.isEmpty()) {
            known.remove(inode);
            return true;
        }
        if (still.size() < holders.processes().size()) {
            known.put(
                    inode,
                    new Holders(List.copyOf(still), holders.foundAt(), false, holders.throughAt()));
            return true;
        }
        return !holders.complete() || now - holders.foundAt() >= FRESH_FOR;
    }

    private boolean holds(ProcessRef process, long inode) {
        try {
            Path link = proc.ofProcess(process.pid(), "fd/" + process.fd());
            String target = Files.readSymbolicLink(link).toString();
            return ProcRoot.inode(target, "socket").orElse(0) == inode;
        } catch (IOException gone) {
            return false;
        }
    }

    private OwnerScan scan(Set<Long> wanted, long begun) {
        OwnerScan scan = OwnerScan.first(proc, wanted);
        boolean enough = true;
        for (long inode : wanted) {
            enough &= !scan.holders(inode).isEmpty() || wasGoneThrough(inode, begun);
        }
        if (!enough) {
            scan.through(proc, wanted);
        }
        for (long inode : wanted) {
            List<ProcessRef> found = scan.holders(inode);
            Holders before = known.get(inode);
            known.put(
                    inode,
                    enough && found.isEmpty() && before != null
                            ? new Holders(before.processes(), begun, true, before.throughAt())
                            : new Holders(found, begun, true, begun));
        }
        long ended = nanoTime.getAsLong();
        credit -= Math.max(CHEAPEST, ended - begun);
        lastScan = Optional.of(scan);
        return scan;
    }

    private boolean wasGoneThrough(long inode, long now) {
        Holders holders = known.get(inode);
        return holders != null && now - holders.throughAt() < THROUGH_FOR;
    }

    private List<Gap> gaps(int unowned, int pending) {
        var gaps = new ArrayList<Gap>();
        if (unowned > 0 && lastScan.isPresent()) {
            gaps.addAll(lastScan.get().gaps(proc, sockets(unowned)));
        }
        if (pending > 0) {
            gaps.add(
                    new Gap(
                            sockets(pending),
                            "not looked up yet, going through all processes would cost too much now",
                            "ask again"));
        }
        return gaps;
    }

    private static String sockets(int count) {
        return "owners of " + count + (count == 1 ? " socket" : " sockets");
    }
}
