package dev.raingauge.sockdiag.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A UNIX socket ({@code net/unix/diag.c}, {@code man 7 unix}). */
public sealed interface UnixSocket {
    /** The name it is bound to; unnamed where it is bound to none. */
    UnixName name();

    Kind kind();

    SocketIdentity identity();

    /** The socket's type, with the kernel's codes ({@code SOCK_STREAM} and so on). */
    enum Kind {
        STREAM,
        DATAGRAM,
        SEQPACKET,
        UNKNOWN;

        public static Kind ofCode(int code) {
            return switch (code) {
                case 1 -> STREAM;
                case 2 -> DATAGRAM;
                case 5 -> SEQPACKET;
                default -> UNKNOWN;
            };
        }
    }

    /**
     * Which file a socket is bound to ({@code UNIX_DIAG_VFS}): tells two sockets apart that were
     * bound to the same path one after the other.
     *
     * @param inode inode of the socket file, 32 bits
     * @param device the device, in the kernel's own encoding (major in the bits from 20)
     */
    record BoundFile(long inode, long device) {
        // Written out, as in IpAddress: it is part of a key of maps.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof BoundFile(long otherInode, long otherDevice)
                    && inode == otherInode
                    && device == otherDevice;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(inode);
        }
    }

    /**
     * A listening stream or seqpacket socket: its queue counts connections that connected and wait
     * to be accepted. Where it is full, connect() blocks or returns EAGAIN and no kernel counter
     * moves.
     *
     * @param file the file it is bound to; empty for abstract names and from /proc
     * @param waitingClients inodes of the client sockets that wait in the queue ({@code
     *     UNIX_DIAG_ICONS}); 0 for a client that has closed meanwhile
     */
    record Listener(
            UnixName name,
            Kind kind,
            AcceptQueue acceptQueue,
            Optional<BoundFile> file,
            List<Long> waitingClients,
            SocketIdentity identity)
            implements UnixSocket {
        public Listener {
            waitingClients = List.copyOf(waitingClients);
        }

        public Transport transport() {
            return kind == Kind.SEQPACKET ? Transport.UNIX_SEQPACKET : Transport.UNIX;
        }
    }

    /**
     * Any other UNIX socket: connected, or bound or unbound and not listening.
     *
     * @param file the file it is bound to; a connection that was accepted shows its listener's.
     *     Empty for abstract and unnamed sockets and from /proc
     * @param connected whether it has a peer
     * @param peerInode inode of the peer; empty where it has none, where no process has the peer
     *     (not yet accepted, or closed) or the source does not tell
     * @param queues bytes for stream sockets; empty where the source does not tell
     */
    record Plain(
            UnixName name,
            Kind kind,
            Optional<BoundFile> file,
            boolean connected,
            OptionalLong peerInode,
            Optional<ByteQueues> queues,
            SocketIdentity identity)
            implements UnixSocket {}
}
