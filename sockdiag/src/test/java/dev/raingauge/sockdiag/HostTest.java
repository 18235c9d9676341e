package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.Host.Place;
import dev.raingauge.sockdiag.Host.Places;
import dev.raingauge.sockdiag.model.Descriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host in a folder: processes, their namespaces and files, as a recording holds them. */
class HostTest {
    @TempDir private Path proc;
    private Host host = Host.REAL;

    @BeforeEach
    void aHostOfThreeNamespaces() throws IOException {
        host = new Host(proc);
        process(1, "systemd", 1, 4_026_531_840L);
        process(2, "kthreadd", 1, 4_026_531_840L, 2_129_984);
        process(70, "raingauge", 900, 4_026_531_840L);
        process(50, "young", 800, 4_026_532_000L);
        process(60, "old", 300, 4_026_532_000L);
        process(55, "nginx", 400, 4_026_532_111L);
        Files.createSymbolicLink(proc.resolve("self"), Path.of("70"));
        put("sys/net/ipv4/tcp_max_orphans", "131072\n");
        put("sys/net/core/somaxconn", "4096\n");
        put("sys/net/ipv4/tcp_mem", "1\t2\t3\n");
        put("70/net/snmp", "Tcp: CurrEstab\nTcp: 7\n");
        put("70/net/sockstat", "TCP: inuse 3 orphan 0\n");
        put("55/net/netstat", "TcpExt: ListenDrops\nTcpExt: 9\n");
    }

    @Test
    void theCallersNamespaceComesFirstThenTheOthersByName() throws IOException {
        Places all = host.all();
        assertThat(all.places())
                .extracting(place -> place.namespace().name() + " " + place.pid().orElse(0))
                .containsExactly("host 70", "nginx(55) 55", "old(60) 60");
        assertThat(all.gaps()).isEmpty();
        assertThat(host.own()).isEqualTo(all.places().getFirst());
    }

    /** Kernel threads live in the initial namespace, wherever we are. */
    @Test
    void fromAContainerTheHostIsKnownByItsKernelThreads() throws IOException {
        Files.delete(proc.resolve("sys/net/ipv4/tcp_max_orphans"));
        Files.delete(proc.resolve("self"));
        Files.createSymbolicLink(proc.resolve("self"), Path.of("55"));
        assertThat(host.all().places())
                .extracting(place -> place.namespace().name())
                .containsExactly("nginx(55)", "host", "old(60)");
        assertThat(host.own().namespace().name()).isEqualTo("nginx(55)");
    }

    /** A process may call itself anything, but it is no kernel thread. */
    @Test
    void aNamesakeOfAKernelThreadProvesNothing() throws IOException {
        Files.delete(proc.resolve("sys/net/ipv4/tcp_max_orphans"));
        process(2, "kthreadd", 1, 4_026_531_840L, 0);
        assertThat(host.all().places())
                .extracting(place -> place.namespace().name())
                .containsExactly("systemd(1)", "nginx(55)", "old(60)");
    }

    @Test
    void recentKernelsGiveTheInitialNamespaceANumberOfItsOwn() throws IOException {
        Files.delete(proc.resolve("sys/net/ipv4/tcp_max_orphans"));
        process(3, "init", 1, 0xEFFF_FFF9L);
        assertThat(host.all().places())
                .extracting(place -> place.namespace().name())
                .containsExactly("systemd(1)", "host", "nginx(55)", "old(60)");
    }

    @Test
    void aNameIsWhateverTheProcessCallsItself() throws IOException {
        process(80, "x(81)\nhost", 5, 4_026_532_222L);
        Files.writeString(proc.resolve("55/comm"), "\n");
        Files.delete(proc.resolve("60/comm"));
        Files.delete(proc.resolve("50/comm"));
        assertThat(host.all().places())
                .extracting(place -> place.namespace().name())
                .containsExactly("host", "(55)", "net:[4026532000]", "x(81)\nhost(80)");
    }

    @Test
    void countersOfAnyOfThem() throws IOException {
        assertThat(host.counters(host.own()).get("TcpCurrEstab")).hasValue(7);
        assertThat(host.counters(host.own()).get("TcpExtListenDrops")).isEmpty();
        assertThat(host.counters(host.find("nginx(55)")).get("TcpExtListenDrops")).hasValue(9);
        assertThat(host.sockStat(host.own()).get("TCP", "inuse")).hasValue(3);
        assertThatThrownBy(() -> host.counters(host.find("60")))
                .isInstanceOf(SockDiagException.class)
                .hasMessageStartingWith("none of [snmp, netstat, snmp6] in ");
    }

