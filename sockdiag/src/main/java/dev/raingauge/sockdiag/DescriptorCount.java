package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.procfs.PidLimits;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Counts the descriptors of a process. */
final class DescriptorCount {
    private DescriptorCount() {}

    static Descriptors of(ProcRoot proc, int pid) {
        OptionalLong open = open(proc, pid);
        try {
            Path file = proc.ofProcess(pid, "limits");
            PidLimits limits = PidLimits.parse(file.toString(), ProcRoot.read(file));
            return new Descriptors(
                    open, OptionalLong.of(limits.softLimit()), OptionalLong.of(limits.hardLimit()));
        } catch (IOException _) {
            return new Descriptors(open, OptionalLong.empty(), OptionalLong.empty());
        }
    }

    /**
     * From kernel 6.2 on the size of {@code /proc/PID/fd} is their number ({@code
     * proc_readfd_count}), for everybody to see; before, it is 0 and they are listed, which takes
     * CAP_DAC_READ_SEARCH where the process is another user's.
     */
    private static OptionalLong open(ProcRoot proc, int pid) {
        Path directory = proc.ofProcess(pid, "fd");
        try {
            return sizeIsCount(proc)
                    ? OptionalLong.of(Files.size(directory))
                    : OptionalLong.of(count(directory));
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    /** We have descriptors ourselves: a size of 0 is no count. A recording has any size. */
    private static boolean sizeIsCount(ProcRoot proc) throws IOException {
        return proc.isReal() && Files.size(proc.file("self", "fd")) > 0;
    }

    private static long count(Path directory) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path _ : entries) {
                count++; // bounded by fs.nr_open
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return count;
    }
}
