package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.analyse.MetricsReport;
import dev.raingauge.monitor.analyse.MetricsReport.SeriesName;
import dev.raingauge.monitor.sample.Given;
import dev.raingauge.monitor.sample.SampledHost;
import dev.raingauge.monitor.view.ListenerHistograms;
import dev.raingauge.monitor.view.PrometheusMetrics;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.Transport;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
    private static final About ABOUT = new About("1", "web-1", "6.18", OptionalInt.of(4096));

    private final SampledHost host = new SampledHost();
    private final ListenerHistograms histograms = new ListenerHistograms();

    @Test
    void everyPassIsInTheHistogram() throws IOException {
        var table = new SeriesTable(10, histograms);
        for (int depth : new int[] {0, 0, 1, 3, 0}) {
            see(table, tcp(80, depth, 2));
        }
        String name =
                "raingauge_listener_accept_queue_utilization_bucket{address=\"127.0.0.1:80\","
                        + "namespace=\"host\",protocol=\"tcp\",le=";
        assertThat(page(table))
                .contains(name + "\"0.0\"} 3")
                .contains(name + "\"0.5\"} 4")
                .contains(name + "\"0.999999\"} 4")
                .contains(name + "\"1.0\"} 5")
                .contains(name + "\"+Inf\"} 5");
    }

    @Test
    void aPassThatFailedIsNotCountedAgain() throws IOException {
        var table = new SeriesTable(10, histograms);
        see(table, tcp(80, 1, 2));
        host.broken(true);
        table.accept(host.next());
        assertThat(page(table))
                .contains(
                        "utilization_count{address=\"127.0.0.1:80\","
                                + "namespace=\"host\",protocol=\"tcp\"} 1");
    }

    @Test
    void waitsAreObservedOnceALook() throws IOException {
        var table = new SeriesTable(10, histograms);
        TcpSocket.Listener full = tcp(80, 3, 2);
        host.waits(
                Map.of(
                        ListenerAddress.of(full),
                        List.of(wait(Duration.ofSeconds(3)), wait(Duration.ofMillis(20)))));
        see(table, full);
        see(table, full);
        see(table, full);
        assertThat(page(table))
                .contains(
                        "accept_wait_seconds_count{address=\"127.0.0.1:80\",namespace=\"host\",protocol=\"tcp\"} 2");
    }

    @Test
    void whoHasASeriesKeepsItAndTheFullestGetsTheNext() throws IOException {
        var table = new SeriesTable(2, histograms);
        see(table, tcp(1, 0, 9), tcp(2, 0, 9));
        see(table, tcp(1, 0, 9), tcp(2, 0, 9), tcp(3, 1, 9), tcp(4, 5, 9));
        assertThat(table.admitted()).containsExactlyInAnyOrder(name(1), name(2));
        assertThat(table.dropped()).isEqualTo(2);
        see(table, tcp(1, 0, 9), tcp(2, 0, 9), tcp(3, 1, 9), tcp(4, 5, 9));
        assertThat(table.dropped()).isEqualTo(2);
        see(table, tcp(2, 0, 9), tcp(3, 1, 9), tcp(4, 5, 9));
        assertThat(table.admitted()).containsExactlyInAnyOrder(name(2), name(4));
        assertThat(page(table))
                .contains("raingauge_series_dropped_total 2")
                .contains("queue_connections{address=\"127.0.0.1:4\"")
                .doesNotContain("127.0.0.1:1\"")
                .doesNotContain("127.0.0.1:3\"");
    }

    @Test
    void aListenerThatIsGoneHasNoSeries() throws IOException {
        var table = new SeriesTable(10, histograms);
        see(table, tcp(80, 1, 2));
        see(table);
        assertThat(table.admitted()).isEmpty();
        assertThat(page(table)).doesNotContain("127.0.0.1:80");
    }

    @Test
    void ephemeralPortsShareOneSeries() throws IOException {
        host.sysctls(Map.of("net.ipv4.ip_local_port_range", "32768\t60999"));
        var table = new SeriesTable(10, histograms);
        see(table, tcp(40_000, 1, 9), tcp(40_001, 2, 9), tcp(80, 0, 9));
        assertThat(table.admitted()).hasSize(2);
        assertThat(page(table))
                .contains(
                        "queue_connections{address=\"127.0.0.1:ephemeral\",namespace=\"host\",protocol=\"tcp\"} 3.0")
                .contains(
                        "queue_limit{address=\"127.0.0.1:ephemeral\",namespace=\"host\",protocol=\"tcp\"} 18.0")
                .contains(
                        "utilization_sum{address=\"127.0.0.1:ephemeral\",namespace=\"host\",protocol=\"tcp\"} 0.2\n");
    }

    @Test
    void whatIsNotKnownIsNoSample() throws IOException {
        var table = new SeriesTable(10, histograms);
        host.source(Given.unknown(Given.tcp("127.0.0.1", 80, 1, 2, 3, 1)));
        table.accept(host.next());
        assertThat(page(table))
                .contains("queue_connections{address=\"127.0.0.1:80\"")
                .doesNotContain("queue_limit{")
                .doesNotContain("raingauge_listener_drops_total{")
                .doesNotContain("utilization_bucket{");
    }

    @Test
    void hostileNamesCannotBreakThePage() throws IOException {
        var table = new SeriesTable(10, histograms);
        host.unix(Given.unix("/run/a\"b\\c\nd", 0, 1, 7));
        table.accept(host.next());
        assertThat(page(table))
                .contains(
                        "{address=\"/run/a\\\"b\\\\c\\\\x0ad\",namespace=\"host\",protocol=\"unix\"}");
    }

    private void see(SeriesTable table, TcpSocket.Listener... listeners) {
        host.source(listeners);
        table.accept(host.next());
    }

    private String page(SeriesTable table) throws IOException {
        MetricsReport report =
                MetricsAssembly.of(host.last(), List.of(), ABOUT, table, host.last().nanos());
        var out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, PrometheusMetrics.of(report, histograms));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static TcpSocket.Listener tcp(int port, long depth, long limit) {
        return Given.tcp("127.0.0.1", port, depth, limit, 0, port);
    }

    private static SeriesName name(int port) {
        return new SeriesName("host", Transport.TCP, "127.0.0.1:" + port);
    }

    private static AcceptWait wait(Duration time) {
        return new AcceptWait(OptionalLong.of(9), new Endpoint(IpAddress.ANY_V4, 1), time, false);
    }
}
