package dev.raingauge.monitor;

import dev.raingauge.monitor.analyse.ListenerFigures;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Collects what was seen of a made-up namespace. */
public final class Sample {
    public static final Namespace HOST = new Namespace(4_026_531_840L, "host");

    /** The head of the contract's example. */
    public static final Look LOOK = look();

    private final Namespace namespace;
    private final List<TcpSocket.Listener> tcp = new ArrayList<>();
    private final List<UnixSocket.Listener> unix = new ArrayList<>();
    private final Map<ListenerAddress, ListenerFigures> figures = new HashMap<>();
    private final Map<ListenerAddress, List<AcceptWait>> waits = new HashMap<>();
    private final Map<Long, List<ProcessRef>> owners = new HashMap<>();
    private final Map<Long, String> cgroups = new HashMap<>();

    public Sample(Namespace namespace) {
        this.namespace = namespace;
    }

    public static Look look(Gap... gaps) {
        return new Look(
                Instant.parse("2026-11-22T19:30:00.123Z"),
                "web-1",
                "6.18.44",
                Set.of(Source.NETLINK),
                true,
                List.of(gaps));
    }

    /** A TCP listener; the address is {@code 127.0.0.1:80} or {@code [::]:80}. */
    public Sample tcp(String address, long depth, long limit, long drops, long inode) {
        return tcp(
                Transport.TCP,
                address,
                0,
                AcceptQueue.of(depth, limit),
                OptionalLong.of(drops),
                inode);
    }

    /** A TCP listener with everything that may differ. */
    public Sample tcp(
            Transport transport,
            String address,
            int interfaceIndex,
            AcceptQueue queue,
            OptionalLong drops,
            long inode) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replace("[", "").replace("]", "");
        var local =
                new Endpoint(
                        IpAddress.parse(host).orElseThrow(),
                        Integer.parseInt(address.substring(colon + 1)));
        tcp.add(
                new TcpSocket.Listener(
                        transport,
                        local,
                        interfaceIndex,
                        Optional.empty(),
                        queue,
                        drops,
                        identity(0xf1fb6 + inode - 2008870, inode)));
        return this;
    }

    /** A UNIX listener; its name begins with {@code @} where it is abstract. */
    public Sample unix(String name, long depth, long limit, long inode) {
        return unix(UnixSocket.Kind.STREAM, name, depth, limit, inode);
    }

    public Sample unix(UnixSocket.Kind kind, String name, long depth, long limit, long inode) {
        unix.add(
                new UnixSocket.Listener(
                        name.startsWith("@")
                                ? UnixName.ofAbstract(name.substring(1))
                                : UnixName.ofPath(name),
                        kind,
                        AcceptQueue.of(depth, limit),
                        Optional.empty(),
                        List.of(),
                        identity(0x1000 + inode, inode)));
        return this;
    }

    private static SocketIdentity identity(long cookie, long inode) {
        return new SocketIdentity(
                OptionalLong.of(cookie), inode, OptionalLong.of(0), OptionalLong.empty());
    }

    /** What became of the connections of the last TCP listener. */
    public Sample counts(long active, long waiting, long closeWait, long halfOpen) {
        figures.put(
                ListenerAddress.of(tcp.getLast()),
                ListenerFigures.of(new ListenerCounts(active, waiting, closeWait, halfOpen)));
        return this;
    }

    /** The connections of the last UNIX listener. */
    public Sample unixActive(long active) {
        UnixSocket.Listener last = unix.getLast();
        figures.put(
                ListenerAddress.of(last),
                ListenerFigures.ofUnix(OptionalLong.of(active), last.acceptQueue().depth()));
        return this;
    }

    /** A connection that waits in the queue of the last TCP listener. */
    public Sample waits(long millis) {
        waits.computeIfAbsent(ListenerAddress.of(tcp.getLast()), _ -> new ArrayList<>())
                .add(
                        new AcceptWait(
                                OptionalLong.of(1),
                                tcp.getLast().local(),
                                Duration.ofMillis(millis),
                                false));
        return this;
    }

    /** A process that holds a socket. */
    public Sample owner(long inode, int pid, String name, int fd) {
        owners.computeIfAbsent(inode, _ -> new ArrayList<>()).add(new ProcessRef(pid, name, fd));
        return this;
    }

    public Sample cgroup(long inode, String path) {
        cgroups.put(inode, path);
        return this;
    }

    public SeenListeners seen() {
        return new SeenListeners(
                namespace,
                new QueuePass(tcp, unix, true),
                figures,
                waits,
                owners,
                cgroups,
                Map.of(2, "eth0"));
    }

    /** One row of everything that looks different in a table. */
    public static Sample variety() {
        return new Sample(HOST)
                .tcp("127.0.0.1:7777", 3, 2, 27, 2008870)
                .counts(1, 3, 0, 0)
                .waits(3100)
                .waits(200)
                .owner(2008870, 11818, "python3", 3)
                .cgroup(2008870, "/system.slice/demo.service")
                .tcp("0.0.0.0:443", 100, 128, 0, 3001)
                .counts(123_456, 100, 2, 17)
                .waits(12)
                .owner(3001, 901, "nginx", 6)
                .owner(3001, 902, "nginx", 6)
                .owner(3001, 903, "nginx", 6)
                .tcp("[2001:db8:85a3:8d3:1319:8a2e:370:7348]:8443", 1, 4096, 1_234_567, 3002)
                .counts(12, 0, 0, 0)
                .owner(3002, 70123, "java", 44)
                .tcp("[::]:22", 0, 128, 0, 3003)
                .counts(2, 0, 0, 0)
                .owner(3003, 1, "systemd", 120)
                .tcp("0.0.0.0:8080", 6, 5, 3, 3004)
                .tcp("0.0.0.0:8080", 0, 5, 4, 3005)
                .counts(8, 6, 0, 1)
                .waits(125_000)
                .owner(3004, 500, "gunicorn", 5)
                .owner(3005, 501, "gunicorn", 5)
                .tcp(
                        Transport.MPTCP,
                        "10.0.0.1:9000",
                        2,
                        AcceptQueue.ofUnknownLimit(4),
                        OptionalLong.empty(),
                        3006)
                .unix("/run/containerd/containerd.sock.ttrpc", 0, 4096, 4001)
                .unixActive(3)
                .owner(4001, 640, "containerd", 9)
                .unix("@/tmp/.X11-unix/X0", 2, 1, 4002)
                .unixActive(0)
                .owner(4002, 900, "Xorg", 4)
                .unix(UnixSocket.Kind.SEQPACKET, "/run/udev/control", 0, 128, 4003)
                .unixActive(0);
    }

    /** Names made to harm a terminal or to forge a row. */
    public static Sample hostile() {
        return new Sample(new Namespace(4_026_532_999L, "evil\u001b]0;title\u0007"))
                .tcp("127.0.0.1:1", 0, 5, 0, 1)
                .counts(0, 0, 0, 0)
                .owner(1, 666, "\u001b[2Jgone\nfake", 3)
                .unix("/run/\u202efdp.sock\r\n0/0 forged", 0, 5, 2)
                .owner(2, 667, "naïve 日本", 4)
                .unix("@\u0000\u0007\u009b31mabs", 0, 5, 3)
                .owner(3, 668, "tab\there", 4);
    }
}
