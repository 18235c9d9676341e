package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetVisitor;
import dev.raingauge.sockdiag.procfs.NetTcp;
import dev.raingauge.sockdiag.procfs.NetUdp;
import dev.raingauge.sockdiag.procfs.NetUnix;
import dev.raingauge.sockdiag.procfs.PidStat;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The socket files of one process's namespace, streamed. A process that ended, or its pid's next
 * bearer, is found out: who it was is remembered and compared after each reading.
 *
 * @param net the directory of the files
 * @param pid whose files they are; 0 for recorded files of nobody
 * @param start when it started, in clock ticks; empty in a recording
 * @param namespace its namespace's inode; empty where we may not see it
 */
record ProcNet(ProcRoot proc, Path net, int pid, OptionalLong start, OptionalLong namespace) {
    static ProcNet of(ProcRoot proc, int pid) throws SockDiagException {
        Path net = proc.ofProcess(pid, "net");
        if (!proc.isReal() && proc.has(pid)) {
            return of(proc, net);
        }
        OptionalLong start = start(proc, pid);
        if (start.isEmpty()) {
            throw new SockDiagException("there is no process " + pid + " in " + proc.path(), 0);
        }
        return new ProcNet(proc, net, pid, start, namespace(proc, pid));
    }

    /** Recorded files that are nobody's. */
    static ProcNet of(ProcRoot proc, Path net) {
        return new ProcNet(proc, net, 0, OptionalLong.empty(), OptionalLong.empty());
    }

    private static OptionalLong start(ProcRoot proc, int pid) {
        Path file = proc.ofProcess(pid, "stat");
        try {
            PidStat stat = PidStat.parse(file.toString(), ProcRoot.read(file));
            return stat.hasEnded() ? OptionalLong.empty() : OptionalLong.of(stat.startTicks());
        } catch (IOException ended) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong namespace(ProcRoot proc, int pid) {
        return ProcRoot.linkedInode(proc.ofProcess(pid, "ns/net"));
    }

    /** TCP over IPv4, then over IPv6 where the kernel has it. */
    void tcp(NetTcp.Visitor visitor) throws IOException {
        tcp("tcp", visitor);
        if (Files.exists(net.resolve("tcp6"))) {
            tcp("tcp6", visitor);
        }
        check();
    }

    private void tcp(String name, NetTcp.Visitor visitor) throws IOException {
        Path file = net.resolve(name);
        try (InputStream in = open(file)) {
            NetTcp.walk(file.toString(), in, name.endsWith("6"), ByteOrder.nativeOrder(), visitor);
        } catch (IOException e) {
            throw ProcRoot.about(file, e);
        }
    }

    /** UDP, UDPLITE or RAW, over IPv4 and then over IPv6; a kernel without it has no such file. */
    void datagram(InetProtocol protocol, InetVisitor visitor) throws IOException {
        for (String name : new String[] {protocol.label(), protocol.label() + "6"}) {
            Path file = net.resolve(name);
            Optional<byte[]> content = ProcRoot.readIfThere(file);
            if (content.isPresent()) {
                NetUdp.parse(file.toString(), content.get(), ByteOrder.nativeOrder())
                        .forEach(socket -> visitor.visit(new ProcDatagram(protocol, socket)));
            }
        }
        check();
    }

    void unix(Consumer<NetUnix> each) throws IOException {
        Path file = net.resolve("unix");
        try (InputStream in = open(file)) {
            NetUnix.walk(file.toString(), in, each);
        } catch (IOException e) {
            throw ProcRoot.about(file, e);
        }
        check();
    }

    private InputStream open(Path file) throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException | NotDirectoryException e) {
            check();
            throw new SockDiagException("there is no file " + file, 0, e);
        }
    }

    /** Whether what was read is of the process that we were asked for. */
    private void check() throws SockDiagException {
        if (start.isPresent() && !start.equals(start(proc, pid))) {
            throw new SockDiagException("process " + pid + " has ended", 0);
        }
        if (namespace.isPresent() && !namespace.equals(namespace(proc, pid))) {
            throw new SockDiagException(
                    "process " + pid + " has moved to another network namespace", 0);
        }
    }
}
