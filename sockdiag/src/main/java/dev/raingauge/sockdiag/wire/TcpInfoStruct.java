package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U64;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import dev.raingauge.sockdiag.model.TcpInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.time.Duration;
import java.util.Optional;

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

    private TcpInfoStruct() {}

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
