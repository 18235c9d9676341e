package dev.raingauge.sockdiag.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What stat(2) says of a file, as far as anybody asks.
 *
 * @param type of the file: {@code f}, {@code d}, {@code l}, or anything else
 */
record FileFacts(long dev, long ino, int nlink, long size, char type)
        implements BasicFileAttributes {
    private static final String ASKED =
            "unix:dev,ino,nlink,size,isRegularFile,isDirectory,isSymbolicLink";

    static FileFacts of(Path real, LinkOption... options) throws IOException {
        Map<String, Object> about = Files.readAttributes(real, ASKED, options);
        return new FileFacts(
                about.get("dev") instanceof Long dev ? dev : 0,
                about.get("ino") instanceof Long ino ? ino : 0,
                about.get("nlink") instanceof Integer links ? links : 0,
                about.get("size") instanceof Long size ? size : 0,
                Boolean.TRUE.equals(about.get("isRegularFile"))
                        ? 'f'
                        : Boolean.TRUE.equals(about.get("isDirectory"))
                                ? 'd'
                                : Boolean.TRUE.equals(about.get("isSymbolicLink")) ? 'l' : 'o');
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(30)
                .putLong(dev)
                .putLong(ino)
                .putInt(nlink)
                .putLong(size)
                .putChar(type)
                .array();
    }

    static FileFacts parse(byte[] bytes) throws IOException {
        if (bytes.length < 30) {
            throw new TapeException("a recorded stat(2) of " + bytes.length + " bytes, not 30");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes);
        return new FileFacts(
                data.getLong(), data.getLong(), data.getInt(), data.getLong(), data.getChar());
    }

    /** By the names of the {@code unix} view; one that is not recorded is left out. */
    Map<String, Object> named() {
        return Map.of(
                "dev", dev,
                "ino", ino,
                "nlink", nlink,
                "size", size,
                "isRegularFile", isRegularFile(),
                "isDirectory", isDirectory(),
                "isSymbolicLink", isSymbolicLink());
    }

    @Override
    public boolean isRegularFile() {
        return type == 'f';
    }

    @Override
    public boolean isDirectory() {
        return type == 'd';
    }

    @Override
    public boolean isSymbolicLink() {
        return type == 'l';
    }

    @Override
    public boolean isOther() {
        return type == 'o';
    }

    @Override
    public Object fileKey() {
        return Map.entry(dev, ino);
    }

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.fromMillis(0);
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }
}
