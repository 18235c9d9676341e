package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Gap;
import java.util.List;

/** About a namespace or the whole host. */
public sealed interface HostFinding extends Finding {
    /** The kernel could not keep every closed connection in TIME_WAIT. */
    record TimeWaitOverflow(Case common, long packets) implements HostFinding {
        @Override
        public String rule() {
            return "time-wait";
        }
    }

    /**
     * TCP is short of memory on the whole host.
     *
     * @param pages in use
     * @param pressure from here on the kernel saves memory
     * @param most more than this it does not give
     */
    record TcpMemory(Case common, long pages, long pressure, long most) implements HostFinding {
        @Override
        public String rule() {
            return "tcp-memory";
        }
    }

    /** Many connections that belong to no process any more. */
    record Orphans(Case common, long orphans, long most) implements HostFinding {
        @Override
        public String rule() {
            return "orphans";
        }
    }

    /** A process makes sockets and forgets them. */
    record SocketLeak(Case common, ProcessFacts process, Change sockets) implements HostFinding {
        @Override
        public String rule() {
            return "socket-leak";
        }
    }

    /** A namespace that was not asked about lost connections. */
    record OverflowElsewhere(Case common, Change overflows) implements HostFinding {
        @Override
        public String rule() {
            return "overflow-elsewhere";
        }
    }

    /** Something could not be looked at. */
    record MissingPrivilege(Case common, List<Gap> gaps) implements HostFinding {
        public MissingPrivilege {
            gaps = List.copyOf(gaps);
        }

        @Override
        public String rule() {
            return "missing-privilege";
        }
    }
}
