package dev.raingauge.sockdiag.model;

import java.time.Duration;

/**
 * The timer that runs on a socket ({@code idiag_timer}, {@code idiag_expires}, {@code
 * idiag_retrans}).
 *
 * @param kind what it is for
 * @param expires until it fires; zero for {@link Kind#NONE}
 * @param retransmits retransmissions or probes so far
 */
public record SocketTimer(Kind kind, Duration expires, int retransmits) {
    public static final SocketTimer NONE = new SocketTimer(Kind.NONE, Duration.ZERO, 0);

    /** What a timer is for; the order is the kernel's ({@code inet_sk_diag_fill}). */
    public enum Kind {
        NONE,
        /** Retransmission, loss probe or reordering timer. */
        RETRANSMIT,
        KEEPALIVE,
        TIME_WAIT,
        /** The peer's window is closed and is probed. */
        PERSIST,
        UNKNOWN;

        private static final Kind[] BY_CODE = {NONE, RETRANSMIT, KEEPALIVE, TIME_WAIT, PERSIST};

        public static Kind ofCode(int code) {
            return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
        }
    }
}
