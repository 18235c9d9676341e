package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U16;
import static dev.raingauge.sockdiag.wire.Layouts.align;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct nlattr} of {@code include/uapi/linux/netlink.h}, and a walk over a row of them. One
 * object walks any number of rows, so that a dump allocates nothing.
 */
final class NlAttr {
    static final StructLayout LAYOUT =
            structLayout(U16.withName("nla_len"), U16.withName("nla_type")).withName("nlattr");

    static final long SIZE = LAYOUT.byteSize();

    /** The longest payload: {@code nla_len} has 16 bits and counts the header. */
    static final int MOST_PAYLOAD = 0xffff - (int) SIZE;

    /** The two highest bits of the type are flags ({@code NLA_F_NESTED}, byte order). */
    private static final int NLA_TYPE_MASK = 0x3fff;

    private static final long LEN = offset(LAYOUT, "nla_len");
    private static final long TYPE = offset(LAYOUT, "nla_type");

    private MemorySegment data = MemorySegment.NULL;
    private long next;
    private long end;
    private int type;
    private long at;
    private long length;

    /** Begins a walk over the attributes between two offsets of a datagram. */
    void over(MemorySegment datagram, long from, long to) {
        data = datagram;
        next = from;
        end = to;
    }

    /** Goes to the next attribute; false where there is none. */
    boolean next() throws MalformedMessageException {
        long here = next;
        if (here >= end) {
            return false;
        }
        MalformedMessageException.require("nlattr", here, SIZE, end);
        int whole = Short.toUnsignedInt(data.get(U16, here + LEN));
        if (whole < SIZE || whole > end - here) {
            throw new MalformedMessageException(
                    "nlattr", here, "claims " + whole + " bytes, " + (end - here) + " are left");
        }
        type = Short.toUnsignedInt(data.get(U16, here + TYPE)) & NLA_TYPE_MASK;
        at = here + SIZE;
        length = whole - SIZE;
        next = here + align(whole);
        return true;
    }

    int type() {
        return type;
    }

    /** Where the payload begins in the datagram. */
    long at() {
        return at;
    }

    /** Bytes of payload. */
    long length() {
        return length;
    }

    /** Where the payload begins, if it is long enough: a longer one is a newer kernel's. */
    long at(String what, long needed) throws MalformedMessageException {
        if (length < needed) {
            throw new MalformedMessageException(what, at, needed, length);
        }
        return at;
    }

    /** Writes the head of an attribute. */
    static void write(MemorySegment data, long offset, int type, long payload) {
        data.set(U16, offset + LEN, (short) (SIZE + payload));
        data.set(U16, offset + TYPE, (short) type);
    }
}
