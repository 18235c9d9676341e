package dev.raingauge.sockdiag.tape;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Writes frames as they come. The file stands under its name only when it is complete: until then
 * it is written beside it.
 */
final class TapeWriter implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Path file;
    private final Path beside;
    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final ByteBuffer member = ByteBuffer.allocate(TapeFormat.MOST_MEMBER);
    private final byte[] packed = new byte[64 * 1024];
    private long frames;
    private long bytes;
    private boolean ended;

    TapeWriter(Path file) throws IOException {
        this.file = file;
        Path name = file.getFileName();
        if (name == null || Files.isDirectory(file)) {
            throw new TapeException(file + " is a directory: name a file to record into");
        }
        this.beside = file.resolveSibling("." + name + "." + ProcessHandle.current().pid());
        this.out =
                Files.newOutputStream(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        member.put(TapeFormat.FIRST_LINE);
    }

    /** Bytes of the file so far. */
    long bytes() {
        return bytes;
    }

    void frame(byte type, ByteBuffer head, byte[] payload, int from, int length)
            throws IOException {
        int whole = head.remaining() + length;
        if (whole > TapeFormat.MOST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a frame of %d bytes; %d fit".formatted(whole, TapeFormat.MOST_PAYLOAD));
        }
        int at = member.position();
        member.put(type).putInt(whole).putInt(0).put(head).put(payload, from, length);
        member.putInt(at + 5, checksum(member.array(), at, whole));
        frames++;
        if (member.position() >= TapeFormat.MEMBER_BYTES) {
            flush();
        }
    }

    void frame(byte type, byte[] payload) throws IOException {
        frame(type, NOTHING.duplicate(), payload, 0, payload.length);
    }

    /** Of a frame's type, length and payload; what stands where the checksum goes is left out. */
    static int checksum(byte[] data, int at, int length) {
        var crc = new CRC32C();
        crc.update(data, at, 5);
        crc.update(data, at + TapeFormat.FRAME_HEAD, length);
        return (int) crc.getValue();
    }

    private void flush() throws IOException {
        int size = member.position();
        if (size == 0) {
            return;
        }
        write(TapeFormat.GZIP_HEAD, TapeFormat.GZIP_HEAD.length);
        deflater.reset();
        deflater.setInput(member.array(), 0, size);
        deflater.finish();
        while (!deflater.finished()) {
            write(packed, deflater.deflate(packed));
        }
        var crc = new CRC32();
        crc.update(member.array(), 0, size);
        var foot =
                ByteBuffer.allocate(TapeFormat.GZIP_FOOT)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) crc.getValue())
                        .putInt(size);
        write(foot.array(), TapeFormat.GZIP_FOOT);
        member.clear();
    }

    private void write(byte[] data, int length) throws IOException {
        out.write(data, 0, length);
        bytes += length;
    }

    /** Ends the recording and gives the file its name. */
    void end() throws IOException {
        frame(TapeFormat.END, ByteBuffer.allocate(Long.BYTES).putLong(0, frames).array());
        flush();
        out.close();
        Files.move(
                beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        ended = true;
    }

    /** A recording that was not ended leaves nothing behind. */
    @Override
    public void close() throws IOException {
        deflater.end();
        if (!ended) {
            try {
                out.close();
            } finally {
                boolean _ = Files.deleteIfExists(beside);
            }
        }
    }
}
