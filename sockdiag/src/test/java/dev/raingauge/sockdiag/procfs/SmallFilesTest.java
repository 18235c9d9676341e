package dev.raingauge.sockdiag.procfs;

import static dev.raingauge.sockdiag.procfs.Recording.latin1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallFilesTest {
    @Test
    void pairsOfLines() throws IOException {
        Map<String, Long> counters =
                netstat(
                        """
                        Tcp: MaxConn CurrEstab
                        Tcp: -1 18446744073709551615
                        IcmpMsg: InType3 OutType3
                        IcmpMsg:  5 6
                        Empty:
                        Empty:
                        """);
        assertThat(counters)
                .as("a gauge below zero is printed without its sign")
                .containsExactly(
                        Map.entry("TcpMaxConn", -1L),
                        Map.entry("TcpCurrEstab", -1L),
                        Map.entry("IcmpMsgInType3", 5L),
                        Map.entry("IcmpMsgOutType3", 6L));
        assertThat(netstat("")).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'Tcp: A B;Tcp: 1;'     | f, line 2: 1 values for 2 names
                    'Tcp: A;Tcp: 1 2;'     | f, line 2: 2 values for 1 names
                    'Tcp: A;Udp: 1;'       | f, line 2: expected the values of "Tcp:"
                    'Tcp: A;'              | f, line 1: names without a line of values
                    'Tcp: A;Tcp: 1'        | f, line 2: the file ends within this line
                    'Tcp: A;Tcp: x;'       | f, line 2: expected a number, not "x"
                    'Tcp: A;Tcp: 1;;'      | f, line 3: expected names led by a word and a colon
                    'Tcp A;Tcp 1;'         | f, line 1: expected names led by a word and a colon
                    ': A;: 1;'             | f, line 1: expected names led by a word and a colon
                    'T: A;T: 18446744073709551616;' | f, line 2: expected a number, not "18446744073709551616"
                    """)
    void brokenPairs(String text, String message) {
        assertThatThrownBy(() -> netstat(text.replace(';', '\n')))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ip6InReceives\n", "Ip6InReceives 1 2\n", "\n", "Ip6InReceives x\n"})
    void brokenSnmp6(String text) {
        assertThatThrownBy(() -> NetSnmp6.parse("f", latin1(text), new LinkedHashMap<>()))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith("f, line 1: expected a n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TCP: inuse\n", "TCP inuse 1\n", "\n", "TCP: inuse x\n", ": a 1\n"})
    void brokenSockstat(String text) {
        assertThatThrownBy(() -> NetSockstat.parse("f", latin1(text), new LinkedHashMap<>()))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith("f, line 1: ");
    }

    @Test
    void aProcessMayBeNamedLikeItsOwnEnd() throws IOException {
        String line =
                "2 (a) S 9 (\n) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 24 0 0 1844674407\n";
        PidStat stat = PidStat.parse("stat", latin1(line));
        assertThat(stat.startTicks()).isEqualTo(24);
        assertThat(stat.isKernelThread()).isTrue();
        assertThatThrownBy(() -> PidStat.parse("stat", latin1("2 (a) S 0 0 0 0 -1 4194304 0\n")))
                .hasMessage("stat, line 1: expected a number in field 22");
        assertThatThrownBy(() -> PidStat.parse("stat", latin1("2 (a")))
                .hasMessage("stat, line 1: expected the name in parentheses");
    }

    @Test
    void noByteOfANameIsLost() throws IOException {
        assertThat(PidComm.parse("comm", latin1("two\nlines\n"))).isEqualTo("two\nlines");
        assertThat(PidComm.parse("comm", latin1("\n"))).isEmpty();
        assertThat(
                        PidComm.parse(
                                "comm",
                                "gr\u00fcn\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo("gr\u00fcn");
        assertThat(PidComm.parse("comm", latin1("a\u00ff\u001b\u0080\n")))
                .isEqualTo("a\\xff\u001b\\x80");
        assertThatThrownBy(() -> PidComm.parse("comm", latin1("cut")))
                .hasMessage("comm: expected a name and a newline, not 3 bytes");
    }

    @Test
    void cgroupOfVersionTwo() throws IOException {
        assertThat(PidCgroup.parse("cgroup", latin1("9:name=systemd:/a\n0::/system.slice/x:y\n")))
                .contains("/system.slice/x:y");
        assertThat(PidCgroup.parse("cgroup", latin1("8:pids:/\n"))).isEmpty();
        assertThat(PidCgroup.parse("cgroup", latin1(""))).isEmpty();
        assertThatThrownBy(() -> PidCgroup.parse("cgroup", latin1("0:/x\n")))
                .hasMessage("cgroup, line 1: expected \"number:controllers:/path\"");
    }

    @Test
    void limits() throws IOException {
        String text =
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max cpu time              unlimited            unlimited            seconds
                Max open files            1024                 524288               files
                """;
        assertThat(PidLimits.parse("limits", latin1(text))).isEqualTo(new PidLimits(1024, 524_288));
        assertThat(PidLimits.parse("limits", latin1(text.replace("1024  ", "unlimited"))))
                .isEqualTo(new PidLimits(Long.MAX_VALUE, 524_288));
        assertThatThrownBy(() -> PidLimits.parse("limits", latin1(text.replace("1024", "many"))))
                .hasMessage("limits, line 3: expected a number, not \"many\"");
        assertThatThrownBy(() -> PidLimits.parse("limits", latin1(text.replace("1024", "-1  "))))
                .hasMessage("limits, line 3: expected a limit, not \"-1\"");
        assertThatThrownBy(() -> PidLimits.parse("limits", latin1("Max cpu time 1 1 s\n")))
                .hasMessage("limits: no line \"Max open files\"");
    }

    @Test
    void capabilities() throws IOException {
        PidStatus status =
                PidStatus.parse("status", latin1("Name:\tx\nCapEff:\t0000000000080000\n"));
        assertThat(status.has(PidStatus.CAP_SYS_PTRACE)).isTrue();
        assertThat(status.has(PidStatus.CAP_DAC_READ_SEARCH)).isFalse();
        assertThatThrownBy(() -> PidStatus.parse("status", latin1("CapEff:\tg\n")))
                .hasMessage("status, line 1: expected a hexadecimal number");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            textBlock =
                    """
                    net:[4026531840],           4026531840
                    net:[0],                    0
                    net:[],
                    net:[12,
                    net:12],
                    nets:[12],
                    net:[1x],
                    net:[-1],
                    net:[9999999999999999999],
                    socket:[12],
                    [12],
                    """)
    void inodesOfLinks(String link, Long inode) {
        assertThat(ProcRoot.inode(link, "net"))
                .isEqualTo(inode == null ? OptionalLong.empty() : OptionalLong.of(inode));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1, 1",
        "4194304, 4194304",
        "self,",
        "1a,",
        "-1,",
        "99999999999,",
        "4294967297,",
        "'',"
    })
    void pids(String name, Integer pid) {
        assertThat(ProcRoot.pid(name).isPresent() ? ProcRoot.pid(name).getAsInt() : null)
                .isEqualTo(pid);
    }

    private static Map<String, Long> netstat(String text) throws IOException {
        var counters = new LinkedHashMap<String, Long>();
        NetNetstat.parse("f", latin1(text), counters);
        return counters;
    }
}
