package dev.raingauge.sockdiag.wire;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpInfo;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes values out of records, which outlive the datagram. */
final class TcpSockets {
    private static final long NO_COOKIE = InetDiagSockId.INET_DIAG_NOCOOKIE;

    private TcpSockets() {}

    static TcpSocket of(TcpRecordReader record, InetAttributes details) {
        if (record.isTimeWaitRemains()) {
            return new TcpSocket.TimeWait(
                    local(record),
                    remote(record),
                    record.interfaceIndex(),
                    record.state(),
                    Optional.of(expires(record)));
        }
        return switch (record.state()) {
            case LISTEN -> listener(record, details);
            case SYN_RECV ->
                    new TcpSocket.HalfOpen(
                            local(record),
                            remote(record),
                            record.interfaceIndex(),
                            record.retransmits(),
                            Optional.of(expires(record)));
            default -> connection(record, details, record.state());
        };
    }

    private static TcpSocket listener(TcpRecordReader record, InetAttributes details) {
        return new TcpSocket.Listener(
                record.transport(),
                local(record),
                record.interfaceIndex(),
                details.v6Only(),
                AcceptQueue.of(record.receiveQueue(), record.sendQueue()),
                details.memory(MemoryFigure.DROPS),
                identity(record, details));
    }

    private static TcpSocket connection(
            TcpRecordReader record, InetAttributes details, TcpState state) {
        return new TcpSocket.Connection(
                local(record),
                remote(record),
                record.interfaceIndex(),
                state,
                new ByteQueues(record.receiveQueue(), record.sendQueue()),
                record.timer(),
                info(record, details, state),
                identity(record, details));
    }

    private static Endpoint local(TcpRecordReader record) {
        return new Endpoint(
                address(record, record.localHigh(), record.localLow()), record.localPort());
    }

    private static Endpoint remote(TcpRecordReader record) {
        return new Endpoint(
                address(record, record.remoteHigh(), record.remoteLow()), record.remotePort());
    }

    private static IpAddress address(TcpRecordReader record, long high, long low) {
        return record.isV6() ? IpAddress.v6(high, low) : IpAddress.v4((int) low);
    }

    private static Duration expires(TcpRecordReader record) {
        return Duration.ofMillis(record.expiresMilliseconds());
    }

    /**
     * A socket that was never established has sent nothing, and {@code tcpi_last_data_sent} then
     * counts from an origin that means nothing: recorded kernels say 49 days in SYN_SENT.
     */
    private static Optional<TcpInfo> info(
            TcpRecordReader record, InetAttributes details, TcpState state) {
        if (details.info() == InetAttributes.ABSENT) {
            return Optional.empty();
        }
        return Optional.of(
                state == TcpState.SYN_SENT || state == TcpState.CLOSE
                        ? new TcpInfo(Optional.empty())
                        : TcpInfoStruct.decode(
                                record.data(), details.info(), details.infoLength()));
    }

    private static SocketIdentity identity(TcpRecordReader record, InetAttributes details) {
        long cookie = record.cookie();
        return new SocketIdentity(
                cookie == NO_COOKIE ? OptionalLong.empty() : OptionalLong.of(cookie),
                record.inode(),
                OptionalLong.of(record.uid()),
                details.cgroupId());
    }
}
