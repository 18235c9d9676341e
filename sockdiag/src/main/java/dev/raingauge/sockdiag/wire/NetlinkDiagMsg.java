package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;

import dev.raingauge.sockdiag.model.OtherSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct netlink_diag_msg} of {@code include/uapi/linux/netlink_diag.h}: one netlink socket
 * in an answer.
 */
final class NetlinkDiagMsg {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("ndiag_family"),
                            U8.withName("ndiag_type"),
                            U8.withName("ndiag_protocol"),
                            U8.withName("ndiag_state"),
                            U32.withName("ndiag_portid"),
                            U32.withName("ndiag_dst_portid"),
                            U32.withName("ndiag_dst_group"),
                            U32.withName("ndiag_ino"),
                            sequenceLayout(2, U32).withName("ndiag_cookie"))
                    .withName("netlink_diag_msg");

    static final long SIZE = LAYOUT.byteSize();

    /** Attribute: words as in {@link SkMemInfo}. */
    static final int NETLINK_DIAG_MEMINFO = 0;

    /** {@code NETLINK_CONNECTED} of {@code include/net/netlink.h}. */
    private static final int CONNECTED = 1;

    private static final long PROTOCOL = offset(LAYOUT, "ndiag_protocol");
    private static final long STATE = offset(LAYOUT, "ndiag_state");
    private static final long PORTID = offset(LAYOUT, "ndiag_portid");
    private static final long DST_PORTID = offset(LAYOUT, "ndiag_dst_portid");
    private static final long INO = offset(LAYOUT, "ndiag_ino");
    private static final long COOKIE = offset(LAYOUT, "ndiag_cookie");

    private NetlinkDiagMsg() {}

    static OtherSocket.Netlink decode(MemorySegment data, long at, NlAttr attributes)
            throws MalformedMessageException {
        OtherSocket.Memory memory = OtherSocket.Memory.UNKNOWN;
        while (attributes.next()) {
            if (attributes.type() == NETLINK_DIAG_MEMINFO) {
                memory = SkMemInfo.words(data, attributes.at(), attributes.length());
            }
        }
        return new OtherSocket.Netlink(
                Byte.toUnsignedInt(data.get(U8, at + PROTOCOL)),
                data.get(U8, at + STATE) == CONNECTED,
                Integer.toUnsignedLong(data.get(U32, at + PORTID)),
                Integer.toUnsignedLong(data.get(U32, at + DST_PORTID)),
                memory,
                Integer.toUnsignedLong(data.get(U32, at + INO)),
                OtherRecordReader.cookie(data, at + COOKIE));
    }
}
