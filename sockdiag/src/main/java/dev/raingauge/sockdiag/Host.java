package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.Sysctls;
import dev.raingauge.sockdiag.model.UdpSocket;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.procfs.NetInodes;
import dev.raingauge.sockdiag.procfs.NetNetstat;
import dev.raingauge.sockdiag.procfs.NetSnmp6;
import dev.raingauge.sockdiag.procfs.NetSockstat;
import dev.raingauge.sockdiag.procfs.NetUdp;
import dev.raingauge.sockdiag.procfs.PidComm;
import dev.raingauge.sockdiag.procfs.PidStat;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import dev.raingauge.sockdiag.sys.DatagramProbe;
import dev.raingauge.sockdiag.sys.NetnsVisit;
import dev.raingauge.sockdiag.tape.Tape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What /proc says of a host: its network namespaces, and each one's counters and settings.
 *
 * @param proc the mount point of the proc file system, usually {@code /proc}; or a folder of
 *     recorded files, which holds {@code self/net} or {@code net}, and {@code sys}
 * @param names the directory in which ip-netns(8) gives names to namespaces, {@code /run/netns};
 *     not looked at beside a folder of recorded files
 */
public record Host(Path proc, Path names) {
    public static final Host REAL = new Host(Path.of("/proc"));

    public Host(Path proc) {
        this(proc, proc.getFileSystem().getPath("/run/netns"));
    }

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

    /**
     * The namespace of the caller's process; a thread that moved elsewhere changes nothing. In a
     * folder of recorded files that do not tell it, its id is 0.
     */
    public Place own() throws IOException {
        return namespaces().own();
    }

    /**
     * Every namespace of the host: those of all processes, and those that /run/netns keeps. Not
     * found are the namespaces of single threads and those that only a descriptor or a socket keeps
     * alive. Costs about 8 microseconds for each process, and a little more for the namespaces
     * without a name.
     */
    public Places all() throws IOException {
        return namespaces().all();
    }

    /**
     * The namespace of a name (as {@link #all} gives it, or any other in /run/netns), a pid, or a
     * file; the message of the error says what was tried.
     */
    public Place find(String nameOrPidOrPath) throws IOException {
        return new NamespaceSearch(new ProcRoot(proc), namespaces()).find(nameOrPidOrPath);
    }

