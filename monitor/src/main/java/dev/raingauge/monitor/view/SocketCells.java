package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The cells of one row, as bytes one behind the other; the same object for each row. What stands in
 * them is fit for any terminal.
 */
final class SocketCells {
    static final int COUNT = 6;
    static final int LOCAL = 4;
    static final int PEER = 5;
    private static final long ANY_CONTEXT = 0xffff_ffffL;

    private final SocketNames names;
    private final Page page;
    private final boolean resolveHosts;
    private final ByteText text = new ByteText();
    private final int[] ends = new int[COUNT];
    private final int[] widths = new int[COUNT];
    private int cell;
    private boolean foreign;

    /**
     * @param resolveHosts whether addresses are to be looked up
     */
    SocketCells(SocketNames names, Page page, boolean resolveHosts) {
        this.names = names;
        this.page = page;
        this.resolveHosts = resolveHosts;
    }

    byte[] bytes() {
        return text.bytes();
    }

    /** Where each cell ends. */
    int[] ends() {
        return ends;
    }

    /** How many columns each takes. */
    int[] widths() {
        return widths;
    }

    /** The row, to be kept. */
    Kept keep(SocketMark mark, String more) {
        return new Kept(
                Arrays.copyOf(text.bytes(), text.size()), ends.clone(), widths.clone(), mark, more);
    }

    /** Cells that outlive the next row. */
    static final class Kept {
        private final byte[] bytes;
        private final int[] ends;
        private final int[] widths;
        private final SocketMark mark;
        private final String more;

        private Kept(byte[] bytes, int[] ends, int[] widths, SocketMark mark, String more) {
            this.bytes = bytes;
            this.ends = ends;
            this.widths = widths;
            this.mark = mark;
            this.more = more;
        }

        Kept marked(SocketMark other) {
            return new Kept(bytes, ends, widths, other, more);
        }

        byte[] bytes() {
            return bytes;
        }

        int[] ends() {
            return ends;
        }

        int[] widths() {
            return widths;
        }

        SocketMark mark() {
            return mark;
        }

        /** What is said beyond the cells. */
        String more() {
            return more;
        }
    }

    SocketCells inet(InetRecord socket) {
        begin();
        ascii(SocketWords.netid(socket.protocol()));
        ascii(SocketWords.state(socket.state()));
        number(socket.receiveQueue());
        if (socket.knowsLimit() || socket.state() != TcpState.LISTEN) {
            number(socket.sendQueue());
        } else {
            ascii("?");
        }
        boolean anyone = (socket.remoteHigh() | socket.remoteLow()) == 0;
        boolean v6Only =
                socket.isV6()
                        && (anyone || (socket.localHigh() | socket.localLow()) == 0)
                        && socket.details().v6Only().orElse(false);
        address(socket, socket.localHigh(), socket.localLow(), v6Only);
        interfaceName(socket.interfaceIndex());
        port(socket.protocol(), socket.localPort(), true);
        address(socket, socket.remoteHigh(), socket.remoteLow(), v6Only);
        port(socket.protocol(), socket.remotePort(), false);
        return this;
    }

    private void address(InetRecord socket, long high, long low, boolean v6Only) {
        if (resolveHosts && (high | low) != 0) {
            Optional<String> host =
                    names.host(socket.isV6() ? IpAddress.v6(high, low) : IpAddress.v4((int) low));
            if (host.isPresent()) {
                outside(host.get());
                return;
            }
        }
        if (!socket.isV6()) {
            text.ipv4((int) low);
        } else if ((high | low) == 0 && !v6Only) {
            text.add('*');
        } else {
            text.ipv6(high, low);
        }
    }

    private void interfaceName(int index) {
        if (index != 0) {
            text.add('%');
            outside(nameOf(index));
        }
    }

    private String nameOf(int index) {
        return names.interfaceName(index).orElse("if" + index);
    }

