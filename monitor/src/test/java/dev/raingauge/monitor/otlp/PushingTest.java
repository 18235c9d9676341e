package dev.raingauge.monitor.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.MetricsReport;
import dev.raingauge.monitor.analyse.MetricsReport.SeriesName;
import dev.raingauge.monitor.view.ListenerHistograms;
import dev.raingauge.monitor.view.PrometheusMetrics;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pushes over a real connection to a collector that reads the published protobuf schema. */
class PushingTest {
    private static final SeriesName WEB = new SeriesName("host", Transport.TCP, "127.0.0.1:80");

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private Pushing push(int port, Duration timeout, boolean gzip) {
        var to =
                new Collector(
                        URI.create("http://127.0.0.1:" + port + "/v1/metrics"),
                        Map.of("Authorization", "Bearer secret"),
                        Optional.empty(),
                        timeout,
                        Duration.ofMillis(100),
                        gzip,
                        Map.of("service.name", "raingauge", "host.name", "web-1"));
        return Pushing.start(
                to,
                "1.2",
                PushingTest::figures,
                InstantSource.system(),
                System::nanoTime,
                said::add);
    }

    @Test
    void whatArrivesIsWhatTheMetricsPageSays() throws Exception {
        try (var receiver = new Receiver(0);
                var _ = push(receiver.port(), Duration.ofSeconds(30), true)) {
            Receiver.Push first = receiver.next();
            assertThat(first.type()).isEqualTo("application/x-protobuf");
            assertThat(first.authorization()).isEqualTo("Bearer secret");
            assertThat(first.message().getResourceMetricsCount()).isEqualTo(1);
            ResourceMetrics all = first.message().getResourceMetrics(0);
            assertThat(attributes(all.getResource().getAttributesList()))
                    .isEqualTo(Map.of("service.name", "raingauge", "host.name", "web-1"));
            assertThat(all.getScopeMetricsCount()).isEqualTo(1);
            assertThat(all.getScopeMetrics(0).getScope().getName()).isEqualTo("raingauge");
            assertThat(all.getScopeMetrics(0).getScope().getVersion()).isEqualTo("1.2");
            checkFigures(first);
            // What is not known is not pushed.
            assertThat(names(first)).doesNotContain("raingauge.listener.accept_queue.limit");
            checkBeginning(first, receiver.next());
            assertThat(said).isEmpty();
        }
    }

