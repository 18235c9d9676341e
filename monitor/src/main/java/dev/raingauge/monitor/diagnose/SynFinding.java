package dev.raingauge.monitor.diagnose;

/** About requests that are not connections yet. */
public sealed interface SynFinding extends Finding {
    /**
     * SYNs were dropped because the SYN queue was full and cookies are off.
     *
     * @param refused SYNs that were dropped
     * @param halfOpen the most half-open requests seen
     */
    record SynQueueOverflow(Case common, long refused, long halfOpen) implements SynFinding {
        @Override
        public String rule() {
            return "syn-queue-overflow";
        }
    }

    /** SYNs were dropped because the last quarter of tcp_max_syn_backlog is kept free. */
    record SynBacklogHeadroom(Case common, long refused, long halfOpen, long maxSynBacklog)
            implements SynFinding {
        @Override
        public String rule() {
            return "syn-backlog-headroom";
        }
    }

    /**
     * The kernel answered SYNs with cookies; nothing was dropped.
     *
     * @param sent cookies sent
     * @param received of them, those that came back: real clients
     * @param reason what the numbers speak for
     */
    record SynCookiesSent(Case common, long sent, long received, Reason reason)
            implements SynFinding {
        /** What made the kernel send cookies. */
        public enum Reason {
            /** {@code tcp_syncookies} is 2: every SYN is answered so. */
            ALWAYS,
            /** Hardly a cookie comes back. */
            FLOOD,
            /** Most cookies come back: the SYN queue is too small for real clients. */
            CLIENTS,
            /** Some do; the numbers do not decide. */
            MIXED
        }

        @Override
        public String rule() {
            return "syn-cookies-sent";
        }
    }

    /** Half-open requests pile up because the application waits for data before it accepts. */
    record DeferredAccept(Case common, long halfOpen) implements SynFinding {
        @Override
        public String rule() {
            return "deferred-accept";
        }
    }

    /** Somebody looks which ports are open; no connection was lost. */
    record PortScan(Case common, long taken) implements SynFinding {
        @Override
        public String rule() {
            return "port-scan";
        }
    }
}
