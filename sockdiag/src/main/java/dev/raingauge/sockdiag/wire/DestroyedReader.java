package dev.raingauge.sockdiag.wire;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetVisitor;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Reads what the kernel tells of sockets that it takes down: {@code inet_diag_msg} with the
 * protocol in an attribute, since nobody asked for one ({@code inet_diag_handler_get_info} in
 * {@code net/ipv4/inet_diag.c}).
 */
public final class DestroyedReader implements RecordReader {
    /**
     * {@code SKNLGRP_INET_TCP_DESTROY}, {@code _INET_UDP_}, {@code _INET6_TCP_} and {@code
     * _INET6_UDP_DESTROY} of {@code enum sknetlink_groups} in {@code
     * include/uapi/linux/sock_diag.h}.
     */
    public static final List<Integer> GROUPS = List.of(1, 2, 3, 4);

    private final TcpRecordReader tcp;
    private final TcpRecordReader udp;
    private final NlAttr attributes = new NlAttr();

    public DestroyedReader(InetVisitor visitor) {
        this.tcp = TcpRecordReader.of(InetProtocol.TCP, visitor);
        this.udp = TcpRecordReader.of(InetProtocol.UDP, visitor);
    }

    @Override
    public boolean reads(int messageType) {
        return messageType == NlMsgHdr.SOCK_DIAG_BY_FAMILY;
    }

    @Override
    public void read(MemorySegment datagram, long from, long end) throws MalformedMessageException {
        MalformedMessageException.require("inet_diag_msg", from, InetDiagMsg.SIZE, end);
        attributes.over(datagram, from + InetDiagMsg.SIZE, end);
        while (attributes.next()) {
            if (attributes.type() == InetDiagMsg.INET_DIAG_PROTOCOL) {
                long at = attributes.at("INET_DIAG_PROTOCOL", Layouts.U8.byteSize());
                switch (Byte.toUnsignedInt(datagram.get(Layouts.U8, at))) {
                    case InetDiagReqV2.IPPROTO_TCP -> tcp.read(datagram, from, end);
                    case InetDiagReqV2.IPPROTO_UDP -> udp.read(datagram, from, end);
                    default -> {} // a protocol that we did not ask for
                }
                return;
            }
        }
    }
}
