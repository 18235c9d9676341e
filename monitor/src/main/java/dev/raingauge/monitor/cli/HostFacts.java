package dev.raingauge.monitor.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What does not change while a host runs, read from /proc.
 *
 * @param name the host's name
 * @param kernel its release, as {@code uname -r} prints it
 * @param pageBytes size of a page of memory; empty where /proc does not tell
 */
record HostFacts(String name, String kernel, OptionalInt pageBytes) {
    /** Key of the page size in the auxiliary vector ({@code include/uapi/linux/auxvec.h}). */
    private static final long AT_PAGESZ = 6;

    static HostFacts of(Path proc) {
        return new HostFacts(
                line(proc.resolve("sys/kernel/hostname")),
                line(proc.resolve("sys/kernel/osrelease")),
                pageBytes(proc.resolve("self/auxv")));
    }

    private static String line(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Pairs of two machine words, ended by a pair of zeroes ({@code man 3 getauxval}). */
    private static OptionalInt pageBytes(Path auxv) {
        try {
            ByteBuffer words =
                    ByteBuffer.wrap(Files.readAllBytes(auxv)).order(ByteOrder.nativeOrder());
            while (words.remaining() >= 16) {
                long key = words.getLong();
                long value = words.getLong();
                if (key == AT_PAGESZ) {
                    return OptionalInt.of((int) value);
                }
            }
            return OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
