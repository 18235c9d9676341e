package dev.raingauge.sockdiag.procfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The mount point of a proc file system: {@code /proc} for real, a folder of recorded files
 * elsewhere. It fetches; the classes beside it read what was fetched.
 */
public record ProcRoot(Path path) {
    /** Far above any file that is read whole: net/netstat has 10 KiB. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int LONGEST_PID = 10;

    /** A file below the mount point: {@code file("self", "net", "tcp")}. */
    public Path file(String first, String... more) {
        return path.resolve(first, more);
    }

    /** A file or directory of a process. */
    public Path ofProcess(int pid, String name) {
        return path.resolve(Integer.toString(pid)).resolve(name);
    }

    /**
     * A whole file; files of /proc have no size to be trusted.
     *
     * @throws IOException if it cannot be read, or has more than 4 MiB
     */
    public static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new MalformedFileException(
                        file.toString(), 0, "longer than " + MOST_BYTES + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw about(file, e);
        }
    }

    /** The same failure, but none without the name of the file: "Is a directory" has none. */
    public static IOException about(Path file, IOException failure) {
        if (failure.getClass() != IOException.class) {
            return failure;
        }
        var named = new FileSystemException(file.toString(), null, failure.getMessage());
        named.initCause(failure);
        return named;
    }

    /** A whole file; empty where there is none. */
    public static Optional<byte[]> readIfThere(Path file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        }
    }

    /** Every process, by pid. */
    public int[] pids() throws IOException {
        int[] pids = new int[256];
        int count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                OptionalInt pid = pid(String.valueOf(entry.getFileName()));
                if (pid.isPresent()) {
                    if (count == pids.length) {
                        pids = Arrays.copyOf(pids, count * 2);
                    }
                    pids[count++] = pid.getAsInt();
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Arrays.sort(pids, 0, count);
        return Arrays.copyOf(pids, count);
    }

    /** Whether the process is still there; one that ended while it was looked at is normal. */
    public boolean has(int pid) {
        return Files.exists(path.resolve(Integer.toString(pid)), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The number of the process that asks, as this proc file system counts; empty in a recording.
     */
    public OptionalInt self() {
        try {
            return pid(Files.readSymbolicLink(path.resolve("self")).toString());
        } catch (IOException _) {
            return OptionalInt.empty();
        }
    }

    /** Whether this is a proc file system: in a recording the link leads nowhere. */
    public boolean isReal() {
        return Files.exists(path.resolve("self").resolve("ns").resolve("net"));
    }

    /** The network namespace that {@code PID/ns/net} links to; empty where that cannot be read. */
    public static OptionalLong linkedInode(Path link) {
        try {
            return inode(Files.readSymbolicLink(link).toString(), "net");
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    /**
     * The inode in the text of a link, {@code net:[4026531840]} or {@code socket:[1677]}; empty for
     * any other text.
     *
     * @param kind {@code "net"} or {@code "socket"}
     */
    public static OptionalLong inode(String link, String kind) {
        int digits = kind.length() + 2;
        int end = link.length() - 1;
        if (end <= digits
                || end - digits > 18
                || !link.startsWith(kind)
                || !link.startsWith(":[", kind.length())
                || link.charAt(end) != ']') {
            return OptionalLong.empty();
        }
        long inode = 0;
        for (int i = digits; i < end; i++) {
            int digit = link.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            inode = inode * 10 + digit;
        }
        return OptionalLong.of(inode);
    }

    /** The number that a directory's name is; empty where it is none. */
    public static OptionalInt pid(String name) {
        if (name.isEmpty() || name.length() > LONGEST_PID) {
            return OptionalInt.empty();
        }
        long pid = 0;
        for (int i = 0; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            pid = pid * 10 + digit;
        }
        return pid <= Integer.MAX_VALUE ? OptionalInt.of((int) pid) : OptionalInt.empty();
    }
}
