package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.ConnectResult;
import dev.raingauge.sockdiag.model.PeerAct;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt to connect to one address, and what was seen of it meanwhile.
 *
 * @param address what was connected to
 * @param protocol {@code tcp}, {@code unix}, {@code unix_seqpacket} or {@code unix_datagram}
 * @param result how connect(2) ended; {@link ConnectResult#RESET} also where the connection was
 *     reset right afterwards
 * @param errno its error number; 0 where it connected
 * @param took until the answer, or until we gave up
 * @param synRetransmits how often our SYN was sent again; empty for UNIX and where not seen
 * @param acceptance whether the server's program has taken the connection
 * @param acceptedAfter from the beginning; empty where it was not accepted, or that was not seen
 * @param peer what the other side did right afterwards
 * @param own whether the address is this host's (namespace's) own, so that its listeners tell more
 * @param listener who listens there; empty where nobody does, or it is another host's address
 * @param elsewhere who listens on the same port of other addresses
 * @param socketFile whether the path is a socket; empty for all else
 */
public record ProbeAttempt(
        String address,
        String protocol,
        ConnectResult result,
        int errno,
        Duration took,
        OptionalInt synRetransmits,
        Acceptance acceptance,
        Optional<Duration> acceptedAfter,
        PeerAct peer,
        boolean own,
        Optional<ProbeListener> listener,
        List<String> elsewhere,
        Optional<Boolean> socketFile) {
    public ProbeAttempt {
        elsewhere = List.copyOf(elsewhere);
    }

    /** Whether the server's program has the connection. */
    public enum Acceptance {
        ACCEPTED,
        /** It stands in the accept queue. */
        WAITING,
        /**
         * The server's side is still half open: our last ACK was dropped, or accept is deferred.
         */
        HALF_OPEN,
        /** Not to be seen from here, or there is no connection. */
        UNKNOWN
    }

    public boolean connected() {
        return result == ConnectResult.CONNECTED;
    }
}
