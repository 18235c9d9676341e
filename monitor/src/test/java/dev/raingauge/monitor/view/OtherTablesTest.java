package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import dev.raingauge.monitor.Sample;
import dev.raingauge.monitor.analyse.Limits;
import dev.raingauge.monitor.analyse.LimitsReport;
import dev.raingauge.monitor.analyse.LimitsReport.ProcessLimit;
import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.OverviewReport;
import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.monitor.analyse.UnixSummary;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.Sysctls;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whole outputs of summary, limits and the screen without a command. */
class OtherTablesTest {
    private static final Page PAGE = new Page(OptionalInt.of(80), true, false);
    private static final Look LOOK =
            Sample.look(new Gap("namespace db", "no permission", "run as root"));

    @Test
    void summaryOfOneNamespace() throws IOException {
        var text = new StringBuilder();
        SummaryTable.write(new SummaryReport(LOOK, List.of(host()), false), true, PAGE, text);
        check("summary.txt", text);
    }

    @Test
    void summaryOfAllNamespaces() throws IOException {
        NamespaceSummary bare =
                NamespaceSummary.of(
                        new Namespace(7, "web\u001b[2J"),
                        Map.of(),
                        SockStat.NONE,
                        OptionalInt.empty(),
                        Optional.empty());
        var text = new StringBuilder();
        SummaryTable.write(new SummaryReport(LOOK, List.of(host(), bare), true), true, PAGE, text);
        check("summary-all.txt", text);
    }

    @Test
    void limits() throws IOException {
        var settings =
                new Sysctls(
                        Map.of(
                                "net.core.somaxconn", "4096",
                                "net.ipv4.tcp_syncookies", "1",
                                "net.ipv4.ip_local_port_range", "32768\t60999",
                                "net.ipv4.ip_local_reserved_ports", "",
                                "fs.file-nr", "1896\t0\t2466177"));
        var report =
                new LimitsReport(
                        LOOK,
                        List.of(
                                Limits.of(
                                        Sample.HOST,
                                        settings,
                                        ListenersReport.rows(Sample.variety().seen()),
                                        List.of(process(11818, "python3", 12, 1024), full()))),
                        false);
        var text = new StringBuilder();
        LimitsText.write(report, false, PAGE, text);
        check("limits.txt", text);
        var json = new StringBuilder();
        LimitsJson.write(report, json);
        Golden.check("limits.json", json.toString());
    }

    @Test
    void theScreenWithoutACommand() throws IOException {
        var report =
                new OverviewReport(
                        LOOK,
                        new SummaryReport(LOOK, List.of(host()), false),
                        ListenersReport.of(LOOK, List.of(Sample.variety().seen())),
                        Optional.of(
                                new Counters(
                                        Map.of(
                                                "TcpExtListenOverflows",
                                                36L,
                                                "TcpExtListenDrops",
                                                40L))),
                        Optional.of(new OverviewReport.Elsewhere(14, 12, 30, 1)));
        var text = new StringBuilder();
        OverviewText.write(report, false, PAGE, text);
        check("overview.txt", text);
        var json = new StringBuilder();
        OverviewJson.write(report, json);
        assertThat(json.toString()).contains("\"elsewhere\":{\"namespaces\":14", "\"states\":{");
    }

    private static void check(String golden, StringBuilder text) throws IOException {
        assertThat(Arrays.asList(text.toString().split("\n", -1)))
                .allSatisfy(line -> assertThat(Letters.width(line)).isLessThanOrEqualTo(80));
        Golden.check(golden, text.toString());
    }

    private static NamespaceSummary host() {
        var states = new EnumMap<TcpState, Long>(TcpState.class);
        for (TcpState state : TcpState.values()) {
            if (state != TcpState.UNKNOWN) {
                states.put(state, state == TcpState.ESTABLISHED ? 990_000L : 0L);
            }
        }
        states.remove(TcpState.TIME_WAIT);
        return NamespaceSummary.of(
                Sample.HOST,
                states,
                new SockStat(
                        Map.of(
                                "sockets used", 990_300L,
                                "TCP inuse", 990_020L,
                                "TCP orphan", 1L,
                                "TCP alloc", 990_040L,
                                "TCP mem", 3000L)),
                OptionalInt.of(4096),
                Optional.of(new UnixSummary(100, 80, 15, 5, 12)));
    }

    private static ProcessLimit full() {
        return process(901, "nginx", 1020, 1024);
    }

    private static ProcessLimit process(int pid, String name, long open, long limit) {
        return new ProcessLimit(
                new ProcessRef(pid, name, 3),
                new Descriptors(
                        OptionalLong.of(open), OptionalLong.of(limit), OptionalLong.of(limit)));
    }
}
