package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.procfs.ProcRoot;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What processes hold open, listed anywhere or not. */
record HeldSockets(ProcRoot proc) {
    /** Reading a link costs about 4 microseconds. */
    private static final int MOST_LINKS = 100_000;

    /** Open descriptors of each process of a namespace that may be looked at, by pid. */
    Map<Integer, Long> descriptors(long namespace) throws IOException {
        var open = new LinkedHashMap<Integer, Long>();
        for (int pid : proc.pids()) {
            OptionalLong lives = ProcRoot.linkedInode(proc.ofProcess(pid, "ns").resolve("net"));
            if (lives.isPresent() && lives.getAsLong() == namespace) {
                DescriptorCount.of(proc, pid).open().ifPresent(count -> open.put(pid, count));
            }
        }
        return open;
    }

    /** The inodes of a process's sockets; none where it has ended or has too many descriptors. */
    Set<Long> of(int pid) {
        var inodes = new HashSet<Long>();
        int links = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc.ofProcess(pid, "fd"))) {
            for (Path descriptor : all) {
                if (++links > MOST_LINKS) {
                    return new HashSet<>();
                }
                inode(descriptor).ifPresent(inodes::add);
            }
        } catch (IOException | DirectoryIteratorException goneOrForbidden) {
            return new HashSet<>();
        }
        return inodes;
    }

    private static OptionalLong inode(Path descriptor) {
        try {
            return ProcRoot.inode(Files.readSymbolicLink(descriptor).toString(), "socket");
        } catch (IOException closed) {
            return OptionalLong.empty();
        }
    }
}
