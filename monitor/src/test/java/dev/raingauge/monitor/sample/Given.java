package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Sockets for tests. */
public final class Given {
    private Given() {}

    /** A listener; the cookie also serves as its inode. */
    public static TcpSocket.Listener tcp(
            String ip, int port, long depth, long limit, long drops, long cookie) {
        return new TcpSocket.Listener(
                Transport.TCP,
                new Endpoint(IpAddress.parse(ip).orElseThrow(), port),
                0,
                Optional.empty(),
                AcceptQueue.of(depth, limit),
                OptionalLong.of(drops),
                identity(cookie));
    }

    /** The same as /proc shows it: no limit, no drops, no cookie. */
    public static TcpSocket.Listener unknown(TcpSocket.Listener known) {
        return new TcpSocket.Listener(
                known.transport(),
                known.local(),
                0,
                Optional.empty(),
                AcceptQueue.ofUnknownLimit(known.acceptQueue().depth()),
                OptionalLong.empty(),
                new SocketIdentity(
                        OptionalLong.empty(),
                        known.identity().inode(),
                        OptionalLong.of(0),
                        OptionalLong.empty()));
    }

    public static UnixSocket.Listener unix(String path, long depth, long limit, long cookie) {
        return new UnixSocket.Listener(
                UnixName.ofPath(path),
                UnixSocket.Kind.STREAM,
                AcceptQueue.of(depth, limit),
                Optional.empty(),
                List.of(),
                identity(cookie));
    }

    public static SocketIdentity identity(long cookie) {
        return new SocketIdentity(
                OptionalLong.of(cookie), cookie, OptionalLong.of(0), OptionalLong.of(7));
    }

    public static QueuePass pass(TcpSocket.Listener... listeners) {
        return new QueuePass(List.of(listeners), List.of(), true);
    }
}
