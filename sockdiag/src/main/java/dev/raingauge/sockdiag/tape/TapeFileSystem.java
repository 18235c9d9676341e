package dev.raingauge.sockdiag.tape;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** The files of a machine that is recorded, to be read and nothing else. */
final class TapeFileSystem extends FileSystem {
    private static final FileSystem REAL = FileSystems.getDefault();

    private final TapeProvider provider = new TapeProvider();
    private final Tape tape;

    TapeFileSystem(Tape tape) {
        this.tape = tape;
    }

    Tape tape() {
        return tape;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Path getPath(String first, String... more) {
        return new TapePath(this, REAL.getPath(first, more));
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("close the tape");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return REAL.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "unix");
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher real = REAL.getPathMatcher(pattern);
        return path -> real.matches(TapePath.real(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("a recording knows users by number only");
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("a recording does not change");
    }
}
