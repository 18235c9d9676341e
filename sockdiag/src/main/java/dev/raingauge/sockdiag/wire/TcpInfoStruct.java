package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U64;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import dev.raingauge.sockdiag.model.TcpFigure;
import dev.raingauge.sockdiag.model.TcpInfo;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code struct tcp_info} of {@code include/uapi/linux/tcp.h}, filled by {@code tcp_get_info}. It
 * grows at its end from kernel to kernel (104 bytes in 3.10, 232 in 5.10, 280 in 6.18), so a field
 * is there if and only if the kernel's answer reaches beyond it. The layout ends where Linux 5.10
 * did; what newer kernels append is not read yet.
 */
final class TcpInfoStruct {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("tcpi_state"),
                            U8.withName("tcpi_ca_state"),
                            U8.withName("tcpi_retransmits"),
                            U8.withName("tcpi_probes"),
                            U8.withName("tcpi_backoff"),
                            U8.withName("tcpi_options"),
                            // tcpi_snd_wscale : 4, tcpi_rcv_wscale : 4
                            U8.withName("scales"),
                            // tcpi_delivery_rate_app_limited : 1, tcpi_fastopen_client_fail : 2
                            U8.withName("flags"),
                            U32.withName("tcpi_rto"),
                            U32.withName("tcpi_ato"),
                            U32.withName("tcpi_snd_mss"),
                            U32.withName("tcpi_rcv_mss"),
                            U32.withName("tcpi_unacked"),
                            U32.withName("tcpi_sacked"),
                            U32.withName("tcpi_lost"),
                            U32.withName("tcpi_retrans"),
                            U32.withName("tcpi_fackets"),
                            U32.withName("tcpi_last_data_sent"),
                            U32.withName("tcpi_last_ack_sent"),
                            U32.withName("tcpi_last_data_recv"),
                            U32.withName("tcpi_last_ack_recv"),
                            U32.withName("tcpi_pmtu"),
                            U32.withName("tcpi_rcv_ssthresh"),
                            U32.withName("tcpi_rtt"),
                            U32.withName("tcpi_rttvar"),
                            U32.withName("tcpi_snd_ssthresh"),
                            U32.withName("tcpi_snd_cwnd"),
                            U32.withName("tcpi_advmss"),
                            U32.withName("tcpi_reordering"),
                            U32.withName("tcpi_rcv_rtt"),
                            U32.withName("tcpi_rcv_space"),
                            U32.withName("tcpi_total_retrans"),
                            U64.withName("tcpi_pacing_rate"),
                            U64.withName("tcpi_max_pacing_rate"),
                            U64.withName("tcpi_bytes_acked"),
                            U64.withName("tcpi_bytes_received"),
                            U32.withName("tcpi_segs_out"),
                            U32.withName("tcpi_segs_in"),
                            U32.withName("tcpi_notsent_bytes"),
                            U32.withName("tcpi_min_rtt"),
                            U32.withName("tcpi_data_segs_in"),
                            U32.withName("tcpi_data_segs_out"),
                            U64.withName("tcpi_delivery_rate"),
                            U64.withName("tcpi_busy_time"),
                            U64.withName("tcpi_rwnd_limited"),
                            U64.withName("tcpi_sndbuf_limited"),
                            U32.withName("tcpi_delivered"),
                            U32.withName("tcpi_delivered_ce"),
                            U64.withName("tcpi_bytes_sent"),
                            U64.withName("tcpi_bytes_retrans"),
                            U32.withName("tcpi_dsack_dups"),
                            U32.withName("tcpi_reord_seen"),
                            U32.withName("tcpi_rcv_ooopack"),
                            U32.withName("tcpi_snd_wnd"))
                    .withName("tcp_info");

    private static final long LAST_DATA_SENT = offset(LAYOUT, "tcpi_last_data_sent");

    private static final long SCALES = offset(LAYOUT, "scales");
    private static final long FLAGS = offset(LAYOUT, "flags");

    /** Where a figure is, and how many bytes it takes. */
    private record Place(long at, long width) {}

    /** Those in bit fields are in the octet that is named here. */
    private static final Map<TcpFigure, Place> PLACES = new EnumMap<>(TcpFigure.class);

    static {
        for (TcpFigure figure : TcpFigure.values()) {
            PLACES.put(
                    figure,
                    switch (figure) {
                        case SND_WSCALE, RCV_WSCALE -> new Place(SCALES, U8.byteSize());
                        case DELIVERY_RATE_APP_LIMITED -> new Place(FLAGS, U8.byteSize());
                        default -> place("tcpi_" + figure.label());
                    });
        }
    }

    private TcpInfoStruct() {}

    private static Place place(String field) {
        var path = MemoryLayout.PathElement.groupElement(field);
        return new Place(LAYOUT.byteOffset(path), LAYOUT.select(path).byteSize());
    }

    /** A figure; empty where the kernel's answer ends before it. */
    static OptionalLong figure(TcpFigure figure, MemorySegment data, long at, long length) {
        Place place = Objects.requireNonNull(PLACES.get(figure));
        long offset = place.at();
        long width = place.width();
        if (offset + width > length) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                switch (figure) {
                    case SND_WSCALE -> lowBits(data.get(U8, at + offset), 4);
                    case RCV_WSCALE -> highBits(data.get(U8, at + offset), 4);
                    case DELIVERY_RATE_APP_LIMITED -> lowBits(data.get(U8, at + offset), 1);
                    default ->
                            width == Long.BYTES
                                    ? data.get(U64, at + offset)
                                    : width == Integer.BYTES
                                            ? Integer.toUnsignedLong(data.get(U32, at + offset))
                                            : Byte.toUnsignedLong(data.get(U8, at + offset));
                });
    }

    /** The bit field that C declares first is in the low bits on a little-endian machine. */
    private static long lowBits(byte octet, int bits) {
        int value = Byte.toUnsignedInt(octet);
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? value & ((1 << bits) - 1)
                : value >>> (Byte.SIZE - bits);
    }

    /** The other half of an octet whose first half is {@link #lowBits}. */
    private static long highBits(byte octet, int bits) {
        int value = Byte.toUnsignedInt(octet);
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? value >>> bits
                : value & ((1 << bits) - 1);
    }

    static TcpInfo decode(MemorySegment data, long at, long length) {
        return new TcpInfo(milliseconds(data, at, length, LAST_DATA_SENT));
    }

    private static Optional<Duration> milliseconds(
            MemorySegment data, long at, long length, long field) {
        return field + U32.byteSize() <= length
                ? Optional.of(Duration.ofMillis(Integer.toUnsignedLong(data.get(U32, at + field))))
                : Optional.empty();
    }
}
