package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static java.lang.foreign.MemoryLayout.sequenceLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SequenceLayout;
import java.util.OptionalLong;

/**
 * The words of {@code INET_DIAG_SKMEMINFO} ({@code enum} in {@code include/uapi/linux/sock_diag.h},
 * filled by {@code sk_get_meminfo} in {@code net/core/sock.c}). A kernel sends as many as it knows.
 */
final class SkMemInfo {
    /** Up to {@code SK_MEMINFO_DROPS}; the words before it are unused here. */
    static final SequenceLayout LAYOUT = sequenceLayout(9, U32).withName("sk_meminfo");

    /** Packets that the socket dropped, index of the word (Linux 4.7; also the 3.10 of RHEL 7). */
    static final int SK_MEMINFO_DROPS = 8;

    private SkMemInfo() {}

    /** The drops; empty where the kernel's array ends before them. */
    static OptionalLong drops(MemorySegment data, long at, long length) {
        long offset = SK_MEMINFO_DROPS * U32.byteSize();
        return offset + U32.byteSize() <= length
                ? OptionalLong.of(Integer.toUnsignedLong(data.get(U32, at + offset)))
                : OptionalLong.empty();
    }
}
