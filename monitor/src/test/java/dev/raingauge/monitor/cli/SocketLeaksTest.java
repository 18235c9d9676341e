package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.diagnose.Change;
import dev.raingauge.monitor.diagnose.Surroundings.Leak;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.model.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is suspected of forgetting sockets, and who is not: over files like those of /proc. */
class SocketLeaksTest {
    private static final int SERVER = 10;
    private static final int NEIGHBOUR = 20;
    private static final String TCP = "sl local rem st tx:rx tr:when retr uid timeout inode\n";
    private static final String UNIX = "Num RefCount Protocol Flags Type St Inode Path\n";

    @TempDir private Path proc;
    private SocketLeaks leaks;

    @BeforeEach
    void aServer() throws IOException {
        process(SERVER, "server", 1);
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/net"), Path.of("net:[1]"));
        var host = new Host(proc);
        var place =
                new Host.Place(
                        new Namespace(1, "host"), proc.resolve("10/ns/net"), Optional.of(SERVER));
        leaks = new SocketLeaks(host, new Seat(host, place, false));
    }

    @Test
    void whoMakesMoreAndMoreThatNoListShowsIsBlamed() throws IOException {
        watched(SERVER, 100, 6);
        hold(SERVER, 200, 30);
        assertThat(leaks.leaks())
                .singleElement()
                .satisfies(leak -> {
                    assertThat(leak.process().pid()).isEqualTo(SERVER);
                    assertThat(leak.process().name()).isEqualTo("server");
                    assertThat(leak.sockets()).isEqualTo(new Change(6, 36));
                });
    }

    @Test
    void whatAListShowsIsForgottenByNobody() throws IOException {
        watched(SERVER, 100, 6);
        hold(SERVER, 200, 4);
        Files.writeString(
                proc.resolve("10/net/tcp"),
                """
                sl local remote st tx:rx tr:when retr uid timeout inode
                0: 0100007F:18EB 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 200
                """);
        Files.writeString(
                proc.resolve("10/net/unix"),
                """
                Num RefCount Protocol Flags Type St Inode Path
                0000000000000000: 00000002 00000000 00000000 0001 01 201
                """);
        Files.writeString(
                proc.resolve("10/net/udp"),
                """
                sl local remote st tx:rx tr:when retr uid timeout inode ref pointer drops
                0: 0100007F:0035 00000000:0000 07 0:0 00:0 0 0 0 202 2 0000000000000000 0
                """);
        Files.writeString(
                proc.resolve("10/net/netlink"),
                """
                sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode
                0000000000000000 0 10 00000000 0 0 0 2 0 203
                """);
        assertThat(leaks.leaks()).isEmpty();
        hold(SERVER, 300, 1);
        assertThat(leaks.leaks()).extracting(Leak::sockets).containsExactly(new Change(6, 7));
    }

    /** One fewer than a suspicion takes; nobody looks at its sockets then. */
    @Test
    void fourMoreDescriptorsAreEverydayBusiness() throws IOException {
        watched(SERVER, 100, 4);
        hold(SERVER, 200, 30);
        assertThat(leaks.leaks()).isEmpty();
    }

    @Test
    void fiveMoreAreASuspicion() throws IOException {
        watched(SERVER, 100, 5);
        hold(SERVER, 200, 30);
        assertThat(leaks.leaks()).hasSize(1);
    }

    @Test
    void whoClosesAsManyAsItMakesIsNotBlamed() throws IOException {
        watched(SERVER, 100, 6);
        for (long inode = 100; inode < 106; inode++) {
            Files.delete(proc.resolve("10/fd/" + inode));
        }
        hold(SERVER, 200, 6);
        assertThat(leaks.leaks()).isEmpty();
    }

    /** The same tables that make the second one innocent are read for the first one, too. */
    @Test
    void socketsOfAnotherNamespaceAreLookedUpThere() throws IOException {
        process(NEIGHBOUR, "neighbour", 2);
        var table = new StringBuilder(UNIX);
        for (long inode = 100; inode < 130; inode++) {
            table.append("0000000000000000: 00000002 00000000 00000000 0001 01 ")
                    .append(inode)
                    .append('\n');
        }
        Files.writeString(proc.resolve("20/net/unix"), table);
        watched(SERVER, 100, 10);
        hold(SERVER, 110, 20);
        assertThat(leaks.leaks()).isEmpty();
        hold(SERVER, 300, 3); // fewer than the innocent ones of the beginning
        assertThat(leaks.leaks()).extracting(Leak::sockets).containsExactly(new Change(0, 3));
    }

    @Test
    void whatCannotBeReadBlamesNobody() throws IOException {
        watched(SERVER, 100, 6);
        hold(SERVER, 200, 30);
        for (String file : List.of("tcp", "unix")) {
            Files.delete(proc.resolve("10/net").resolve(file));
        }
        assertThat(leaks.leaks()).isEmpty();
    }

    /** Two looks, between which a process comes to hold more sockets. */
    private void watched(int pid, long firstInode, int count) throws IOException {
        leaks.look();
        hold(pid, firstInode, count);
        leaks.look();
    }

    private void hold(int pid, long firstInode, int count) throws IOException {
        for (long inode = firstInode; inode < firstInode + count; inode++) {
            Files.createSymbolicLink(
                    proc.resolve(pid + "/fd/" + inode), Path.of("socket:[" + inode + "]"));
        }
    }

    private void process(int pid, String name, long namespace) throws IOException {
        Path directory = proc.resolve(Integer.toString(pid));
        Files.createDirectories(directory.resolve("fd"));
        Files.createDirectories(directory.resolve("ns"));
        Files.createDirectories(directory.resolve("net"));
        Files.createSymbolicLink(directory.resolve("ns/net"), Path.of("net:[" + namespace + "]"));
        Files.writeString(directory.resolve("comm"), name + "\n");
        String figures = " 0".repeat(16);
        Files.writeString(directory.resolve("stat"), pid + " (x) S 1" + figures + " 0 77 0 0\n");
        Files.writeString(directory.resolve("net/tcp"), TCP);
        Files.writeString(directory.resolve("net/unix"), UNIX);
        Files.writeString(directory.resolve("net/udp"), TCP);
        Files.writeString(
                directory.resolve("net/netlink"),
                "sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode\n");
    }
}