    @Test
    void aRecordingMayHoldNothingButTheFilesOfOneNamespace(@TempDir Path other) throws IOException {
        Files.createDirectories(other.resolve("net"));
        Files.writeString(other.resolve("net/netstat"), "TcpExt: ListenDrops\nTcpExt: 4\n");
        Host recorded = new Host(other);
        Place own = recorded.own();
        assertThat(own.namespace().name()).isEqualTo("recorded");
        assertThat(own.pid()).isEmpty();
        assertThat(recorded.counters(own).get("TcpExtListenDrops")).hasValue(4);
        assertThat(recorded.sysctls(own).values()).isEmpty();
    }

    @Test
    void settingsAreTheTextOfTheirFiles() throws IOException {
        var settings = host.sysctls(host.own());
        assertThat(settings.number("net.core.somaxconn")).hasValue(4096);
        assertThat(settings.text("net.ipv4.tcp_mem")).contains("1\t2\t3");
        assertThat(settings.text("net.ipv4.tcp_syncookies")).isEmpty();
    }

    @Test
    void foundByNameOrPid() throws IOException {
        assertThat(host.find("host").namespace().id()).isEqualTo(4_026_531_840L);
        Place young = host.find("50");
        assertThat(young.namespace().name()).isEqualTo("old(60)");
        assertThat(young.pid()).isEqualTo(Optional.of(50));
        assertThatThrownBy(() -> host.find("blue"))
                .isInstanceOf(SockDiagException.class)
                .hasMessage(
                        "no namespace \"blue\": no such name in /run/netns; there are: host,"
                                + " nginx(55), old(60)");
        assertThatThrownBy(() -> host.find("99"))
                .hasMessageContaining("no such name in /run/netns and no such process");
        assertThatThrownBy(() -> host.find("/no/such/file"))
                .hasMessage("there is no file /no/such/file");
        assertThatThrownBy(() -> host.find("/\0")).hasMessageContaining("is no path");
    }

    /** Anybody may give a namespace the name "host", or that of a process. */
    @Test
    void twoOfOneNameGetTheirNumber(@TempDir Path names) throws IOException {
        Files.createFile(proc.resolve("70/ns/net:[4026531840]")); // a link that leads somewhere
        Files.createFile(names.resolve("host"));
        Files.createFile(names.resolve("55"));
        Files.createFile(names.resolve("blue"));
        Files.createLink(names.resolve("green"), names.resolve("blue"));
        Host named = new Host(proc, names);
        long second = NetnsNames.NsFile.of(names.resolve("host")).orElseThrow().inode();
        assertThat(named.all().places())
                .extracting(place -> place.namespace().name())
                .containsExactly(
                        "host net:[4026531840]",
                        "55",
                        "blue",
                        "host net:[" + second + "]",
                        "nginx(55)",
                        "old(60)");
        assertThat(named.find("green")).isEqualTo(named.find("blue"));
        assertThat(named.find("blue").file()).isEqualTo(names.resolve("blue"));
        assertThatThrownBy(() -> named.find("55"))
                .hasMessageContaining("is the name of a namespace and a process too");
    }

    @Test
    void descriptorsAreCountedWhereTheirNumberIsNotTold() throws IOException {
        put("55/fd/0", "");
        put("55/fd/1", "");
        put("55/limits", "Max open files            1024                 4096          files\n");
        assertThat(host.descriptors(55))
                .isEqualTo(
                        new Descriptors(
                                OptionalLong.of(2), OptionalLong.of(1024), OptionalLong.of(4096)));
        assertThat(host.descriptors(99)).isEqualTo(Descriptors.UNKNOWN);
    }

    private void process(int pid, String comm, long start, long namespace) throws IOException {
        process(pid, comm, start, namespace, 4_194_560);
    }

    private void process(int pid, String comm, long start, long namespace, long flags)
            throws IOException {
        put(pid + "/comm", comm + "\n");
        put(
                pid + "/stat",
                "%d (%s) S 0 0 0 0 -1 %d 0 0 0 0 0 0 0 0 20 0 1 0 %d 0 0\n"
                        .formatted(pid, comm, flags, start));
        Path link = proc.resolve(pid + "/ns/net");
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("net:[" + namespace + "]"));
    }

    private void put(String name, String content) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
