package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.StructLayout;

/**
 * {@code struct unix_diag_msg} of {@code include/uapi/linux/unix_diag.h}: one UNIX socket in an
 * answer. Nearly everything about it is in attributes.
 */
final class UnixDiagMsg {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("udiag_family"),
                            U8.withName("udiag_type"),
                            U8.withName("udiag_state"),
                            U8.withName("pad"),
                            U32.withName("udiag_ino"),
                            sequenceLayout(2, U32).withName("udiag_cookie"))
                    .withName("unix_diag_msg");

    static final long SIZE = LAYOUT.byteSize();

    /** Attributes: the name's bytes, a NUL behind a path. */
    static final int UNIX_DIAG_NAME = 0;

    /** {@link UnixDiagVfs}. */
    static final int UNIX_DIAG_VFS = 1;

    /** Inode of the peer, 32 bits. */
    static final int UNIX_DIAG_PEER = 2;

    /** Inodes of the clients that wait in a listener's queue, 32 bits each. */
    static final int UNIX_DIAG_ICONS = 3;

    /** {@link UnixDiagRqlen}. */
    static final int UNIX_DIAG_RQLEN = 4;

    /** Words as in {@link SkMemInfo}. */
    static final int UNIX_DIAG_MEMINFO = 5;

    /** One byte: {@code sk_shutdown}. Comes unasked (Linux 3.8). */
    static final int UNIX_DIAG_SHUTDOWN = 6;

    /** The owner's user id, 32 bits (Linux 5.3). */
    static final int UNIX_DIAG_UID = 7;

    /** States, which UNIX sockets borrow from TCP ({@code include/net/tcp_states.h}). */
    static final int TCP_ESTABLISHED = 1;

    static final int TCP_LISTEN = 10;

    static final long FAMILY = offset(LAYOUT, "udiag_family");
    static final long TYPE = offset(LAYOUT, "udiag_type");
    static final long STATE = offset(LAYOUT, "udiag_state");
    static final long INO = offset(LAYOUT, "udiag_ino");
    static final long COOKIE = offset(LAYOUT, "udiag_cookie");

    private UnixDiagMsg() {}
}
