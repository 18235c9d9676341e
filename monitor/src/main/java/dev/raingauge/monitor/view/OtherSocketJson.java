package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.OtherSocket;
import java.util.Optional;
import java.util.function.IntFunction;

/** The ends and queues of sockets that are not of the internet. */
final class OtherSocketJson {
    private static final long ANY = 0xffff_ffffL;

    private OtherSocketJson() {}

    static void write(JsonDocument document, OtherSocket socket, IntFunction<String> interfaces) {
        switch (socket) {
            case OtherSocket.Packet packet -> {
                document.text("type", packet.raw() ? "raw" : "dgram");
                document.text("local", SocketWords.etherProtocol(packet.protocol(), false));
                document.nothing("remote");
                document.text(
                        "interface",
                        packet.interfaceIndex() == 0
                                ? Optional.empty()
                                : Optional.of(interfaces.apply(packet.interfaceIndex())));
                queues(document, packet.memory());
            }
            case OtherSocket.Netlink netlink -> {
                String protocol = SocketWords.netlinkProtocol(netlink.protocol());
                document.text("local", protocol + ":" + netlink.port());
                document.text(
                        "remote",
                        netlink.connected()
                                ? Optional.of(protocol + ":" + netlink.peerPort())
                                : Optional.empty());
                queues(document, netlink.memory());
            }
            case OtherSocket.Vsock vsock -> {
                document.text("type", vsock.stream() ? "stream" : "dgram");
                document.text("local", text(vsock.local()));
                document.text("remote", text(vsock.remote()));
                queues(document, OtherSocket.Memory.UNKNOWN);
            }
        }
    }

    private static String text(OtherSocket.Address address) {
        return (address.context() == ANY ? "*" : Long.toString(address.context()))
                + ":"
                + (address.port() == ANY ? "*" : Long.toString(address.port()));
    }

    private static void queues(JsonDocument document, OtherSocket.Memory memory) {
        document.number("receiveQueue", memory.of(MemoryFigure.RECEIVE_USED));
        document.number("sendQueue", memory.of(MemoryFigure.SEND_USED));
        document.nothing("acceptQueue");
    }
}
