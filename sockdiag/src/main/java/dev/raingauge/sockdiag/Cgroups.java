package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.procfs.PidCgroup;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Names of cgroup-v2 directories by their inode, which sock_diag reports with each TCP socket. The
 * directories are gone through at the first question, and again where an inode is not known, but at
 * most a fiftieth of the time. An inode is never given to another directory, so what was found
 * stays true.
 *
 * <p>For one thread.
 */
public final class Cgroups {
    /** Version 1 has it too, but there is none above its hierarchies. */
    private static final String IN_EVERY_CGROUP = "cgroup.procs";

    private static final int MOST_DIRECTORIES = 100_000;
    private static final int DEEPEST = 64;
    private static final long SHORTEST_PAUSE = 1_000_000_000L;
    private static final int PAUSE_FACTOR = 49;

    private final Path root;
    private final LongSupplier nanoTime;
    private Map<Long, String> paths = Map.of();
    private boolean scanned;
    private long nextScan;

    /**
     * The directories below a mount point.
     *
     * @param root where cgroups are mounted, {@code /sys/fs/cgroup}: version 2 itself, or a
     *     directory in which it is called {@code unified}, beside the hierarchies of version 1,
     *     whose inodes are other numbers; where there is no version 2, every answer is empty
     */
    public Cgroups(Path root) {
        this(root, Machine.ticks(root));
    }

    Cgroups(Path root, LongSupplier nanoTime) {
        this.root = root;
        this.nanoTime = nanoTime;
    }

    /** The cgroups of this host. */
    public static Cgroups ofThisHost() {
        return of(Host.REAL);
    }

    /** The cgroups of a host, where it usually mounts them. */
    public static Cgroups of(Host host) {
        return new Cgroups(host.proc().getFileSystem().getPath("/sys/fs/cgroup"));
    }

    /**
     * {@code /system.slice/demo.service}, {@code /} for the root; empty where no directory has that
     * inode (any more), and for those outside of a container that asks.
     */
    public Optional<String> path(long id) {
        if (id <= 0) {
            return Optional.empty();
        }
        String path = paths.get(id);
        if (path == null && isDue()) {
            scan();
            path = paths.get(id);
        }
        return Optional.ofNullable(path);
    }

    /**
     * The cgroup-v2 path of a process, for sockets that sock_diag tells no cgroup of; empty where
     * the process has ended, or where the host has only version 1.
     *
     * @param proc the mount point of the proc file system
     */
    public static Optional<String> ofProcess(Path proc, int pid) {
        Path file = new ProcRoot(proc).ofProcess(pid, "cgroup");
        try {
            return PidCgroup.parse(file.toString(), ProcRoot.read(file));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /**
     * The inode of a directory by its path below the mount point; empty where there is none, or no
     * cgroup of version 2 at all.
     */
    public OptionalLong id(String path) {
        for (Path mount : new Path[] {root, root.resolve("unified")}) {
            if (Files.exists(mount.resolve(IN_EVERY_CGROUP))) {
                try {
                    Path directory = mount.resolve(path.replaceFirst("^/+", ""));
                    return Files.isDirectory(directory)
                                    && about(directory).get("ino") instanceof Long inode
                            ? OptionalLong.of(inode)
                            : OptionalLong.empty();
                } catch (IOException | InvalidPathException absent) {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    private boolean isDue() {
        return !scanned || nanoTime.getAsLong() - nextScan >= 0;
    }

    /** A directory and its path below the mount point. */
    private record Place(Path directory, String path, int depth) {}

    private void scan() {
        long begun = nanoTime.getAsLong();
        var found = new HashMap<Long, String>();
        Deque<Place> open = new ArrayDeque<>();
        for (Path mount : new Path[] {root, root.resolve("unified")}) {
            if (open.isEmpty() && Files.exists(mount.resolve(IN_EVERY_CGROUP))) {
                open.add(new Place(mount, "/", 0));
            }
        }
        while (!open.isEmpty() && found.size() < MOST_DIRECTORIES) {
            Place place = open.remove();
            try {
                Map<String, Object> about = about(place.directory());
                if (about.get("ino") instanceof Long inode) {
                    found.put(inode, place.path());
                }
                if (place.depth() < DEEPEST) {
                    addChildren(place, about, open);
                }
            } catch (IOException gone) {
                // a cgroup that was removed meanwhile, or one that we may not look into
            }
        }
        paths = found;
        scanned = true;
        long ended = nanoTime.getAsLong();
        nextScan = ended + Math.max(SHORTEST_PAUSE, (ended - begun) * PAUSE_FACTOR);
    }

    /**
     * A cgroup holds some sixty files and mostly no directory: its link count, two and one for each
     * directory in it ({@code kernfs_refresh_inode}), tells when to stop looking.
     */
    private static void addChildren(Place place, Map<String, Object> about, Deque<Place> open)
            throws IOException {
        int links = about.get("nlink") instanceof Integer count ? count : 0;
        int children = links >= 2 ? links - 2 : Integer.MAX_VALUE;
        if (children == 0) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place.directory())) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    String prefix = place.path().equals("/") ? "/" : place.path() + "/";
                    open.add(new Place(entry, prefix + entry.getFileName(), place.depth() + 1));
                    if (--children == 0) {
                        return;
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static Map<String, Object> about(Path directory) throws IOException {
        return Files.readAttributes(directory, "unix:ino,nlink", LinkOption.NOFOLLOW_LINKS);
    }
}
