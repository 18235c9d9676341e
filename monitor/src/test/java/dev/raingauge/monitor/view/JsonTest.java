package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import dev.raingauge.monitor.JsonText;
import dev.raingauge.monitor.Sample;
import dev.raingauge.monitor.analyse.CounterGrowth;
import dev.raingauge.monitor.analyse.CountersReport;
import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.monitor.analyse.UnixSummary;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JsonTest {
    /** The example that the command's users were promised, field by field. */
    private static final String PROMISED =
            """
            {"time": "2026-11-22T19:30:00.123Z", "host": "web-1", "kernel": "6.18.44", "source": "netlink", "consistent": true, "gaps": [],
             "listeners": [
              {"namespace": {"id": 4026531840, "name": "host"}, "protocol": "tcp", "address": "127.0.0.1:7777", "interface": null,
               "acceptQueue": {"depth": 3, "limit": 2, "full": true}, "synQueue": {"depth": 0}, "drops": 27,
               "connections": {"active": 1, "waiting": 3, "closeWait": 0}, "longestWaitSeconds": 3.1,
               "sockets": [{"inode": 2008870, "cookie": "f1fb6", "uid": 0, "acceptQueue": {"depth": 3, "limit": 2, "full": true}, "drops": 27,
                            "cgroup": "/system.slice/demo.service", "processes": [{"pid": 11818, "name": "python3", "fd": 3}]}]}]}
            """;

    @Test
    void listenersAreWrittenAsPromised() throws IOException {
        Sample sample =
                new Sample(Sample.HOST)
                        .tcp("127.0.0.1:7777", 3, 2, 27, 2008870)
                        .counts(1, 3, 0, 0)
                        .waits(3100)
                        .owner(2008870, 11818, "python3", 3)
                        .cgroup(2008870, "/system.slice/demo.service");
        String document = listeners(sample);
        assertThat(document.indexOf('\n')).as("one line").isEqualTo(document.length() - 1);
        assertThat(JsonText.parse(document)).isEqualTo(JsonText.parse(PROMISED));
        assertThat(JsonText.fields(document)).isEqualTo(JsonText.fields(PROMISED));
    }

    @Test
    void everyKindOfListener() throws IOException {
        Golden.check("listeners.json", listeners(Sample.variety()));
    }

    @Test
    void hostileNamesComeBackUnchangedAndHarmNobody() throws IOException {
        String document = listeners(Sample.hostile());
        assertThat(document.chars())
                .noneMatch(c -> (c < ' ' && c != '\n') || Printable.isHarmful(c));
        assertThat(JsonText.parse(document).toString())
                .contains("\u001b[2Jgone\nfake", "/run/\u202efdp.sock\r\n0/0 forged", "naïve 日本");
    }

    @Test
    void halfACharacterDoesNotBreakTheDocument() throws IOException {
        String document =
                listeners(
                        new Sample(Sample.HOST)
                                .tcp("0.0.0.0:1", 0, 1, 0, 5)
                                .owner(5, 1, "\ud800x", 3));
        assertThat(JsonText.parse(document).toString()).contains("\ufffdx");
    }

    @Test
    void summaryOfOneNamespaceStandsAtTheTop() throws IOException {
        String document = summary(false);
        Golden.check("summary.json", document);
        assertThat(JsonText.fields(document))
                .contains(
                        "namespace.id",
                        "tcp.states.established",
                        "tcp.states.closing",
                        "tcp.inUse",
                        "tcp.orphan",
                        "tcp.timeWait",
                        "tcp.allocated",
                        "tcp.memoryBytes",
                        "udp.inUse",
                        "unix.inUse");
    }

    @Test
    void summaryOfAllNamespacesIsAList() throws IOException {
        Golden.check("summary-all.json", summary(true));
    }

    @Test
    void countersAreWrittenAsTheyAreNamed() throws IOException {
        var values = new LinkedHashMap<String, Long>();
        values.put("TcpMaxConn", -1L);
        values.put("TcpExtListenOverflows", 36L);
        values.put("TcpExtListenDrops", 36L);
        var counters = new Counters(values);
        var growth = new CounterGrowth(Map.of("TcpExtListenOverflows", 4L), Duration.ofSeconds(2));
        var text = new StringBuilder();
        CountersJson.write(
                new CountersReport(
                        Sample.LOOK,
                        List.of(
                                new CountersReport.Counted(
                                        Sample.HOST, counters, Optional.of(growth))),
                        false),
                text);
        Golden.check("counters.json", text.toString());
    }

    private static String summary(boolean all) throws IOException {
        var states = new EnumMap<TcpState, Long>(TcpState.class);
        for (TcpState state : TcpState.values()) {
            if (state != TcpState.UNKNOWN && state != TcpState.ESTABLISHED) {
                states.put(state, (long) state.code());
            }
        }
        var stat =
                new SockStat(
                        Map.of(
                                "sockets used", 300L,
                                "TCP inuse", 20L,
                                "TCP6 inuse", 5L,
                                "TCP orphan", 1L,
                                "TCP tw", 7L,
                                "TCP alloc", 40L,
                                "TCP mem", 3L,
                                "UDP inuse", 4L,
                                "UDP mem", 2L));
        NamespaceSummary one =
                NamespaceSummary.of(
                        Sample.HOST,
                        states,
                        stat,
                        OptionalInt.of(4096),
                        Optional.of(new UnixSummary(100, 80, 15, 5, 12)));
        NamespaceSummary bare =
                NamespaceSummary.of(
                        new Namespace(7, "web"),
                        Map.of(),
                        SockStat.NONE,
                        OptionalInt.of(4096),
                        Optional.empty());
        var text = new StringBuilder();
        SummaryJson.write(
                new SummaryReport(Sample.LOOK, all ? List.of(one, bare) : List.of(one), all), text);
        return text.toString();
    }

    private static String listeners(Sample sample) throws IOException {
        var text = new StringBuilder();
        ListenersJson.write(ListenersReport.of(Sample.LOOK, List.of(sample.seen())), text);
        return text.toString();
    }
}
