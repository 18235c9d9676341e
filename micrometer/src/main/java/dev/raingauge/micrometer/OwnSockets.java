package dev.raingauge.micrometer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which sockets this process has a descriptor of, from the links in {@code /proc/self/fd}. Needs no
 * privilege. The descriptors are gone through only when an inode is new and once a minute, since a
 * server with many connections has as many descriptors.
 */
final class OwnSockets {
    private static final long MINUTE = 60_000_000_000L;
    private static final String PREFIX = "socket:[";

    private final Path descriptors;
    private final Map<Long, Boolean> verdicts = new HashMap<>();
    private long lookedAt;

    OwnSockets(Path descriptors) {
        this.descriptors = descriptors;
    }

    /**
     * Those of some inodes that are ours.
     *
     * @param nanoTime now, as {@link System#nanoTime} has it
     */
    Set<Long> among(Collection<Long> inodes, long nanoTime) throws IOException {
        if (!verdicts.keySet().containsAll(inodes) || nanoTime - lookedAt >= MINUTE) {
            Set<Long> held = held();
            verdicts.clear();
            inodes.forEach(inode -> verdicts.put(inode, held.contains(inode)));
            lookedAt = nanoTime;
        }
        var ours = new HashSet<Long>();
        for (long inode : inodes) {
            if (verdicts.getOrDefault(inode, false)) {
                ours.add(inode);
            }
        }
        return ours;
    }

    private Set<Long> held() throws IOException {
        var held = new HashSet<Long>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                add(link, held);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return held;
    }

    private static void add(Path link, Set<Long> held) {
        String target;
        try {
            target = Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return;
        }
        if (target.startsWith(PREFIX) && target.endsWith("]")) {
            held.add(Long.parseLong(target, PREFIX.length(), target.length() - 1, 10));
        }
    }
}
