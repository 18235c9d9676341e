package dev.raingauge.sockdiag.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Replaces addresses and names in netlink messages, so that everything else decodes as before. What
 * might hold names and is not understood is overwritten with zeroes.
 */
public final class RenamedMessages {
    private static final int AF_UNIX = UnixDiagReq.AF_UNIX;
    private static final int AF_INET = InetDiagReqV2.AF_INET;
    private static final int AF_INET6 = InetDiagReqV2.AF_INET6;
    private static final int AF_NETLINK = 16;
    private static final int AF_PACKET = 17;
    private static final int AF_VSOCK = 40;
    private static final int AF_XDP = 44;

    /**
     * {@code struct netlink_diag_msg} and {@code packet_diag_msg}: what comes before attributes.
     */
    private static final int PACKET_DIAG_MSG = 16;

    /** Addresses of network cards, and a filter's program ({@code packet_diag.h}). */
    private static final int PACKET_DIAG_MCLIST = 1;

    private static final int PACKET_DIAG_FILTER = 7;

    /** SCTP's addresses, {@code struct sockaddr_storage} each ({@code inet_diag.h}). */
    private static final int INET_DIAG_LOCALS = 12;

    private static final int INET_DIAG_PEERS = 13;
    private static final int SOCKADDR_STORAGE = 128;

    /** Keys of TCP-MD5, and whatever a BPF program stored. */
    private static final int INET_DIAG_MD5SIG = 18;

    private static final int INET_DIAG_SK_BPF_STORAGES = 20;

    /** The last attributes that are known to hold numbers only. */
    private static final int LAST_OF_INET = 22;

    private static final int LAST_OF_UNIX = UnixDiagMsg.UNIX_DIAG_UID;
    private static final int HEAD = (int) NlMsgHdr.SIZE;
    private static final int ATTRIBUTE = (int) NlAttr.SIZE;

    private RenamedMessages() {}

    /** Whether the answer to a question holds only what is understood here. */
    public static boolean knows(byte[] question) {
        if (question.length <= HEAD) {
            return false;
        }
        int type = type(view(question), 0);
        return type == NlMsgHdr.TCPDIAG_GETSOCK
                || (type == NlMsgHdr.SOCK_DIAG_BY_FAMILY
                        && switch (question[HEAD]) {
                            case AF_UNIX,
                                    AF_INET,
                                    AF_INET6,
                                    AF_NETLINK,
                                    AF_PACKET,
                                    AF_VSOCK,
                                    AF_XDP ->
                                    true;
                            default -> false;
                        });
    }

    /** A question with other addresses in its filter. */
    public static byte[] question(byte[] question, Names names) {
        byte[] data = question.clone();
        if (data.length <= HEAD + 48) {
            return data; // of UNIX sockets and others: it names none
        }
        ByteBuffer view = view(data);
        boolean old = type(view, 0) == NlMsgHdr.TCPDIAG_GETSOCK;
        int id = HEAD + (old ? 4 : 8);
        int size = (int) (old ? InetDiagReq.SIZE : InetDiagReqV2.SIZE);
        address(data, data[HEAD], id + (int) InetDiagSockId.SRC, names);
        address(data, data[HEAD], id + (int) InetDiagSockId.DST, names);
        for (int at = HEAD + size; at + ATTRIBUTE <= data.length; ) {
            int length = Short.toUnsignedInt(view.getShort(at));
            if (length < ATTRIBUTE || length > data.length - at) {
                break;
            }
            if (view.getShort(at + 2) == InetDiagReqV2.INET_DIAG_REQ_BYTECODE) {
                filter(data, at + ATTRIBUTE, at + length, names);
            }
            at += (length + 3) & ~3;
        }
        return data;
    }

    private static void filter(byte[] data, int from, int end, Names names) {
        for (int at = from; at + InetDiagBcOp.SIZE <= end; ) {
            int yes = Byte.toUnsignedInt(data[at + 1]);
            boolean host =
                    data[at] == InetDiagBcOp.INET_DIAG_BC_S_COND
                            || data[at] == InetDiagBcOp.INET_DIAG_BC_D_COND;
            int address = at + InetDiagBcOp.SIZE + 8;
            if (host && address + 4 <= end) {
                int family = data[at + InetDiagBcOp.SIZE];
                if (family == AF_INET || address + 16 <= end) {
                    address(data, family, address, names);
                }
            }
            at += Math.max(yes, InetDiagBcOp.SIZE);
        }
    }

    private static void address(byte[] data, int family, int at, Names names) {
        if (family == AF_INET) {
            names.v4(data, at);
        } else if (family == AF_INET6) {
            names.v6(data, at);
        }
    }

