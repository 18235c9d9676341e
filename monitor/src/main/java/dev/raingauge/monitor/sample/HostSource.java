package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Owners;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a sampler asks of a host. All calls come from the sampler's own thread, because the sockets
 * that it opens belong to the thread that opened them.
 */
public interface HostSource {
    /** The id of the program's own namespace; empty where it cannot be told. */
    OptionalLong own();

    /** The namespaces to be watched. */
    Host.Places places() throws IOException;

    /** Opens a namespace through netlink; refused where entering it is not allowed. */
    NamespaceSource enter(Host.Place place) throws IOException;

    /** Looks at a namespace through /proc alone; refused where no process lives in it. */
    NamespaceSource fromProc(Host.Place place) throws IOException;

    /** Who holds these sockets, by inode. */
    Owners.Found owners(Collection<Long> inodes);

    /** The path of a cgroup; empty where no directory has that inode. */
    Optional<String> cgroup(long id);
}