    /** The local port of a raw socket is its protocol. */
    private void port(InetProtocol protocol, int port, boolean local) {
        text.add(':');
        if (port == 0) {
            text.add('*');
        } else if (protocol == InetProtocol.RAW && local && !names.numeric()) {
            text.add(SocketWords.ipProtocol(port));
        } else {
            Optional<String> service = names.service(protocol, port);
            if (service.isPresent()) {
                outside(service.get());
            } else {
                text.add(port);
            }
        }
        end();
    }

    SocketCells unix(UnixSocket socket, String state) {
        begin();
        ascii(SocketWords.netid(socket.kind()));
        ascii(state);
        OptionalLong peer = OptionalLong.empty();
        switch (socket) {
            case UnixSocket.Listener listener -> {
                number(listener.acceptQueue().depth());
                optional(listener.acceptQueue().limit());
            }
            case UnixSocket.Plain plain -> {
                peer = plain.peerInode();
                if (plain.queues().isPresent()) {
                    number(plain.queues().get().unreadBytes());
                    number(plain.queues().get().unacknowledgedBytes());
                } else {
                    ascii("?");
                    ascii("?");
                }
            }
        }
        outside(socket.name().isUnnamed() ? "*" : socket.name().toString());
        text.add(' ').add(socket.identity().inode());
        end();
        text.add('*').add(' ').add(peer.orElse(0));
        end();
        return this;
    }

    SocketCells other(OtherSocket socket) {
        begin();
        ascii(SocketWords.netid(socket));
        ascii(SocketWords.state(SocketWords.state(socket)));
        switch (socket) {
            case OtherSocket.Packet packet -> {
                memory(packet.memory());
                text.add(SocketWords.etherProtocol(packet.protocol(), names.numeric())).add(':');
                if (packet.interfaceIndex() == 0) {
                    text.add('*');
                } else {
                    outside(nameOf(packet.interfaceIndex()));
                }
                end();
                ascii("*");
            }
            case OtherSocket.Netlink netlink -> {
                memory(netlink.memory());
                text.add(SocketWords.netlinkProtocol(netlink.protocol())).add(':');
                netlinkPort(netlink.port());
                end();
                if (netlink.connected()) {
                    text.add(SocketWords.netlinkProtocol(netlink.protocol())).add(':');
                    netlinkPort(netlink.peerPort());
                } else {
                    text.add('*');
                }
                end();
            }
            case OtherSocket.Vsock vsock -> {
                ascii("0");
                ascii("0");
                vsock(vsock.local());
                vsock(vsock.remote());
            }
        }
        return this;
    }

    private void netlinkPort(long port) {
        if (port == 0) {
            text.add("kernel");
        } else {
            text.add(port);
        }
    }

    private void vsock(OtherSocket.Address address) {
        part(address.context());
        text.add(':');
        part(address.port());
        end();
    }

    private void part(long number) {
        if (number == ANY_CONTEXT) {
            text.add('*');
        } else {
            text.add(number);
        }
    }

    private void memory(OtherSocket.Memory memory) {
        optional(memory.of(MemoryFigure.RECEIVE_USED));
        optional(memory.of(MemoryFigure.SEND_USED));
    }

    private void begin() {
        text.clear();
        cell = 0;
    }

    private void ascii(String word) {
        text.add(word);
        end();
    }

    private void number(long number) {
        text.add(number);
        end();
    }

    private void optional(OptionalLong number) {
        if (number.isPresent()) {
            number(number.getAsLong());
        } else {
            ascii("?");
        }
    }

    /** Ends a cell and measures it: bytes are columns as long as they are ASCII. */
    private void end() {
        int from = cell == 0 ? 0 : ends[cell - 1];
        int to = text.size();
        ends[cell] = to;
        widths[cell] = to - from;
        if (foreign) {
            foreign = false;
            widths[cell] =
                    Letters.width(
                            new String(text.bytes(), from, to - from, StandardCharsets.UTF_8));
        }
        cell++;
    }

    /** Text from outside, which may have any letters. */
    private void outside(String words) {
        foreign = true;
        text.addText(page.printable(words));
    }
}
