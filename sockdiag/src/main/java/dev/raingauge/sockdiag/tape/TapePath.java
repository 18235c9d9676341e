package dev.raingauge.sockdiag.tape;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path as this machine writes it, on a machine that is recorded. */
record TapePath(TapeFileSystem files, Path path) implements Path {
    /** The path on the machine itself. */
    static Path real(Path path) {
        return path instanceof TapePath taped ? taped.path : path;
    }

    private static Path plain(Path path) {
        if (path instanceof TapePath taped) {
            return taped.path;
        }
        throw new ProviderMismatchException();
    }

    private TapePath on(Path other) {
        return new TapePath(files, other);
    }

    private @Nullable Path onIfAny(@Nullable Path other) {
        return other == null ? null : on(other);
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return path.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return onIfAny(path.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return onIfAny(path.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return onIfAny(path.getParent());
    }

    @Override
    public int getNameCount() {
        return path.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return on(path.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return on(path.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof TapePath taped && path.startsWith(taped.path);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof TapePath taped && path.endsWith(taped.path);
    }

    @Override
    public Path normalize() {
        return on(path.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return on(path.resolve(plain(other)));
    }

    @Override
    public Path relativize(Path other) {
        return on(path.relativize(plain(other)));
    }

    @Override
    public URI toUri() {
        return URI.create("recorded:" + path.toUri().getRawPath());
    }

    @Override
    public Path toAbsolutePath() {
        return on(path.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        throw new UnsupportedOperationException("a recording follows no links of directories");
    }

    @Override
    public WatchKey register(
            WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("a recording does not change");
    }

    @Override
    public int compareTo(Path other) {
        return path.compareTo(plain(other));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
