package dev.raingauge.sockdiag.model;

import java.util.Locale;

/**
 * The figures of {@code struct tcp_info}, named as the kernel names them ({@code
 * include/uapi/linux/tcp.h}, filled by {@code tcp_get_info} in {@code net/ipv4/tcp.c}).
 */
public enum TcpFigure {
    STATE(Unit.CODE),
    CA_STATE(Unit.CODE),
    /** Retransmissions in a row of what is at the head of the queue. */
    RETRANSMITS(Unit.COUNT),
    PROBES(Unit.COUNT),
    BACKOFF(Unit.COUNT),
    OPTIONS(Unit.CODE),
    SND_WSCALE(Unit.COUNT),
    RCV_WSCALE(Unit.COUNT),
    /** 1 where the delivery rate was bounded by the application. */
    DELIVERY_RATE_APP_LIMITED(Unit.CODE),
    RTO(Unit.MICROSECONDS),
    ATO(Unit.MICROSECONDS),
    SND_MSS(Unit.BYTES),
    RCV_MSS(Unit.BYTES),
    UNACKED(Unit.COUNT),
    SACKED(Unit.COUNT),
    LOST(Unit.COUNT),
    /** Segments that were sent again and are not acknowledged yet. */
    RETRANS(Unit.COUNT),
    FACKETS(Unit.COUNT),
    LAST_DATA_SENT(Unit.MILLISECONDS),
    LAST_ACK_SENT(Unit.MILLISECONDS),
    LAST_DATA_RECV(Unit.MILLISECONDS),
    LAST_ACK_RECV(Unit.MILLISECONDS),
    PMTU(Unit.BYTES),
    RCV_SSTHRESH(Unit.BYTES),
    RTT(Unit.MICROSECONDS),
    RTTVAR(Unit.MICROSECONDS),
    /** Segments; 2147483647 while no loss has set it. */
    SND_SSTHRESH(Unit.COUNT),
    /** Segments. */
    SND_CWND(Unit.COUNT),
    ADVMSS(Unit.BYTES),
    REORDERING(Unit.COUNT),
    RCV_RTT(Unit.MICROSECONDS),
    RCV_SPACE(Unit.BYTES),
    TOTAL_RETRANS(Unit.COUNT),
    /** All bits set: no limit. */
    PACING_RATE(Unit.BYTES_PER_SECOND),
    /** All bits set: no limit. */
    MAX_PACING_RATE(Unit.BYTES_PER_SECOND),
    BYTES_ACKED(Unit.BYTES),
    BYTES_RECEIVED(Unit.BYTES),
    SEGS_OUT(Unit.COUNT),
    SEGS_IN(Unit.COUNT),
    NOTSENT_BYTES(Unit.BYTES),
    /** All bits set: not measured yet. */
    MIN_RTT(Unit.MICROSECONDS),
    DATA_SEGS_IN(Unit.COUNT),
    DATA_SEGS_OUT(Unit.COUNT),
    DELIVERY_RATE(Unit.BYTES_PER_SECOND),
    /** Time in which there was something to send or to be acknowledged. */
    BUSY_TIME(Unit.MICROSECONDS),
    /** Part of the busy time in which the peer's window was the bound. */
    RWND_LIMITED(Unit.MICROSECONDS),
    /** Part of the busy time in which the send buffer was the bound. */
    SNDBUF_LIMITED(Unit.MICROSECONDS),
    DELIVERED(Unit.COUNT),
    DELIVERED_CE(Unit.COUNT),
    BYTES_SENT(Unit.BYTES),
    BYTES_RETRANS(Unit.BYTES),
    DSACK_DUPS(Unit.COUNT),
    REORD_SEEN(Unit.COUNT),
    RCV_OOOPACK(Unit.COUNT),
    SND_WND(Unit.BYTES);

    private final Unit unit;

    TcpFigure(Unit unit) {
        this.unit = unit;
    }

    /** What a figure counts. */
    public enum Unit {
        /** Segments, events: mere numbers. */
        COUNT,
        BYTES,
        BYTES_PER_SECOND,
        MICROSECONDS,
        MILLISECONDS,
        /** A number that stands for something. */
        CODE
    }

    public Unit unit() {
        return unit;
    }

    /** The kernel's name without its prefix: {@code snd_cwnd}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
