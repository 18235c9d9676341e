package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;

/** A socket of a walk, written down. */
record SeenSocket(
        TcpState state,
        Endpoint local,
        Endpoint remote,
        int interfaceIndex,
        long inode,
        long cookie)
        implements TcpRecord {
    static SeenSocket at(TcpState state, Endpoint local, int interfaceIndex, long inode) {
        return new SeenSocket(
                state, local, new Endpoint(local.address(), 40_000), interfaceIndex, inode, 0);
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
    public InetProtocol protocol() {
        return InetProtocol.TCP;
    }

    @Override
    public long uid() {
        return 0;
    }

    @Override
    public long receiveQueue() {
        return 0;
    }

    @Override
    public long sendQueue() {
        return 0;
    }

    @Override
    public boolean knowsLimit() {
        return false;
    }

    @Override
    public SocketTimer timer() {
        return SocketTimer.NONE;
    }

    @Override
    public InetDetails details() {
        return InetDetails.NONE;
    }

    @Override
    public long unreadBytes() {
        return 0;
    }

    @Override
    public long unacknowledgedBytes() {
        return 0;
    }

    @Override
    public TcpSocket toSocket() {
        throw new UnsupportedOperationException("a counted socket is not kept");
    }
}
