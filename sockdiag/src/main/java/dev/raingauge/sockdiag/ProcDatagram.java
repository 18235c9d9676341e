package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UdpSocket;

/** A line of net/udp, net/udplite or net/raw as a record. */
record ProcDatagram(InetProtocol protocol, UdpSocket socket) implements InetRecord {
    /** A connected socket knows where to. */
    @Override
    public TcpState state() {
        return socket.remote().port() == 0 && socket.remote().address().isAny()
                ? TcpState.CLOSE
                : TcpState.ESTABLISHED;
    }

    @Override
    public boolean isTimeWaitRemains() {
        return false;
    }

    @Override
    public boolean isV6() {
        return socket.local().address().version() == IpAddress.Version.V6;
    }

    @Override
    public int localPort() {
        return socket.local().port();
    }

    @Override
    public int remotePort() {
        return socket.remote().port();
    }

    @Override
    public long localHigh() {
        return socket.local().address().high();
    }

    @Override
    public long localLow() {
        return socket.local().address().low();
    }

    @Override
    public long remoteHigh() {
        return socket.remote().address().high();
    }

    @Override
    public long remoteLow() {
        return socket.remote().address().low();
    }

    @Override
    public int interfaceIndex() {
        return 0;
    }

    @Override
    public long inode() {
        return socket.identity().inode();
    }

    @Override
    public long cookie() {
        return 0;
    }

    @Override
    public long uid() {
        return socket.identity().uid().orElse(0);
    }

    @Override
    public long receiveQueue() {
        return socket.queues().unreadBytes();
    }

    @Override
    public long sendQueue() {
        return socket.queues().unacknowledgedBytes();
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
}
