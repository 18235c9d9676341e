package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.Sysctls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What /proc says of a host: its network namespaces, and each one's counters and settings. No
 * thread enters anything for it.
 *
 * @param proc the mount point of the proc file system, usually {@code /proc}
 */
@SuppressWarnings("DoNotCallSuggester") // until it is written
public record Host(Path proc) {
    public static final Host REAL = new Host(Path.of("/proc"));

    /**
     * A namespace and the ways in.
     *
     * @param file what to enter: {@code /proc/PID/ns/net} or {@code /run/netns/NAME}
     * @param pid a process that lives in it; empty where none does (only a file in /run/netns keeps
     *     it)
     */
    public record Place(Namespace namespace, Path file, Optional<Integer> pid) {}

    /** Every namespace that was found, the caller's own first, and what could not be looked at. */
    public record Places(List<Place> places, List<Gap> gaps) {
        public Places {
            places = List.copyOf(places);
            gaps = List.copyOf(gaps);
        }
    }

    /** The caller's own namespace. */
    public Place own() throws IOException {
        throw new UnsupportedOperationException("not yet");
    }

    /** Every namespace of the host: those of all processes, and those that /run/netns keeps. */
    public Places all() throws IOException {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * The namespace of a name in /run/netns, a pid, or a file; the message of the error says what
     * was tried.
     */
    public Place find(String nameOrPidOrPath) throws IOException {
        throw new UnsupportedOperationException("not yet " + nameOrPidOrPath);
    }

    /**
     * {@code netstat}, {@code snmp} and {@code snmp6} of a namespace, read where its process shows
     * them, or from within where it has none. A file that this kernel lacks leaves its counters
     * out.
     */
    public Counters counters(Place place) throws IOException {
        throw new UnsupportedOperationException("not yet " + place);
    }

    /** {@code sockstat} and {@code sockstat6}. */
    public SockStat sockStat(Place place) throws IOException {
        throw new UnsupportedOperationException("not yet " + place);
    }

    /**
     * The settings that bound the queues. /proc/sys shows those of the reader's own namespace, so
     * another one's are read on a thread that enters it; where that is not allowed, the result is
     * empty and the gap says so.
     */
    public Sysctls sysctls(Place place) throws IOException {
        throw new UnsupportedOperationException("not yet " + place);
    }
}
