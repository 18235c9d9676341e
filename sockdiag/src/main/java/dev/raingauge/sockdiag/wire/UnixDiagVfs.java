package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import dev.raingauge.sockdiag.model.UnixSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct unix_diag_vfs} of {@code include/uapi/linux/unix_diag.h}: the file that a socket is
 * bound to.
 */
final class UnixDiagVfs {
    static final StructLayout LAYOUT =
            structLayout(U32.withName("udiag_vfs_ino"), U32.withName("udiag_vfs_dev"))
                    .withName("unix_diag_vfs");

    private static final long INO = offset(LAYOUT, "udiag_vfs_ino");
    private static final long DEV = offset(LAYOUT, "udiag_vfs_dev");

    private UnixDiagVfs() {}

    static UnixSocket.BoundFile decode(MemorySegment data, long at) {
        return new UnixSocket.BoundFile(
                Integer.toUnsignedLong(data.get(U32, at + INO)),
                Integer.toUnsignedLong(data.get(U32, at + DEV)));
    }
}
