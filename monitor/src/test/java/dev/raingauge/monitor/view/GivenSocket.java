package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpFigure;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A socket written down: what a walk would show. */
record GivenSocket(
        InetProtocol protocol,
        TcpState state,
        Endpoint local,
        Endpoint remote,
        long receiveQueue,
        long sendQueue,
        int interfaceIndex,
        long inode,
        SocketTimer timer,
        Map<TcpFigure, Long> figures,
        Map<MemoryFigure, Long> words)
        implements InetRecord, InetDetails {
    static GivenSocket of(
            InetProtocol protocol, TcpState state, String local, String remote, long inode) {
        return new GivenSocket(
                protocol,
                state,
                endpoint(local),
                endpoint(remote),
                0,
                0,
                0,
                inode,
                SocketTimer.NONE,
                Map.of(),
                Map.of());
    }

    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        String address = text.substring(0, colon).replace("[", "").replace("]", "");
        return new Endpoint(
                IpAddress.parse(address).orElseThrow(),
                Integer.parseInt(text.substring(colon + 1)));
    }

    GivenSocket queues(long receive, long send) {
        return new GivenSocket(
                protocol,
                state,
                local,
                remote,
                receive,
                send,
                interfaceIndex,
                inode,
                timer,
                figures,
                words);
    }

    GivenSocket bound(int index) {
        return new GivenSocket(
                protocol,
                state,
                local,
                remote,
                receiveQueue,
                sendQueue,
                index,
                inode,
                timer,
                figures,
                words);
    }

    GivenSocket waits(SocketTimer running) {
        return new GivenSocket(
                protocol,
                state,
                local,
                remote,
                receiveQueue,
                sendQueue,
                interfaceIndex,
                inode,
                running,
                figures,
                words);
    }

    GivenSocket knows(Map<TcpFigure, Long> info, Map<MemoryFigure, Long> memory) {
        return new GivenSocket(
                protocol,
                state,
                local,
                remote,
                receiveQueue,
                sendQueue,
                interfaceIndex,
                inode,
                timer,
                info,
                memory);
    }

    @Override
    public boolean isTimeWaitRemains() {
        return state == TcpState.TIME_WAIT;
    }

    @Override
    public boolean isV6() {
        return local.address().version() == IpAddress.Version.V6;
    }

    @Override
    public int localPort() {
        return local.port();
    }

    @Override
    public int remotePort() {
        return remote.port();
    }

    @Override
    public long localHigh() {
        return local.address().high();
    }

    @Override
    public long localLow() {
        return local.address().low();
    }

    @Override
    public long remoteHigh() {
        return remote.address().high();
    }

    @Override
    public long remoteLow() {
        return remote.address().low();
    }

    @Override
    public long cookie() {
        return 0xf000 + inode;
    }

    @Override
    public long uid() {
        return 1000;
    }

    @Override
    public boolean knowsLimit() {
        return true;
    }

    @Override
    public InetDetails details() {
        return this;
    }

    @Override
    public OptionalLong tcp(TcpFigure figure) {
        Long value = figures.get(figure);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public OptionalLong memory(MemoryFigure figure) {
        Long value = words.get(figure);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public Optional<String> congestionControl() {
        return figures.isEmpty() ? Optional.empty() : Optional.of("cubic");
    }

    @Override
    public OptionalLong mark() {
        return OptionalLong.of(0x2a);
    }

    @Override
    public OptionalLong cgroupId() {
        return OptionalLong.of(7);
    }

    @Override
    public OptionalInt typeOfService() {
        return OptionalInt.of(16);
    }

    @Override
    public OptionalInt trafficClass() {
        return OptionalInt.empty();
    }

    @Override
    public OptionalInt shutdown() {
        return OptionalInt.of(state == TcpState.CLOSE_WAIT ? 1 : 0);
    }

    @Override
    public Optional<Boolean> v6Only() {
        return Optional.empty();
    }
}
