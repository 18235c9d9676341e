package dev.raingauge.sockdiag.procfs;

import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.UdpSocket;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code net/udp} and {@code net/udp6}: one socket a line ({@code udp4_format_sock} in {@code
 * net/ipv4/udp.c}). The columns are those of {@code net/tcp} up to the inode; the last one is the
 * socket's own drops.
 */
public final class NetUdp {
    private static final int COLUMNS = 13;
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int QUEUES = 4;
    private static final int UID = 7;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    private NetUdp() {}

    /**
     * Every socket of the file.
     *
     * @param file for messages
     * @param order the byte order of the machine that wrote the file
     * @throws MalformedFileException if the heading or a line is not what the kernel writes
     */
    public static List<UdpSocket> parse(String file, byte[] content, ByteOrder order)
            throws MalformedFileException {
        TextLines text = TextLines.of(file, content);
        var sockets = new ArrayList<UdpSocket>();
        for (int i = 0; i < text.lines().size(); i++) {
            String[] words = text.words(i);
            if (i == 0) {
                if (words.length == 0 || !words[0].equals("sl")) {
                    throw text.malformed(i, "expected a heading that begins with \"sl\"");
                }
            } else {
                sockets.add(socket(text, i, words, order));
            }
        }
        return sockets;
    }

    private static UdpSocket socket(TextLines text, int line, String[] words, ByteOrder order)
            throws MalformedFileException {
        if (words.length != COLUMNS) {
            throw text.malformed(line, "expected " + COLUMNS + " words, found " + words.length);
        }
        try {
            String[] queues = words[QUEUES].split(":", 2);
            return new UdpSocket(
                    endpoint(words[LOCAL], order),
                    endpoint(words[REMOTE], order),
                    new ByteQueues(Long.parseLong(queues[1], 16), Long.parseLong(queues[0], 16)),
                    OptionalLong.of(Long.parseLong(words[DROPS])),
                    new SocketIdentity(
                            OptionalLong.empty(),
                            Long.parseLong(words[INODE]),
                            OptionalLong.of(Long.parseLong(words[UID])),
                            OptionalLong.empty()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            throw text.malformed(line, "expected addresses, queues, uid, inode and drops");
        }
    }

    /** An address in 32-bit words of the machine's byte order, and a port. */
    private static Endpoint endpoint(String text, ByteOrder order) {
        String[] parts = text.split(":", 2);
        int port = Integer.parseInt(parts[1], 16);
        if (parts[0].length() == 8) {
            return new Endpoint(IpAddress.v4((int) word(parts[0], 0, order)), port);
        }
        if (parts[0].length() != 32) {
            throw new IllegalArgumentException(text);
        }
        long high = word(parts[0], 0, order) << 32 | word(parts[0], 1, order);
        long low = word(parts[0], 2, order) << 32 | word(parts[0], 3, order);
        return new Endpoint(IpAddress.v6(high, low), port);
    }

    private static long word(String digits, int index, ByteOrder order) {
        int word = Integer.parseUnsignedInt(digits, index * 8, index * 8 + 8, 16);
        return Integer.toUnsignedLong(
                order == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word);
    }
}
