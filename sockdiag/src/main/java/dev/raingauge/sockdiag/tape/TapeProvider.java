package dev.raingauge.sockdiag.tape;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code java.nio.file.Files} asks for, asked of a {@link Tape}. */
final class TapeProvider extends FileSystemProvider {
    /** Far above any file that is read whole. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private static Tape tape(Path path) {
        return ((TapePath) path).files().tape();
    }

    @Override
    public String getScheme() {
        return "recorded";
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        return tape(path).read(TapePath.real(path));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        try (InputStream in = newInputStream(path)) {
            return new Content(ByteBuffer.wrap(in.readNBytes(MOST_BYTES)));
        }
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
        List<String> names = tape(directory).list(TapePath.real(directory));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return names.stream().map(directory::resolve).iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return link.getFileSystem().getPath(tape(link).link(TapePath.real(link)));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        FileFacts _ = tape(path).facts(TapePath.real(path));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        return type.cast(tape(path).facts(TapePath.real(path), options));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
            throws IOException {
        Map<String, Object> all = tape(path).facts(TapePath.real(path), options).named();
        var wanted = new LinkedHashMap<String, Object>();
        for (String name : names.substring(names.indexOf(':') + 1).split(",", -1)) {
            Object value = all.get(name);
            if (value == null) {
                throw new UnsupportedOperationException("a recording has no attribute " + name);
            }
            wanted.put(name, value);
        }
        return wanted;
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public boolean isSameFile(Path one, Path other) {
        return one.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("a recording is opened as a Tape");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException("a recording is opened as a Tape");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("a recording is opened as a Tape");
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException("a recording has no file stores");
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void delete(Path path) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    /** A file that was read whole. */
    private record Content(ByteBuffer bytes) implements SeekableByteChannel {
        @Override
        public int read(ByteBuffer into) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(bytes.remaining(), into.remaining());
            into.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public long position() {
            return bytes.position();
        }

        @Override
        public SeekableByteChannel position(long to) {
            bytes.position((int) Math.min(to, bytes.limit()));
            return this;
        }

        /** Files of /proc have no size to be trusted; here it is known. */
        @Override
        public long size() {
            return bytes.limit();
        }

        @Override
        public int write(ByteBuffer from) {
            throw new ReadOnlyFileSystemException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new ReadOnlyFileSystemException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
