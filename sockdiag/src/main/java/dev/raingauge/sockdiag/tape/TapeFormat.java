package dev.raingauge.sockdiag.tape;

import java.nio.charset.StandardCharsets;

/**
 * The file: gzip members one after the other, so that {@code zcat} reads it and a player can begin
 * at any of them. Unpacked, it is {@link #MAGIC}, the version and a line feed, then frames:
 *
 * <pre>
 * type      1 byte
 * length    4 bytes, of the payload
 * checksum  4 bytes, CRC-32C of type, length and payload
 * payload
 * </pre>
 *
 * Numbers are in network order. No frame reaches beyond its member. The first frame is {@link
 * #HEAD}, the last one {@link #END}: a file without it was cut off.
 */
final class TapeFormat {
    static final String MAGIC = "RAINGAUGE RECORDING ";
    static final int VERSION = 1;
    static final byte[] FIRST_LINE = (MAGIC + VERSION + "\n").getBytes(StandardCharsets.US_ASCII);

    /** {@link TapeHead}. */
    static final byte HEAD = 'H';

    /** A command begins to look; its name. What follows belongs to this look. */
    static final byte LOOK = 'L';

    /** A question: its number (4 bytes), its {@link Kind} (1 byte), and what was asked. */
    static final byte ASK = 'A';

    /** A part of an answer: the question's number, then bytes. */
    static final byte PART = 'P';

    /** What failed instead: the question's number, then a {@link Fault}. */
    static final byte FAULT = 'F';

    /** The end: how many frames came before (8 bytes). */
    static final byte END = 'Z';

    static final int FRAME_HEAD = 9;

    /** A member is closed when it holds so much. */
    static final int MEMBER_BYTES = 256 * 1024;

    /** More than any frame needs: a netlink message has at most 64 KiB. */
    static final int MOST_PAYLOAD = 256 * 1024;

    /** The most that a member unpacks to: anything longer is no recording. */
    static final int MOST_MEMBER = MEMBER_BYTES + MOST_PAYLOAD + FRAME_HEAD;

    /** {@code RFC 1952}: deflate, no name, no time, unknown system. */
    static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** Checksum and length of what is packed. */
    static final int GZIP_FOOT = 8;

    private TapeFormat() {}
}
