package dev.raingauge.lab;

import dev.raingauge.sockdiag.sys.NetnsVisit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A throw-away network namespace: a file in /run/netns that {@code ip netns exec} and every command
 * of Raingauge know by its name.
 */
public final class LabNamespace implements AutoCloseable {
    /** This side's address, once it has a {@link #peer}. */
    public static final String ADDRESS = "10.99.0.1";

    /** The other side's address. */
    public static final String PEER_ADDRESS = "10.99.0.2";

    /** This side's IPv6 address, once it has a {@link #peer}. */
    public static final String ADDRESS6 = "fd99::1";

    /** The other side's IPv6 address. */
    public static final String PEER_ADDRESS6 = "fd99::2";

    private static final String LINK_ADDRESS = "02:00:0a:63:00:01";
    private static final String PEER_LINK_ADDRESS = "02:00:0a:63:00:02";

    /** Belongs to the other side's network card in no world: frames to it are thrown away there. */
    private static final String NOBODY = "02:00:0a:63:00:ff";

    /** What is done in a namespace. */
    @FunctionalInterface
    public interface Act<T> {
        T run() throws IOException;
    }

    private final Lab lab;
    private final String name;

    LabNamespace(Lab lab, String name) {
        this.lab = lab;
        this.name = name;
    }

    void make() throws IOException {
        Command.run("ip", "netns", "add", name);
        batch("link set lo up");
    }

    public String name() {
        return name;
    }

    /** Stands for the namespace: {@code SockDiag.openIn} takes it. */
    public Path file() {
        return Janitor.NAMESPACES.resolve(name);
    }

    /** The inode of the namespace, as {@code ls -i} of its file shows it. */
    public long id() throws IOException {
        return (Long) Files.getAttribute(file(), "unix:ino");
    }

    /**
     * Does something on a throw-away thread that is in the namespace. Sockets made there stay in it
     * for life and can be used from anywhere. What is done must not start threads.
     */
    public <T> T call(Act<T> act) throws IOException {
        return NetnsVisit.in(file(), act::run);
    }

    /** The output of a program that lives in the namespace. */
    public String run(String... command) throws IOException {
        return Command.run("", inside(command));
    }

    /** The command line that starts a program in the namespace. */
    public List<String> inside(String... command) {
        var line = new ArrayList<String>(List.of("nsenter", "--net=" + file(), "--"));
        line.addAll(List.of(command));
        return line;
    }

    /**
     * Sets a kernel setting of this namespace.
     *
     * @param setting by its name, {@code net.core.somaxconn}
     */
    public void sysctl(String setting, String value) throws IOException {
        Path file = Path.of("/proc/sys", setting.split("\\."));
        call(() -> {
            Files.writeString(file, value);
            return file;
        });
    }

    /**
     * Makes a second namespace, joined to this one by a pair of network cards. What this side sends
     * to an address of 198.18.0.0/15 goes there and is never answered, so a raw socket there can
     * send from clients that do not exist.
     */
    public LabNamespace peer() throws IOException {
        LabNamespace peer = lab.namespace(purpose() + "-peer");
        batch(
                "link add lab0 address %s type veth peer name lab0 address %s netns %s"
                        .formatted(LINK_ADDRESS, PEER_LINK_ADDRESS, peer.name));
        batch(
                "addr add " + ADDRESS + "/24 dev lab0",
                "addr add " + ADDRESS6 + "/64 dev lab0 nodad",
                "link set lab0 up",
                "neigh replace %s lladdr %s nud permanent dev lab0"
                        .formatted(PEER_ADDRESS, PEER_LINK_ADDRESS),
                "neigh replace %s lladdr %s nud permanent dev lab0"
                        .formatted(PEER_ADDRESS6, PEER_LINK_ADDRESS),
                "route add 198.18.0.0/15 via " + PEER_ADDRESS);
        peer.batch(
                "addr add " + PEER_ADDRESS + "/24 dev lab0",
                "addr add " + PEER_ADDRESS6 + "/64 dev lab0 nodad",
                "link set lab0 up",
                "neigh replace %s lladdr %s nud permanent dev lab0"
                        .formatted(ADDRESS, LINK_ADDRESS),
                "neigh replace %s lladdr %s nud permanent dev lab0"
                        .formatted(ADDRESS6, LINK_ADDRESS));
        return peer;
    }

    /** From now on the peer hears nothing from this side, though this side hears the peer. */
    public void muffle() throws IOException {
        neighbour(NOBODY);
    }

    /** Ends {@link #muffle}. */
    public void unmuffle() throws IOException {
        neighbour(PEER_LINK_ADDRESS);
    }

    private void neighbour(String linkAddress) throws IOException {
        batch(
                "neigh replace %s lladdr %s nud permanent dev lab0"
                        .formatted(PEER_ADDRESS, linkAddress));
    }

    private String purpose() {
        return name.replaceFirst("^rg-lab-\\d+-\\d+-", "");
    }

    private void batch(String... lines) throws IOException {
        Command.run(String.join("\n", lines) + "\n", List.of("ip", "-netns", name, "-batch", "-"));
    }

    /** Ends the lab's processes in it and removes it. Can be repeated. */
    @Override
    public void close() {
        lab.forget(this);
        try {
            Janitor.clear(name);
        } catch (IOException atLeastTheJanitorTriesAgain) {
            // At the end of this process, and the next lab once more.
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
