package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U16;
import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;

import dev.raingauge.sockdiag.model.OtherSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.OptionalLong;

/**
 * {@code struct packet_diag_msg} of {@code include/uapi/linux/packet_diag.h}: one packet socket in
 * an answer.
 */
final class PacketDiagMsg {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("pdiag_family"),
                            U8.withName("pdiag_type"),
                            U16.withName("pdiag_num"),
                            U32.withName("pdiag_ino"),
                            sequenceLayout(2, U32).withName("pdiag_cookie"))
                    .withName("packet_diag_msg");

    static final long SIZE = LAYOUT.byteSize();

    /** Attributes: {@code struct packet_diag_info}, whose first word is the interface's index. */
    static final int PACKET_DIAG_INFO = 0;

    /** 32 bits. */
    static final int PACKET_DIAG_UID = 5;

    /** Words as in {@link SkMemInfo}. */
    static final int PACKET_DIAG_MEMINFO = 6;

    private static final int SOCK_RAW = 3;

    private static final long TYPE = offset(LAYOUT, "pdiag_type");
    private static final long NUM = offset(LAYOUT, "pdiag_num");
    private static final long INO = offset(LAYOUT, "pdiag_ino");
    private static final long COOKIE = offset(LAYOUT, "pdiag_cookie");

    private PacketDiagMsg() {}

    static OtherSocket.Packet decode(MemorySegment data, long at, NlAttr attributes)
            throws MalformedMessageException {
        int index = 0;
        OptionalLong uid = OptionalLong.empty();
        OtherSocket.Memory memory = OtherSocket.Memory.UNKNOWN;
        while (attributes.next()) {
            switch (attributes.type()) {
                case PACKET_DIAG_INFO ->
                        index = data.get(U32, attributes.at("packet_diag_info", U32.byteSize()));
                case PACKET_DIAG_UID ->
                        uid =
                                OptionalLong.of(
                                        Integer.toUnsignedLong(
                                                data.get(
                                                        U32,
                                                        attributes.at(
                                                                "PACKET_DIAG_UID",
                                                                U32.byteSize()))));
                case PACKET_DIAG_MEMINFO ->
                        memory = SkMemInfo.words(data, attributes.at(), attributes.length());
                default -> {}
            }
        }
        return new OtherSocket.Packet(
                Byte.toUnsignedInt(data.get(U8, at + TYPE)) == SOCK_RAW,
                Short.toUnsignedInt(data.get(U16, at + NUM)),
                index,
                uid,
                memory,
                Integer.toUnsignedLong(data.get(U32, at + INO)),
                OtherRecordReader.cookie(data, at + COOKIE));
    }
}
