package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.UnixSocket;
import java.util.List;

/**
 * The UNIX sockets of a namespace. Unit: sockets.
 *
 * @param inUse all of them
 * @param stream of type {@code SOCK_STREAM}, listening ones too
 * @param datagram of type {@code SOCK_DGRAM}
 * @param seqpacket of type {@code SOCK_SEQPACKET}, listening ones too
 * @param listening stream and seqpacket sockets that listen
 */
public record UnixSummary(long inUse, long stream, long datagram, long seqpacket, long listening) {

    public static UnixSummary of(List<UnixSocket> sockets) {
        long stream = 0;
        long datagram = 0;
        long seqpacket = 0;
        long listening = 0;
        for (UnixSocket socket : sockets) {
            switch (socket.kind()) {
                case STREAM -> stream++;
                case DATAGRAM -> datagram++;
                case SEQPACKET -> seqpacket++;
                case UNKNOWN -> {}
            }
            if (socket instanceof UnixSocket.Listener) {
                listening++;
            }
        }
        return new UnixSummary(sockets.size(), stream, datagram, seqpacket, listening);
    }
}
