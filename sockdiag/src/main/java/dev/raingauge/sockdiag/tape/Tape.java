package dev.raingauge.sockdiag.tape;

import dev.raingauge.sockdiag.sys.Netlink;
import dev.raingauge.sockdiag.sys.NetnsVisit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a program learns of a machine, on its way into a file or out of one: files below
 * {@link #proc}, netlink answers, the clocks. A {@link Recorder} asks the machine and writes down
 * what it says; a {@link Player} says the same again.
 *
 * <p>It is reached through its file system: whoever reads a file of it reads a recorded file,
 * whoever opens the sockets of a namespace file of it gets recorded answers.
 */
public abstract sealed class Tape implements AutoCloseable permits Recorder, Player {
    /** In which namespace the reading thread is, where it is not the program's own. */
    static final ScopedValue<String> INSIDE = ScopedValue.newInstance();

    private static final byte[] NOTHING = {};

    private final TapeFileSystem files = new TapeFileSystem(this);

    Tape() {}

    /** The tape that a file is seen through; null for a file of this machine. */
    public static @Nullable Tape behind(Path file) {
        return file.getFileSystem() instanceof TapeFileSystem taped ? taped.tape() : null;
    }

    /** What the machine says, or would say: done while recording, and not while playing. */
    @FunctionalInterface
    public interface Live<T> {
        T ask() throws IOException;
    }

    /** What the recording says about itself. */
    public abstract TapeHead head();

    /**
     * A command looks (again): what follows belongs to this look.
     *
     * @param command its name
     * @return false if a recording has no further look of it
     */
    public abstract boolean look(String command);

    /** The answer to a question that is answered at once. */
    abstract byte[] once(Kind kind, String key, Live<byte[]> live) throws IOException;

    /** The content of a file, read as it comes. */
    abstract InputStream read(Path real) throws IOException;

    /** Where a descriptor's link leads, if it is a socket; else empty: nobody asks for others. */
    abstract String descriptor(Path real) throws IOException;

    static Path parent(Path real) {
        Path parent = real.getParent();
        return parent == null ? real : parent;
    }

    /** A netlink socket in a namespace. */
    abstract Netlink netlink(String namespace, @Nullable Netlink live);

    /** Does something inside a namespace that could be entered. */
    abstract <T extends @Nullable Object> T inside(
            String namespace, Path file, NetnsVisit.Work<T> work) throws IOException;

    /** A file on the machine. */
    public Path path(String first) {
        return files.getPath(first);
    }

    /** The mount point of its proc file system. */
    public Path proc() {
        return path(head().proc());
    }

    /** Where a question is asked from is part of it. */
    static String placed(String key) {
        return INSIDE.isBound() ? INSIDE.get() + " " + key : key;
    }

    /** What a question is called that is about a file. */
    static String key(Path real) {
        return placed(real.toString());
    }

    List<String> list(Path real) throws IOException {
        return Texts.parse(
                once(
                        Kind.LIST,
                        key(real),
                        () -> {
                            var names = new ArrayList<String>();
                            try (DirectoryStream<Path> entries = Files.newDirectoryStream(real)) {
                                entries.forEach(at -> names.add(String.valueOf(at.getFileName())));
                            } catch (DirectoryIteratorException e) {
                                throw e.getCause();
                            }
                            return Texts.of(names);
                        }));
    }

    String link(Path real) throws IOException {
        Path parent = parent(real);
        if (parent.endsWith("fd") && String.valueOf(real.getFileName()).matches("[0-9]{1,10}")) {
            return descriptor(real);
        }
        return text(
                once(Kind.LINK, key(real), () -> bytes(Files.readSymbolicLink(real).toString())));
    }

    FileFacts facts(Path real, LinkOption... options) throws IOException {
        return FileFacts.parse(
                once(
                        options.length == 0 ? Kind.STAT : Kind.LSTAT,
                        key(real),
                        () -> FileFacts.of(real, options).toBytes()));
    }

    /** What tells a namespace from another: its inode, or its file where that is not to be seen. */
    public String namespace(Path file) {
        try {
            return "net:" + facts(TapePath.real(file)).ino();
        } catch (IOException unseen) {
            return file.toString();
        }
    }

    /** What holds a namespace; null while playing. */
    public <T> @Nullable T entered(String namespace, Live<T> live) throws IOException {
        return opened(Kind.ENTER, namespace, live);
    }

    /** A netlink socket in a namespace. */
    public Netlink netlink(String namespace, Live<Netlink> live) throws IOException {
        return netlink(namespace, opened(Kind.OPEN, namespace, live));
    }

    private <T> @Nullable T opened(Kind kind, String key, Live<T> live) throws IOException {
        var made = new ArrayList<T>(1);
        byte[] _ =
                once(
                        kind,
                        key,
                        () -> {
                            made.add(live.ask());
                            return NOTHING;
                        });
        return made.isEmpty() ? null : made.getFirst();
    }

    /** As {@link NetnsVisit#in}; what is read inside is another file than outside. */
    public <T extends @Nullable Object> T visit(Path file, NetnsVisit.Work<T> work)
            throws IOException {
        return inside(namespace(file), TapePath.real(file), work);
    }

    /** Whether a UNIX datagram socket is full. */
    public Optional<Boolean> probe(String name, Live<Optional<Boolean>> live) throws IOException {
        String full =
                text(
                        once(
                                Kind.PROBE,
                                placed(name),
                                () -> bytes(live.ask().map(String::valueOf).orElse(""))));
        return full.isEmpty() ? Optional.empty() : Optional.of(full.equals("true"));
    }

    /**
     * Something that only the recording program could know, by experiment or from its own options;
     * empty where it is not known, or not recorded.
     */
    public Optional<String> fact(String name, Supplier<Optional<String>> live) {
        try {
            String value =
                    text(
                            once(
                                    Kind.FACT,
                                    name,
                                    () -> bytes(live.get().map(v -> "=" + v).orElse(""))));
            return value.isEmpty() ? Optional.empty() : Optional.of(value.substring(1));
        } catch (IOException notRecorded) {
            return Optional.empty();
        }
    }

    /** The time of day there. */
    public InstantSource clock(InstantSource live) {
        return () -> {
            Instant now = live.instant();
            ByteBuffer time =
                    time(
                            Kind.NOW,
                            ByteBuffer.allocate(12)
                                    .putLong(now.getEpochSecond())
                                    .putInt(now.getNano()));
            return Instant.ofEpochSecond(time.getLong(0), time.getInt(8));
        };
    }

    /** Nanoseconds of a clock there that never jumps. */
    public long ticks() {
        return time(Kind.TICKS, ByteBuffer.allocate(12).putLong(System.nanoTime())).getLong(0);
    }

    private ByteBuffer time(Kind kind, ByteBuffer live) {
        try {
            byte[] time = once(kind, "", live::array);
            if (time.length == 12) {
                return ByteBuffer.wrap(time);
            }
        } catch (IOException unexpected) {
            throw new TapeFailure("the recording is damaged: it cannot tell the time", unexpected);
        }
        throw new TapeFailure("the recording is damaged: a time has 12 bytes");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public abstract void close() throws IOException;
}
