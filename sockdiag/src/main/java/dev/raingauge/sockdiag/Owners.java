package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which processes hold a socket open, from the links in {@code /proc/PID/fd}. What was found is
 * kept by inode and looked at again only where it no longer holds, so that asking again is cheap.
 */
@SuppressWarnings("DoNotCallSuggester") // until it is written
public final class Owners {
    private final Path proc;

    /**
     * @param proc the mount point of the proc file system
     */
    public Owners(Path proc) {
        this.proc = proc;
    }

    /**
     * Who holds these sockets.
     *
     * @param byInode the processes of each inode, by pid; an inode that nobody visible holds is not
     *     in it
     * @param gaps processes that could not be looked at, in words
     */
    public record Found(Map<Long, List<ProcessRef>> byInode, List<Gap> gaps) {
        public Found {
            byInode = Map.copyOf(byInode);
            gaps = List.copyOf(gaps);
        }
    }

    /** Looks these inodes up; processes that end meanwhile are normal and no gap. */
    public Found of(Collection<Long> inodes) {
        throw new UnsupportedOperationException("not yet " + proc + inodes);
    }
}
