package dev.raingauge.sockdiag.tape;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks single members of a file; the last few are kept, for they are read in order. */
final class MemberReader implements AutoCloseable {
    private static final int KEPT = 4;

    private final FileChannel channel;
    private final long size;
    private final Inflater inflater = new Inflater(true);
    private final byte[] data = new byte[TapeFormat.MOST_MEMBER];
    private final ByteBuffer packed = ByteBuffer.allocate(64 * 1024);
    private final Map<Long, Member> kept =
            new LinkedHashMap<>(8, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Member> eldest) {
                    return size() > KEPT;
                }
            };

    /** A member. */
    static final class Member {
        private final byte[] bytes;
        private final long next;

        private Member(byte[] bytes, long next) {
            this.bytes = bytes;
            this.next = next;
        }

        /** What it unpacks to. */
        byte[] bytes() {
            return bytes;
        }

        /** Where the next one begins in the file. */
        long next() {
            return next;
        }
    }

    MemberReader(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
    }

    /** Bytes of the file. */
    long size() {
        return size;
    }

    /**
     * The member that begins at an offset.
     *
     * @throws EOFException if the file ends in the middle of it
     * @throws DataFormatException if it is not what it should be; the message says what
     */
    Member at(long offset) throws IOException, DataFormatException {
        Member known = kept.get(offset);
        if (known == null) {
            known = unpacked(offset);
            kept.put(offset, known);
        }
        return known;
    }

    private Member unpacked(long offset) throws IOException, DataFormatException {
        byte[] head = bytes(offset, TapeFormat.GZIP_HEAD.length);
        if (!Arrays.equals(head, TapeFormat.GZIP_HEAD)) {
            throw new DataFormatException("no block begins here");
        }
        long at = offset + head.length;
        int count = 0;
        inflater.reset();
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                int read = channel.read(packed.clear(), at);
                if (read <= 0) {
                    throw new EOFException();
                }
                inflater.setInput(packed.flip());
                at += read;
            }
            int more = inflater.inflate(data, count, data.length - count);
            count += more;
            if (more == 0 && !inflater.needsInput() && !inflater.finished()) {
                throw new DataFormatException(
                        count == data.length
                                ? "a block unpacks to more than " + count + " bytes"
                                : "a block cannot be unpacked");
            }
        }
        long end = offset + head.length + inflater.getBytesRead();
        ByteBuffer foot =
                ByteBuffer.wrap(bytes(end, TapeFormat.GZIP_FOOT)).order(ByteOrder.LITTLE_ENDIAN);
        var crc = new CRC32();
        crc.update(data, 0, count);
        if (foot.getInt() != (int) crc.getValue() || foot.getInt() != count) {
            throw new DataFormatException("the checksum of a block is wrong");
        }
        return new Member(Arrays.copyOf(data, count), end + TapeFormat.GZIP_FOOT);
    }

    private byte[] bytes(long offset, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        channel.close();
    }
}
