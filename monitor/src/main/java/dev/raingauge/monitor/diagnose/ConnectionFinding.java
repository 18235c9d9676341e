package dev.raingauge.monitor.diagnose;

/** About connections and datagrams of the applications. */
public sealed interface ConnectionFinding extends Finding {
    /** The peers have closed, and the application does not. */
    record CloseWaitLeak(Case common, Change connections) implements ConnectionFinding {
        @Override
        public String rule() {
            return "close-wait-leak";
        }
    }

    /**
     * The local ports toward one destination are used up.
     *
     * @param used ports in use toward it, from one source address
     * @param available ports that the settings allow
     */
    record EphemeralPorts(Case common, Route route, long used, long available)
            implements ConnectionFinding {
        @Override
        public String rule() {
            return "ephemeral-ports";
        }
    }

    /** Our application does not read what it was sent. */
    record NotReading(Case common, int connections, long bytes) implements ConnectionFinding {
        @Override
        public String rule() {
            return "not-reading";
        }
    }

    /**
     * The other side does not take what we send.
     *
     * @param windowClosed whether its application does not read; otherwise what we send is not
     *     acknowledged at all
     */
    record PeerNotReading(Case common, int connections, long bytes, boolean windowClosed)
            implements ConnectionFinding {
        @Override
        public String rule() {
            return "peer-not-reading";
        }
    }

    /** Connects toward one destination get no answer. */
    record ConnectStalled(Case common, int connections, int retransmits)
            implements ConnectionFinding {
        @Override
        public String rule() {
            return "connect-stalled";
        }
    }

    /** A UDP socket dropped datagrams because its receive buffer was full. */
    record UdpReceiveDrops(Case common, long datagrams) implements ConnectionFinding {
        @Override
        public String rule() {
            return "udp-receive-drops";
        }
    }
}
