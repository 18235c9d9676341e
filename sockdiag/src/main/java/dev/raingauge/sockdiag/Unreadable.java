package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.procfs.PidStat;
import dev.raingauge.sockdiag.procfs.PidStatus;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Processes that may not be looked at, in words. */
final class Unreadable {
    private Unreadable() {}

    /**
     * Whether a process that could not be read is there and refuses: one that ended meanwhile is
     * normal, and a kernel thread has nothing to show.
     */
    static boolean isStillThere(ProcRoot proc, int pid, IOException error) {
        if (error instanceof NoSuchFileException || error instanceof NotDirectoryException) {
            return false;
        }
        Path file = proc.ofProcess(pid, "stat");
        try {
            PidStat stat = PidStat.parse(file.toString(), ProcRoot.read(file));
            return !stat.isKernelThread() && !stat.hasEnded();
        } catch (IOException ended) {
            return proc.has(pid);
        }
    }

    /**
     * The gap that these processes leave; empty where there are none.
     *
     * @param what of what, in the plural
     * @param file which file of theirs could not be read
     */
    static Optional<Gap> gap(ProcRoot proc, String what, String file, List<Integer> pids) {
        if (pids.isEmpty()) {
            return Optional.empty();
        }
        int others = pids.size() - 1;
        String why =
                "no permission to read "
                        + proc.ofProcess(pids.getFirst(), file)
                        + switch (others) {
                            case 0 -> "";
                            case 1 -> " and that of one other process";
                            default -> " and those of " + others + " other processes";
                        };
        return Optional.of(new Gap(what, why, remedy(proc)));
    }

    /** What would help to look at processes of others. */
    static String remedy(ProcRoot proc) {
        return isPowerful(proc)
                ? "the capabilities are there: a security module, a container or another user"
                        + " namespace forbids it"
                : "run as root, or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH";
    }

    private static boolean isPowerful(ProcRoot proc) {
        Path file = proc.file("self", "status");
        try {
            PidStatus status = PidStatus.parse(file.toString(), ProcRoot.read(file));
            return status.has(PidStatus.CAP_SYS_PTRACE)
                    && status.has(PidStatus.CAP_DAC_READ_SEARCH);
        } catch (IOException unknown) {
            return false;
        }
    }
}
