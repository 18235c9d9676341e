package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U16;
import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** {@code struct nlmsghdr} of {@code include/uapi/linux/netlink.h}: the head of every message. */
final class NlMsgHdr {
    static final StructLayout LAYOUT =
            structLayout(
                            U32.withName("nlmsg_len"),
                            U16.withName("nlmsg_type"),
                            U16.withName("nlmsg_flags"),
                            U32.withName("nlmsg_seq"),
                            U32.withName("nlmsg_pid"))
                    .withName("nlmsghdr");

    static final long SIZE = LAYOUT.byteSize();

    /** Types below {@link #NLMSG_MIN_TYPE} are netlink's own. */
    static final int NLMSG_NOOP = 1;

    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int NLMSG_OVERRUN = 4;
    static final int NLMSG_MIN_TYPE = 0x10;

    /** The old question and its answers ({@code include/uapi/linux/inet_diag.h}). */
    static final int TCPDIAG_GETSOCK = 18;

    /** The question and its answers ({@code include/uapi/linux/sock_diag.h}). */
    static final int SOCK_DIAG_BY_FAMILY = 20;

    /** The command to close a socket ({@code include/uapi/linux/sock_diag.h}). */
    static final int SOCK_DESTROY = 21;

    static final int NLM_F_REQUEST = 0x01;
    static final int NLM_F_MULTI = 0x02;

    /** On a command: answer it, with an error whose number is 0 if it was done. */
    static final int NLM_F_ACK = 0x04;

    /** On an answer: the dump was interrupted by a change, something may be missing. */
    static final int NLM_F_DUMP_INTR = 0x10;

    /** {@code NLM_F_ROOT | NLM_F_MATCH}. */
    static final int NLM_F_DUMP = 0x300;

    /** On an error or the end of a dump: the message that it answers was left out. */
    static final int NLM_F_CAPPED = 0x100;

    /** On an error or the end of a dump: attributes follow that explain it. */
    static final int NLM_F_ACK_TLVS = 0x200;

    private static final long LEN = offset(LAYOUT, "nlmsg_len");
    private static final long TYPE = offset(LAYOUT, "nlmsg_type");
    private static final long FLAGS = offset(LAYOUT, "nlmsg_flags");
    private static final long SEQ = offset(LAYOUT, "nlmsg_seq");

    private NlMsgHdr() {}

    /** The message's length with its header. */
    static long length(MemorySegment data, long at) {
        return Integer.toUnsignedLong(data.get(U32, at + LEN));
    }

    static int type(MemorySegment data, long at) {
        return Short.toUnsignedInt(data.get(U16, at + TYPE));
    }

    static int flags(MemorySegment data, long at) {
        return Short.toUnsignedInt(data.get(U16, at + FLAGS));
    }

    static int sequence(MemorySegment data, long at) {
        return data.get(U32, at + SEQ);
    }

    /** Writes the head of a question; the port id stays 0, the kernel fills in the socket's. */
    static void write(MemorySegment data, long length, int type, int flags) {
        data.set(U32, LEN, (int) length);
        data.set(U16, TYPE, (short) type);
        data.set(U16, FLAGS, (short) flags);
    }

    static void writeSequence(MemorySegment data, int sequence) {
        data.set(U32, SEQ, sequence);
    }
}
