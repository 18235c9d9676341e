package dev.raingauge.sockdiag.procfs;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * {@code /proc/net/netlink} and {@code /proc/net/packet}: the inodes of sockets that only these
 * files list. Both end each line with it ({@code netlink_native_seq_show} in {@code
 * net/netlink/af_netlink.c}, {@code packet_seq_show} in {@code net/packet/af_packet.c}).
 */
public final class NetInodes {
    private static final String COLUMN = "Inode";

    private NetInodes() {}

    /**
     * The inodes.
     *
     * @param file for the message
     * @throws MalformedFileException if the last column is another one, or no number
     */
    public static Set<Long> parse(String file, byte[] content) throws MalformedFileException {
        var inodes = new HashSet<Long>();
        String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
        if (!last(lines[0]).equals(COLUMN)) {
            throw new MalformedFileException(file, 1, "the last column is not " + COLUMN);
        }
        for (int i = 1; i < lines.length; i++) {
            String inode = last(lines[i]);
            if (inode.isEmpty()) {
                continue;
            }
            if (inode.length() > 18 || !inode.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new MalformedFileException(file, i + 1, "no inode: " + inode);
            }
            inodes.add(Long.valueOf(inode));
        }
        return inodes;
    }

    private static String last(String line) {
        String text = line.strip();
        return text.substring(text.lastIndexOf(' ') + 1);
    }
}
