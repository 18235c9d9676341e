package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Family;
import dev.raingauge.monitor.filter.Subject;
import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Sockets as a filter sees them. */
final class SocketSubjects {
    private SocketSubjects() {}

    /**
     * A socket of a walk, valid as long as its record is.
     *
     * @param told whether its source tells interface, mark and cgroup: /proc does not
     */
    static Subject of(InetRecord socket, boolean told) {
        return new Subject() {
            @Override
            public Family family() {
                return socket.isV6() ? Family.INET6 : Family.INET;
            }

            @Override
            public Optional<IpAddress> address(Filter.End end) {
                boolean local = end == Filter.End.LOCAL;
                long high = local ? socket.localHigh() : socket.remoteHigh();
                long low = local ? socket.localLow() : socket.remoteLow();
                return Optional.of(
                        socket.isV6() ? IpAddress.v6(high, low) : IpAddress.v4((int) low));
            }

            @Override
            public OptionalLong port(Filter.End end) {
                return OptionalLong.of(
                        end == Filter.End.LOCAL ? socket.localPort() : socket.remotePort());
            }

            @Override
            public OptionalInt interfaceIndex() {
                return told ? OptionalInt.of(socket.interfaceIndex()) : OptionalInt.empty();
            }

            @Override
            public OptionalLong mark() {
                return socket.details().mark();
            }

            @Override
            public OptionalLong cgroupId() {
                return socket.details().cgroupId();
            }
        };
    }

    /**
     * A UNIX socket.
     *
     * @param told whether its source tells of peers: /proc does not
     */
    static Subject of(UnixSocket socket, boolean told) {
        return new Subject() {
            @Override
            public Family family() {
                return Family.UNIX;
            }

            @Override
            public Optional<String> name(Filter.End end) {
                return Optional.of(end == Filter.End.LOCAL ? socket.name().toString() : "");
            }

            @Override
            public OptionalLong port(Filter.End end) {
                if (end == Filter.End.LOCAL) {
                    return OptionalLong.of(socket.identity().inode());
                }
                if (!told) {
                    return OptionalLong.empty();
                }
                return OptionalLong.of(
                        socket instanceof UnixSocket.Plain plain ? plain.peerInode().orElse(0) : 0);
            }
        };
    }

    static Subject of(OtherSocket socket) {
        return new Subject() {
            @Override
            public Family family() {
                return switch (socket) {
                    case OtherSocket.Packet _ -> Family.LINK;
                    case OtherSocket.Netlink _ -> Family.NETLINK;
                    case OtherSocket.Vsock _ -> Family.VSOCK;
                };
            }

            @Override
            public OptionalLong number(Filter.End end) {
                boolean local = end == Filter.End.LOCAL;
                return switch (socket) {
                    case OtherSocket.Packet packet ->
                            OptionalLong.of(local ? packet.protocol() : 0);
                    case OtherSocket.Netlink netlink -> OptionalLong.of(netlink.protocol());
                    case OtherSocket.Vsock vsock ->
                            OptionalLong.of(
                                    local ? vsock.local().context() : vsock.remote().context());
                };
            }

            @Override
            public OptionalLong port(Filter.End end) {
                boolean local = end == Filter.End.LOCAL;
                return switch (socket) {
                    case OtherSocket.Packet packet ->
                            OptionalLong.of(local ? packet.interfaceIndex() : 0);
                    case OtherSocket.Netlink netlink ->
                            OptionalLong.of(local ? netlink.port() : netlink.peerPort());
                    case OtherSocket.Vsock vsock ->
                            OptionalLong.of(local ? vsock.local().port() : vsock.remote().port());
                };
            }

            @Override
            public OptionalInt interfaceIndex() {
                return socket instanceof OtherSocket.Packet packet
                        ? OptionalInt.of(packet.interfaceIndex())
                        : OptionalInt.empty();
            }
        };
    }
}
