package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.UnixSocket;
import java.util.List;

/**
 * The UNIX sockets of a namespace. Unit: sockets.
 *
 * @param all of them
 * @param stream of type {@code SOCK_STREAM}, listening ones too
 * @param datagram of type {@code SOCK_DGRAM}
 * @param seqpacket of type {@code SOCK_SEQPACKET}, listening ones too
 * @param listening those that listen
 */
public record UnixTotals(long all, long stream, long datagram, long seqpacket, long listening) {
    static UnixTotals of(List<UnixSocket> sockets) {
        long[] kinds = new long[3];
        long listening = 0;
        for (UnixSocket socket : sockets) {
            switch (socket.kind()) {
                case STREAM -> kinds[0]++;
                case DATAGRAM -> kinds[1]++;
                case SEQPACKET -> kinds[2]++;
                case UNKNOWN -> {}
            }
            listening += socket instanceof UnixSocket.Listener ? 1 : 0;
        }
        return new UnixTotals(sockets.size(), kinds[0], kinds[1], kinds[2], listening);
    }
}
