package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.TcpFigure;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.OptionalLong;

/**
 * The figures of tcp_info that mean something in a socket's state: on a listener the kernel writes
 * the accept queue into them ({@code tcp_get_info} in {@code net/ipv4/tcp.c}), and before a
 * connection stands its last times count from nothing.
 */
record TcpFigures(InetRecord socket, InetDetails details) {
    private static final long UNSET_32 = 0xffff_ffffL;
    private static final long UNSET_64 = -1;
    private static final long INFINITE_SSTHRESH = 0x7fff_ffffL;

    boolean any() {
        return socket.state() != TcpState.LISTEN && details.tcp(TcpFigure.STATE).isPresent();
    }

    /** Empty where it is not told, or where its value stands for none. */
    OptionalLong of(TcpFigure figure) {
        OptionalLong told = any() ? details.tcp(figure) : OptionalLong.empty();
        if (told.isEmpty()) {
            return told;
        }
        long value = told.getAsLong();
        boolean none =
                switch (figure) {
                    case MIN_RTT -> value == UNSET_32;
                    case SND_SSTHRESH -> value >= INFINITE_SSTHRESH;
                    case PACING_RATE, MAX_PACING_RATE -> value == UNSET_64 || value == UNSET_32;
                    case LAST_DATA_SENT, LAST_DATA_RECV, LAST_ACK_RECV, LAST_ACK_SENT ->
                            socket.state() == TcpState.SYN_SENT || socket.state() == TcpState.CLOSE;
                    default -> false;
                };
        return none ? OptionalLong.empty() : told;
    }

    long or(TcpFigure figure, long absent) {
        return of(figure).orElse(absent);
    }
}