    private static void checkFigures(Receiver.Push push) {
        Metric states = metric(push, "system.network.connection.count");
        assertThat(states.getUnit()).isEqualTo("{connection}");
        assertThat(states.getDescription()).contains("by state");
        assertThat(states.getSum().getIsMonotonic()).isFalse();
        assertThat(points(states.getSum().getDataPointsList()))
                .isEqualTo(
                        Map.of(
                                state("established"), 7L,
                                state("fin_wait_1"), 0L,
                                state("syn_received"), 2L));
        assertThat(points(metric(push, "raingauge.listener.accept_queue.count")))
                .isEqualTo(Map.of(web(), 3L));
        Metric drops = metric(push, "raingauge.listener.packet.dropped");
        assertThat(drops.getSum().getIsMonotonic()).isTrue();
        assertThat(drops.getSum().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        assertThat(points(drops)).isEqualTo(Map.of(web(), 27L));
        assertThat(points(metric(push, "raingauge.finding.count")))
                .isEqualTo(
                        Map.of(
                                Map.of(
                                        "raingauge.finding.rule", "accept-queue-overflow",
                                        "raingauge.finding.severity", "critical",
                                        "raingauge.namespace", "host",
                                        "network.local.address", "::1",
                                        "network.local.port", "8080"),
                                1L));
        assertThat(points(metric(push, "raingauge.listener.info")).keySet())
                .singleElement()
                .satisfies(attributes ->
                        assertThat(attributes)
                                .containsEntry("raingauge.listener.processes", "nginx"));
        HistogramDataPoint waits =
                metric(push, "raingauge.listener.accept_wait.duration")
                        .getHistogram()
                        .getDataPoints(0);
        assertThat(waits.getCount()).isEqualTo(2);
        assertThat(waits.getSum()).isEqualTo(100.25);
        assertThat(waits.getBucketCountsCount()).isEqualTo(waits.getExplicitBoundsCount() + 1);
        // 0.25 belongs to the bucket up to 0.25; 100 lies above all bounds.
        assertThat(waits.getBucketCounts(waits.getExplicitBoundsList().indexOf(0.25))).isEqualTo(1);
        assertThat(waits.getBucketCounts(waits.getExplicitBoundsCount())).isEqualTo(1);
        assertThat(metric(push, "raingauge.pass.age").getGauge().getDataPoints(0).getAsDouble())
                .isEqualTo(0.5);
    }

    /** A counter's beginning is not known at the first push, and stays the same afterwards. */
    private static void checkBeginning(Receiver.Push first, Receiver.Push second) {
        NumberDataPoint before = drops(first);
        NumberDataPoint after = drops(second);
        assertThat(before.getStartTimeUnixNano()).isEqualTo(before.getTimeUnixNano());
        assertThat(after.getStartTimeUnixNano()).isEqualTo(before.getTimeUnixNano());
        assertThat(after.getTimeUnixNano()).isGreaterThan(before.getTimeUnixNano());
    }

    private static NumberDataPoint drops(Receiver.Push push) {
        return metric(push, "raingauge.listener.packet.dropped").getSum().getDataPoints(0);
    }

    private static Metric metric(Receiver.Push push, String name) {
        return metrics(push).stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " was not pushed"));
    }

    private static List<String> names(Receiver.Push push) {
        return metrics(push).stream().map(Metric::getName).toList();
    }

    private static List<Metric> metrics(Receiver.Push push) {
        return push.message().getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
    }

    @Test
    void aBusyCollectorIsAskedAgainWhenItWishes() throws Exception {
        try (var receiver = new Receiver(0)) {
            receiver.answer(503, "1");
            receiver.answer(503, "");
            receiver.answer(503, "");
            try (var _ = push(receiver.port(), Duration.ofSeconds(30), false)) {
                long refused = receiver.next().nanos();
                assertThat(receiver.next().nanos() - refused).isGreaterThanOrEqualTo(1_000_000_000);
                assertThat(receiver.next()).isNotNull();
                assertThat(receiver.next()).isNotNull();
                assertThat(sentence()).contains("does not take the figures: it answers 503");
                assertThat(sentence()).contains("takes the figures again");
                assertThat(said).isEmpty();
            }
        }
    }

    @Test
    void aCollectorThatIsAwayGetsTheFiguresWhenItIsBack() throws Exception {
        int port = freePort();
        try (var _ = push(port, Duration.ofSeconds(30), false)) {
            assertThat(sentence()).contains("refuses the connection");
            try (var receiver = new Receiver(port)) {
                assertThat(drops(receiver.next()).getAsInt()).isEqualTo(27);
                assertThat(sentence()).contains("takes the figures again");
            }
            assertThat(sentence()).contains("does not take the figures");
        }
        assertThat(said).isEmpty();
    }

    @Test
    void aCollectorThatHangsIsLeft() throws Exception {
        try (var receiver = new Receiver(0)) {
            receiver.answer(-1, "");
            try (var _ = push(receiver.port(), Duration.ofMillis(300), false)) {
                assertThat(sentence()).contains("did not answer within 0.3 s");
                assertThat(sentence()).contains("takes the figures again");
            }
        }
    }

    @Test
    void oneThatWantsAPasswordIsUnderstood() throws Exception {
        try (var receiver = new Receiver(0)) {
            receiver.answer(401, "");
            try (var _ = push(receiver.port(), Duration.ofSeconds(30), false)) {
                assertThat(sentence())
                        .contains("401")
                        .contains("OTEL_EXPORTER_OTLP_HEADERS")
                        .doesNotContain("secret");
            }
        }
    }

    @Test
    void whatACollectorTakesOnlyInPartIsSaidOnce() throws Exception {
        try (var receiver = new Receiver(0)) {
            receiver.remark(remark(3, "out of bounds"));
            receiver.remark(remark(4, "out of bounds"));
            receiver.remark(ExportMetricsServiceResponse.getDefaultInstance());
            receiver.remark(remark(0, "names are deprecated"));
            receiver.remark(remark(2, ""));
            try (var _ = push(receiver.port(), Duration.ofSeconds(30), false)) {
                assertThat(sentence())
                        .endsWith("takes the figures but for 3 data points: out of bounds");
                assertThat(sentence())
                        .endsWith("takes the figures, with a warning: names are deprecated");
                assertThat(sentence()).endsWith("but for 2 data points: it does not say why");
                for (int push = 0; push < 6; push++) {
                    receiver.next();
                }
                assertThat(said).isEmpty();
            }
        }
    }

    private static ExportMetricsServiceResponse remark(long rejected, String why) {
        return ExportMetricsServiceResponse.newBuilder()
                .setPartialSuccess(
                        ExportMetricsPartialSuccess.newBuilder()
                                .setRejectedDataPoints(rejected)
                                .setErrorMessage(why))
                .build();
    }

    private String sentence() throws InterruptedException {
        String sentence = said.poll(60, TimeUnit.SECONDS);
        if (sentence == null) {
            throw new AssertionError("nothing was said");
        }
        return sentence;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, String> web() {
        return Map.of(
                "raingauge.namespace", "host",
                "network.transport", "tcp",
                "network.local.address", "127.0.0.1",
                "network.local.port", "80");
    }

    private static Map<String, String> state(String name) {
        return Map.of(
                "raingauge.namespace", "host",
                "network.transport", "tcp",
                "network.connection.state", name);
    }

    private static Map<Map<String, String>, Long> points(Metric metric) {
        return points(metric.getSum().getDataPointsList());
    }

    private static Map<Map<String, String>, Long> points(List<NumberDataPoint> points) {
        return points.stream()
                .collect(
                        Collectors.toMap(
                                point -> attributes(point.getAttributesList()),
                                NumberDataPoint::getAsInt));
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(
                        Collectors.toMap(
                                KeyValue::getKey,
                                one ->
                                        one.getValue().hasIntValue()
                                                ? Long.toString(one.getValue().getIntValue())
                                                : one.getValue().getStringValue()));
    }

    private static Optional<MetricSnapshots> figures() {
        var histograms = new ListenerHistograms();
        histograms.wait(WEB, Duration.ofMillis(250));
        histograms.wait(WEB, Duration.ofSeconds(100));
        var report =
                new MetricsReport(
                        "1.2",
                        List.of(
                                new MetricsReport.Series(
                                        WEB,
                                        3,
                                        OptionalLong.empty(),
                                        OptionalLong.of(1),
                                        OptionalLong.of(27),
                                        new ListenersReport.Connections(
                                                OptionalLong.of(1),
                                                OptionalLong.of(3),
                                                OptionalLong.of(0)),
                                        Set.of("nginx"),
                                        Set.of())),
                        List.of(
                                new MetricsReport.OfNamespace(
                                        "host",
                                        Map.of(
                                                TcpState.ESTABLISHED, 7L,
                                                TcpState.FIN_WAIT1, 0L,
                                                TcpState.SYN_RECV, 2L),
                                        new Counters(Map.of("TcpExtListenOverflows", 36L)))),
                        Optional.empty(),
                        List.of(
                                new MetricsReport.Pass(
                                        "queues",
                                        Optional.empty(),
                                        Optional.of(Duration.ofMillis(500)),
                                        Duration.ofSeconds(2),
                                        10,
                                        0)),
                        List.of(
                                new MetricsReport.Lasting(
                                        "accept-queue-overflow", "critical", "host", "[::1]:8080")),
                        0);
        return Optional.of(PrometheusMetrics.of(report, histograms));
    }
}
