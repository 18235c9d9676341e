package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static java.lang.foreign.MemoryLayout.sequenceLayout;

import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.OtherSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SequenceLayout;
import java.util.EnumMap;
import java.util.OptionalLong;

/**
 * The words of {@code INET_DIAG_SKMEMINFO} ({@code enum} in {@code include/uapi/linux/sock_diag.h},
 * filled by {@code sk_get_meminfo} in {@code net/core/sock.c}). A kernel sends as many as it knows.
 */
final class SkMemInfo {
    /** Up to {@code SK_MEMINFO_DROPS}; the model names the words in the same order. */
    static final SequenceLayout LAYOUT = sequenceLayout(9, U32).withName("sk_meminfo");

    static final int SK_MEMINFO_RMEM_ALLOC = 0;
    static final int SK_MEMINFO_RCVBUF = 1;
    static final int SK_MEMINFO_WMEM_ALLOC = 2;
    static final int SK_MEMINFO_SNDBUF = 3;
    static final int SK_MEMINFO_FWD_ALLOC = 4;
    static final int SK_MEMINFO_WMEM_QUEUED = 5;
    static final int SK_MEMINFO_OPTMEM = 6;
    static final int SK_MEMINFO_BACKLOG = 7;
    static final int SK_MEMINFO_DROPS = 8;

    private SkMemInfo() {}

    /** A word; empty where the kernel's array ends before it. */
    static OptionalLong word(MemoryFigure figure, MemorySegment data, long at, long length) {
        long offset = index(figure) * U32.byteSize();
        return offset + U32.byteSize() <= length
                ? OptionalLong.of(Integer.toUnsignedLong(data.get(U32, at + offset)))
                : OptionalLong.empty();
    }

    /** All the words that came, as a value. */
    static OtherSocket.Memory words(MemorySegment data, long at, long length) {
        var words = new EnumMap<MemoryFigure, Long>(MemoryFigure.class);
        for (MemoryFigure figure : MemoryFigure.values()) {
            word(figure, data, at, length).ifPresent(value -> words.put(figure, value));
        }
        return new OtherSocket.Memory(words);
    }

    private static int index(MemoryFigure figure) {
        return switch (figure) {
            case RECEIVE_USED -> SK_MEMINFO_RMEM_ALLOC;
            case RECEIVE_LIMIT -> SK_MEMINFO_RCVBUF;
            case SEND_USED -> SK_MEMINFO_WMEM_ALLOC;
            case SEND_LIMIT -> SK_MEMINFO_SNDBUF;
            case FORWARD -> SK_MEMINFO_FWD_ALLOC;
            case SEND_QUEUED -> SK_MEMINFO_WMEM_QUEUED;
            case OPTIONS -> SK_MEMINFO_OPTMEM;
            case BACKLOG -> SK_MEMINFO_BACKLOG;
            case DROPS -> SK_MEMINFO_DROPS;
        };
    }
}