    /** A datagram with other names; what cannot be read to its end is cut there. */
    public static byte[] answer(byte[] datagram, Names names) {
        ByteBuffer view = view(datagram);
        var out = new ByteArrayOutputStream(datagram.length);
        for (int at = 0; at + HEAD <= datagram.length; ) {
            int length = view.getInt(at);
            if (length < HEAD || length > datagram.length - at) {
                break;
            }
            byte[] message = message(Arrays.copyOfRange(datagram, at, at + length), names);
            view(message).putInt(0, message.length).putInt(12, 0); // the port id is a process's
            out.writeBytes(message);
            out.writeBytes(new byte[-message.length & 3]);
            at += (length + 3) & ~3;
        }
        return out.toByteArray();
    }

    private static byte[] message(byte[] message, Names names) {
        ByteBuffer view = view(message);
        int type = type(view, 0);
        if (type == NlMsgHdr.NLMSG_ERROR) {
            int body = HEAD + Integer.BYTES;
            boolean capped = (view.getShort(6) & NlMsgHdr.NLM_F_CAPPED) != 0;
            if (!capped && message.length >= body + HEAD) {
                int end = Math.clamp(body + (long) view.getInt(body), body, message.length);
                Arrays.fill(message, Math.min(body + HEAD, end), end, (byte) 0);
            }
            return message;
        }
        if (type < NlMsgHdr.NLMSG_MIN_TYPE || message.length <= HEAD) {
            return message;
        }
        return switch (message[HEAD]) {
            case AF_INET, AF_INET6 -> inet(message, names);
            case AF_UNIX -> attributes(message, (int) UnixDiagMsg.SIZE, names);
            case AF_PACKET -> attributes(message, PACKET_DIAG_MSG, names);
            default -> message;
        };
    }

    private static byte[] inet(byte[] message, Names names) {
        if (message.length < HEAD + InetDiagMsg.SIZE) {
            return message;
        }
        address(message, message[HEAD], HEAD + (int) InetDiagMsg.SRC, names);
        address(message, message[HEAD], HEAD + (int) InetDiagMsg.DST, names);
        return attributes(message, (int) InetDiagMsg.SIZE, names);
    }

    private static byte[] attributes(byte[] message, int size, Names names) {
        ByteBuffer view = view(message);
        var out = new ByteArrayOutputStream(message.length);
        out.write(message, 0, Math.min(message.length, HEAD + size));
        for (int at = HEAD + size; at + ATTRIBUTE <= message.length; ) {
            int length = Short.toUnsignedInt(view.getShort(at));
            if (length < ATTRIBUTE || length > message.length - at) {
                break;
            }
            byte[] payload =
                    payload(
                            message[HEAD],
                            view.getShort(at + 2) & 0x3fff,
                            Arrays.copyOfRange(message, at + ATTRIBUTE, at + length),
                            names);
            byte[] head = new byte[ATTRIBUTE];
            view(head)
                    .putShort((short) (ATTRIBUTE + payload.length))
                    .putShort(view.getShort(at + 2));
            out.writeBytes(head);
            out.writeBytes(payload);
            at += (length + 3) & ~3;
            if (at < message.length) {
                out.writeBytes(new byte[-payload.length & 3]);
            }
        }
        return out.toByteArray();
    }

    private static byte[] payload(int family, int type, byte[] payload, Names names) {
        boolean hidden =
                switch (family) {
                    case AF_UNIX -> type > LAST_OF_UNIX;
                    case AF_PACKET -> type == PACKET_DIAG_MCLIST || type >= PACKET_DIAG_FILTER;
                    default ->
                            type == INET_DIAG_MD5SIG
                                    || type == INET_DIAG_SK_BPF_STORAGES
                                    || type > LAST_OF_INET;
                };
        if (hidden) {
            return new byte[payload.length];
        }
        if (family == AF_UNIX && type == UnixDiagMsg.UNIX_DIAG_NAME) {
            boolean path = payload.length > 1 && payload[0] != 0;
            int end =
                    path && payload[payload.length - 1] == 0 ? payload.length - 1 : payload.length;
            byte[] name = names.unix(Arrays.copyOf(payload, end));
            return Arrays.copyOf(name, name.length + payload.length - end);
        }
        boolean inet = family == AF_INET || family == AF_INET6;
        if (inet && (type == INET_DIAG_LOCALS || type == INET_DIAG_PEERS)) {
            for (int at = 0; at + SOCKADDR_STORAGE <= payload.length; at += SOCKADDR_STORAGE) {
                int of = view(payload).getShort(at);
                address(payload, of, at + (of == AF_INET ? 4 : 8), names);
            }
        }
        return payload;
    }

    private static ByteBuffer view(byte[] data) {
        return ByteBuffer.wrap(data).order(ByteOrder.nativeOrder());
    }

    private static int type(ByteBuffer view, int at) {
        return Short.toUnsignedInt(view.getShort(at + 4));
    }
}
