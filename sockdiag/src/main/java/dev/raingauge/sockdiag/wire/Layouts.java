package dev.raingauge.sockdiag.wire;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SequenceLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The building blocks of the kernel's structs, by their names in the kernel's headers.
 *
 * <p>All are unaligned: a message may begin anywhere in a buffer, and a fixture is a byte array,
 * where aligned reads are refused. Netlink speaks the host's byte order; {@code be16} and {@code
 * be32} are in network order.
 */
final class Layouts {
    static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;
    static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED;
    static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED;
    static final ValueLayout.OfInt S32 = ValueLayout.JAVA_INT_UNALIGNED;
    static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED;
    static final ValueLayout.OfShort BE16 = U16.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfInt BE32 = U32.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfLong BE64 = U64.withOrder(ByteOrder.BIG_ENDIAN);

    /** Netlink messages and attributes begin at multiples of this ({@code NLMSG_ALIGNTO}). */
    private static final long ALIGN_TO = 4;

    private Layouts() {}

    /** An IPv4 address in the first word, or an IPv6 address in all four. */
    static SequenceLayout address() {
        return MemoryLayout.sequenceLayout(4, BE32);
    }

    static long offset(StructLayout struct, String field) {
        return struct.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    static long align(long length) {
        return (length + ALIGN_TO - 1) & -ALIGN_TO;
    }
}