    /**
     * {@code netstat}, {@code snmp} and {@code snmp6} of a namespace, read where its process shows
     * them, or from within where it has none. A file that this kernel lacks leaves its counters
     * out.
     *
     * @throws SockDiagException if the namespace is gone: its process has ended, or lives in
     *     another one by now
     */
    public Counters counters(Place place) throws IOException {
        var values = new LinkedHashMap<String, Long>(1024);
        Map<String, byte[]> files = netFiles().read(place, "snmp", "netstat", "snmp6");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey();
            if (name.endsWith("/snmp6")) {
                NetSnmp6.parse(name, file.getValue(), values);
            } else {
                NetNetstat.parse(name, file.getValue(), values);
            }
        }
        return new Counters(values);
    }

    /**
     * {@code sockstat} and {@code sockstat6}.
     *
     * @throws SockDiagException as for {@link #counters}
     */
    public SockStat sockStat(Place place) throws IOException {
        var values = new LinkedHashMap<String, Long>();
        Map<String, byte[]> files = netFiles().read(place, "sockstat", "sockstat6");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            NetSockstat.parse(file.getKey(), file.getValue(), values);
        }
        return new SockStat(values);
    }

    /**
     * The settings that bound the queues, and the host's limits of open files. /proc/sys/net shows
     * the settings of the reader's own namespace, so another one's are read on a thread that enters
     * it.
     *
     * @throws IOException if the namespace may not be entered; the message names the capability
     */
    public Sysctls sysctls(Place place) throws IOException {
        return netFiles().sysctls(place);
    }

    /**
     * The settings and figures of {@link #sysctls} that are the same in every namespace: the limits
     * of open files, and how many there are now ({@code fs.file-nr}). What cannot be read is left
     * out.
     */
    public Sysctls settingsOfHost() {
        return netFiles().settingsOfHost();
    }

    /**
     * How many descriptors a process has open, and how many it may; unknown where it has ended, or
     * where that may not be seen.
     */
    public Descriptors descriptors(int pid) {
        return DescriptorCount.of(new ProcRoot(proc), pid);
    }

    /**
     * Every UDP socket of a namespace, with its own drops.
     *
     * @throws SockDiagException as for {@link #counters}
     */
    public List<UdpSocket> udp(Place place) throws IOException {
        var sockets = new ArrayList<UdpSocket>();
        Map<String, byte[]> files = netFiles().read(place, "udp", "udp6");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            sockets.addAll(NetUdp.parse(file.getKey(), file.getValue(), ByteOrder.nativeOrder()));
        }
        return sockets;
    }

    /**
     * How many descriptors each process of a namespace has open, by pid; those that may not be
     * looked at are left out. Costs some 20 microseconds for each process of the host.
     */
    public Map<Integer, Long> descriptorsIn(Place place) throws IOException {
        return new HeldSockets(new ProcRoot(proc)).descriptors(place.namespace().id());
    }

    /**
     * The inodes of all sockets that a process holds, listed anywhere or not; none where it has
     * ended, may not be looked at, or has more than 100,000 descriptors.
     */
    public Set<Long> socketsOf(int pid) {
        return new HeldSockets(new ProcRoot(proc)).of(pid);
    }

    /** The name of a process; empty where it has ended. */
    public Optional<String> nameOf(int pid) {
        Path file = new ProcRoot(proc).ofProcess(pid, "comm");
        try {
            return Optional.of(PidComm.parse(file.toString(), ProcRoot.read(file)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * The inodes of those sockets of a namespace that are neither TCP nor UNIX: UDP, raw, ping,
     * netlink, packet.
     *
     * @throws SockDiagException as for {@link #counters}
     */
    public Set<Long> otherInodes(Place place) throws IOException {
        var inodes = new HashSet<Long>();
        NetFiles files = netFiles();
        Map<String, byte[]> likeUdp =
                files.read(
                        place,
                        "udp",
                        "udp6",
                        "udplite",
                        "udplite6",
                        "raw",
                        "raw6",
                        "icmp",
                        "icmp6");
        for (Map.Entry<String, byte[]> file : likeUdp.entrySet()) {
            NetUdp.parse(file.getKey(), file.getValue(), ByteOrder.nativeOrder())
                    .forEach(socket -> inodes.add(socket.identity().inode()));
        }
        Map<String, byte[]> others = files.read(place, "netlink", "packet");
        for (Map.Entry<String, byte[]> file : others.entrySet()) {
            inodes.addAll(NetInodes.parse(file.getKey(), file.getValue()));
        }
        return inodes;
    }

    /**
     * Whether a UNIX datagram socket has no room, so that a sender would wait. Found out by a
     * connection to it that sends nothing; empty where we may not connect to it.
     *
     * @param name an abstract name, or a path in the caller's own file system
     */
    public Optional<Boolean> isFull(Place place, UnixName name) throws IOException {
        byte[] bytes = name.bytes().getBytes(StandardCharsets.ISO_8859_1);
        boolean own = place.namespace().equals(own().namespace());
        Tape tape = Machine.tape(proc);
        NetnsVisit.Work<Optional<Boolean>> probe =
                tape == null
                        ? () -> DatagramProbe.isFull(bytes)
                        : () -> tape.probe(name.bytes(), () -> DatagramProbe.isFull(bytes));
        return own ? probe.run() : Machine.visit(place.file(), probe);
    }

    /**
     * Whether a process is stopped ({@code SIGSTOP}, a debugger); empty where it has ended or may
     * not be looked at.
     */
    public Optional<Boolean> isStopped(int pid) {
        Path file = new ProcRoot(proc).ofProcess(pid, "stat");
        try {
            char state = PidStat.parse(file.toString(), ProcRoot.read(file)).state();
            return Optional.of(state == 'T' || state == 't');
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Namespaces namespaces() {
        return new Namespaces(new ProcRoot(proc), names);
    }

    private NetFiles netFiles() {
        return new NetFiles(new ProcRoot(proc));
    }
}
