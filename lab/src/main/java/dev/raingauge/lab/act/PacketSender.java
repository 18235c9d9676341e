package dev.raingauge.lab.act;

import dev.raingauge.lab.LabNamespace;
import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Sends single TCP packets over IPv4 from any address and port: clients that do not exist.
 *
 * <p>{@code IPPROTO_RAW} lets the sender write the IP header ({@code man 7 raw}); the kernel fills
 * in its length and checksum.
 */
public final class PacketSender implements AutoCloseable {
    private static final int IPPROTO_RAW = 255;
    private static final int IP_HEADER = 20;
    private static final int TCP_HEADER = 20;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int WINDOW = 64_240;

    private final PlainSocket socket;
    private final byte[] target;
    private final short targetPort;
    private final byte[] sendTo;

    private PacketSender(PlainSocket socket, String target, int targetPort) {
        this.socket = socket;
        this.target = InetAddress.ofLiteral(target).getAddress();
        this.targetPort = (short) targetPort;
        this.sendTo = Where.of(target + ":0").bytes();
    }

    /**
     * A sender in the peer namespace.
     *
     * @param target an IPv4 address of the other side
     */
    public static PacketSender open(LabNamespace from, String target, int targetPort)
            throws IOException {
        PlainSocket socket =
                from.call(() -> PlainSocket.open(Libc.AF_INET, Libc.SOCK_RAW, IPPROTO_RAW));
        return new PacketSender(socket, target, targetPort);
    }

    /** Asks for a connection. */
    public void syn(byte[] source, int sourcePort, int sequence) throws IOException {
        send(source, sourcePort, sequence, SYN);
    }

    /** Takes the question back: ends a half-open request that {@link #syn} began. */
    public void reset(byte[] source, int sourcePort, int sequence) throws IOException {
        send(source, sourcePort, sequence + 1, RST);
    }

    /** The address number {@code index} of 198.18.0.0/15, where nobody ever answers. */
    public static byte[] nobody(int index) {
        int host = 1 + Math.floorMod(index, 130_000);
        return new byte[] {(byte) 198, (byte) (18 + (host >> 16)), (byte) (host >> 8), (byte) host};
    }

    private void send(byte[] source, int sourcePort, int sequence, int flags) throws IOException {
        byte[] packet = packet(source, sourcePort, sequence, flags);
        int sent = socket.sendTo(packet, sendTo);
        if (sent < 0) {
            throw new IOException("a raw packet was not sent: error " + -sent);
        }
    }

    private byte[] packet(byte[] source, int sourcePort, int sequence, int flags) {
        var packet = ByteBuffer.allocate(IP_HEADER + TCP_HEADER);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
        packet.putInt(0); // identification, fragment
        packet.put((byte) 64).put((byte) 6).putShort((short) 0); // time to live, TCP, checksum
        packet.put(source).put(target);
        packet.putShort((short) sourcePort).putShort(targetPort);
        packet.putInt(sequence).putInt(0);
        packet.put((byte) ((TCP_HEADER / 4) << 4)).put((byte) flags).putShort((short) WINDOW);
        packet.putInt(0); // checksum, urgent pointer
        packet.putShort(IP_HEADER + 16, checksum(packet, source));
        return packet.array();
    }

    /** RFC 9293, 3.1: over a pseudo header, the header and nothing else. */
    private short checksum(ByteBuffer packet, byte[] source) {
        var pseudo = ByteBuffer.allocate(12).put(source).put(target).putShort((short) 6);
        pseudo.putShort((short) TCP_HEADER);
        int sum = sum(pseudo, 0, 12) + sum(packet, IP_HEADER, TCP_HEADER);
        sum = (sum & 0xffff) + (sum >>> 16);
        sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~sum;
    }

    private static int sum(ByteBuffer bytes, int from, int length) {
        int sum = 0;
        for (int i = from; i < from + length; i += 2) {
            sum += Short.toUnsignedInt(bytes.getShort(i));
        }
        return sum;
    }

    @Override
    public void close() {
        socket.close();
    }
}
