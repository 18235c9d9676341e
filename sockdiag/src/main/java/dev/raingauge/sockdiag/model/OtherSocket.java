package dev.raingauge.sockdiag.model;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A socket of a family that has a diag module of its own and no TCP/IP in it. */
public sealed interface OtherSocket {
    Family family();

    /** Its inode; 0 where no process holds it. */
    long inode();

    /** The kernel's name of it. */
    OptionalLong cookie();

    /** The families. */
    enum Family {
        /** {@code net/packet/diag.c}. */
        PACKET,
        /** {@code net/netlink/diag.c}. */
        NETLINK,
        /** {@code net/vmw_vsock/diag.c}, Linux 4.15. */
        VSOCK;

        /** {@code packet}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is known of such a socket's memory.
     *
     * @param words those that were told
     */
    record Memory(Map<MemoryFigure, Long> words) {
        public static final Memory UNKNOWN = new Memory(Map.of());

        public Memory {
            words = Map.copyOf(words);
        }

        public OptionalLong of(MemoryFigure figure) {
            Long word = words.get(figure);
            return word == null ? OptionalLong.empty() : OptionalLong.of(word);
        }
    }

    /**
     * A packet socket ({@code man 7 packet}).
     *
     * @param raw SOCK_RAW, not SOCK_DGRAM
     * @param protocol ethertype that it receives: 3 is all of them
     * @param interfaceIndex 0: all interfaces
     */
    record Packet(
            boolean raw,
            int protocol,
            int interfaceIndex,
            OptionalLong uid,
            Memory memory,
            long inode,
            OptionalLong cookie)
            implements OtherSocket {
        @Override
        public Family family() {
            return Family.PACKET;
        }
    }

    /**
     * A netlink socket ({@code man 7 netlink}).
     *
     * @param protocol 0 is rtnetlink, 4 sock_diag
     * @param connected whether it has a peer
     * @param port its address: often the pid of its process, 0 for the kernel's own
     * @param peerPort of its peer; 0: the kernel
     */
    record Netlink(
            int protocol,
            boolean connected,
            long port,
            long peerPort,
            Memory memory,
            long inode,
            OptionalLong cookie)
            implements OtherSocket {
        @Override
        public Family family() {
            return Family.NETLINK;
        }
    }

    /**
     * A socket between a virtual machine and its host ({@code man 7 vsock}).
     *
     * @param stream SOCK_STREAM, not SOCK_DGRAM
     * @param shutdown as {@link InetDetails#shutdown}
     */
    record Vsock(
            boolean stream,
            TcpState state,
            OptionalInt shutdown,
            Address local,
            Address remote,
            long inode,
            OptionalLong cookie)
            implements OtherSocket {
        @Override
        public Family family() {
            return Family.VSOCK;
        }
    }

    /**
     * An address of a vsock.
     *
     * @param context of a machine: 2 is the host, 4294967295 any
     * @param port 4294967295 is any
     */
    record Address(long context, long port) {}
}
