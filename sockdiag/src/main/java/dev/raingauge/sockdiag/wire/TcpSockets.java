package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U64;
import static dev.raingauge.sockdiag.wire.Layouts.U8;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.SocketTimer;
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

    static TcpSocket of(TcpRecordReader record) {
        if (record.isTimeWaitRemains()) {
            return new TcpSocket.TimeWait(
                    local(record),
                    remote(record),
                    record.interfaceIndex(),
                    record.state(),
                    Optional.of(expires(record)));
        }
        return switch (record.state()) {
            case LISTEN -> listener(record);
            case SYN_RECV ->
                    new TcpSocket.HalfOpen(
                            local(record),
                            remote(record),
                            record.interfaceIndex(),
                            record.retransmits(),
                            Optional.of(expires(record)));
            default -> connection(record, record.state());
        };
    }

    private static TcpSocket listener(TcpRecordReader record) {
        return new TcpSocket.Listener(
                record.transport(),
                local(record),
                record.interfaceIndex(),
                v6Only(record),
                AcceptQueue.of(record.receiveQueue(), record.sendQueue()),
                drops(record),
                identity(record));
    }

    private static TcpSocket connection(TcpRecordReader record, TcpState state) {
        return new TcpSocket.Connection(
                local(record),
                remote(record),
                record.interfaceIndex(),
                state,
                new ByteQueues(record.receiveQueue(), record.sendQueue()),
                timer(record),
                info(record, state),
                identity(record));
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

    private static SocketTimer timer(TcpRecordReader record) {
        SocketTimer.Kind kind = SocketTimer.Kind.ofCode(record.timer());
        return kind == SocketTimer.Kind.NONE
                ? SocketTimer.NONE
                : new SocketTimer(kind, expires(record), record.retransmits());
    }

    private static Duration expires(TcpRecordReader record) {
        return Duration.ofMillis(record.expiresMilliseconds());
    }

    /** The kernel sends it with every IPv6 listener since Linux 4.3 and never with IPv4. */
    private static Optional<Boolean> v6Only(TcpRecordReader record) {
        return record.v6Only() == TcpRecordReader.ABSENT
                ? Optional.empty()
                : Optional.of(record.data().get(U8, record.v6Only()) != 0);
    }

    private static OptionalLong drops(TcpRecordReader record) {
        return record.memory() == TcpRecordReader.ABSENT
                ? OptionalLong.empty()
                : SkMemInfo.drops(record.data(), record.memory(), record.memoryLength());
    }

    /**
     * A socket that was never established has sent nothing, and {@code tcpi_last_data_sent} then
     * counts from an origin that means nothing: recorded kernels say 49 days in SYN_SENT.
     */
    private static Optional<TcpInfo> info(TcpRecordReader record, TcpState state) {
        if (record.info() == TcpRecordReader.ABSENT) {
            return Optional.empty();
        }
        return Optional.of(
                state == TcpState.SYN_SENT || state == TcpState.CLOSE
                        ? new TcpInfo(Optional.empty())
                        : TcpInfoStruct.decode(record.data(), record.info(), record.infoLength()));
    }

    private static SocketIdentity identity(TcpRecordReader record) {
        long cookie = record.cookie();
        return new SocketIdentity(
                cookie == NO_COOKIE ? OptionalLong.empty() : OptionalLong.of(cookie),
                record.inode(),
                OptionalLong.of(record.uid()),
                record.cgroup() == TcpRecordReader.ABSENT
                        ? OptionalLong.empty()
                        : OptionalLong.of(record.data().get(U64, record.cgroup())));
    }
}
