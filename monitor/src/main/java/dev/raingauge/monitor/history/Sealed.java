package dev.raingauge.monitor.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Bytes under a checksum, which also holds what they are the value of: neither a flipped bit nor a
 * value in a wrong place passes for a good one.
 */
final class Sealed {
    private static final int CHECKSUM_BYTES = 4;

    private Sealed() {}

    static byte[] seal(String map, long key, byte[] body) {
        ByteBuffer sealed = ByteBuffer.allocate(CHECKSUM_BYTES + body.length);
        return sealed.putInt(checksum(map, key, body)).put(body).array();
    }

    /** The body; refused where the checksum is another one. */
    static byte[] open(String map, long key, byte[] sealed) throws CorruptBlockException {
        if (sealed.length < CHECKSUM_BYTES) {
            throw new CorruptBlockException(sealed.length + " bytes, and no checksum");
        }
        byte[] body = Arrays.copyOfRange(sealed, CHECKSUM_BYTES, sealed.length);
        if (ByteBuffer.wrap(sealed).getInt() != checksum(map, key, body)) {
            throw new CorruptBlockException("the checksum is wrong");
        }
        return body;
    }

    private static int checksum(String map, long key, byte[] body) {
        var crc = new CRC32C();
        for (int i = 0; i < map.length(); i++) {
            crc.update(map.charAt(i));
        }
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, key));
        crc.update(body);
        return (int) crc.getValue();
    }
}
