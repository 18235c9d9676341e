package dev.raingauge.sockdiag.model;

import java.util.Locale;

/**
 * A state of a TCP socket, with the kernel's own codes ({@code include/net/tcp_states.h}).
 *
 * <p>A request that waits for the final ACK is {@code TCP_NEW_SYN_RECV} inside the kernel, but
 * sock_diag reports it as {@link #SYN_RECV}.
 */
public enum TcpState {
    /** A code that this version does not know; a newer kernel may send one. */
    UNKNOWN(0),
    ESTABLISHED(1),
    SYN_SENT(2),
    SYN_RECV(3),
    FIN_WAIT1(4),
    FIN_WAIT2(5),
    TIME_WAIT(6),
    CLOSE(7),
    CLOSE_WAIT(8),
    LAST_ACK(9),
    LISTEN(10),
    CLOSING(11);

    private static final TcpState[] BY_CODE = values();

    private final int code;

    TcpState(int code) {
        this.code = code;
    }

    /** The state of a kernel code; {@link #UNKNOWN} for a code that is not listed here. */
    public static TcpState ofCode(int code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
    }

    /** The kernel's code, 1 to 11; 0 for {@link #UNKNOWN}. */
    public int code() {
        return code;
    }

    /** The bit that stands for this state in {@code inet_diag_req_v2.idiag_states}. */
    public int bit() {
        return 1 << code;
    }

    /** The name used in JSON and metric labels: {@code close_wait}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
