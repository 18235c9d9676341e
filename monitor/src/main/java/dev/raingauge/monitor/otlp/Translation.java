package dev.raingauge.monitor.otlp;

import static io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;

import dev.raingauge.monitor.otlp.Naming.Instrument;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of the metrics page as OpenTelemetry has them: what has no sample there has no point
 * here.
 *
 * @param resource this host and this program
 * @param scope this program, as what measured
 */
record Translation(Resource resource, InstrumentationScopeInfo scope) {
    /**
     * Every metric that has a point.
     *
     * @param start since when counters are counted here, unless they know it themselves. The kernel
     *     counted before: at the first push it is the time of that push, by which the data model
     *     says that the beginning is not known
     * @param time of the figures
     */
    List<MetricData> of(MetricSnapshots figures, Instant start, Instant time) {
        List<MetricData> metrics = new ArrayList<>();
        for (MetricSnapshot one : figures) {
            Naming naming = Naming.byMetric().get(one.getMetadata().getName());
            if (naming != null && !one.getDataPoints().isEmpty()) {
                var points = new Points(naming, nanos(start), nanos(time));
                Data<?> data = points.of(one.getDataPoints());
                String help = String.valueOf(one.getMetadata().getHelp());
                metrics.add(new Measured(resource, scope, naming, help, type(naming), data));
            }
        }
        return metrics;
    }

    private static long nanos(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    private static MetricDataType type(Naming naming) {
        return switch (naming.instrument()) {
            case HISTOGRAM -> MetricDataType.HISTOGRAM;
            case GAUGE -> naming.whole() ? MetricDataType.LONG_GAUGE : MetricDataType.DOUBLE_GAUGE;
            case COUNTER, UP_DOWN_COUNTER ->
                    naming.whole() ? MetricDataType.LONG_SUM : MetricDataType.DOUBLE_SUM;
        };
    }

    /** The points of one metric, all of the same moment. */
    private record Points(Naming naming, long start, long time) {
        Data<?> of(List<? extends DataPointSnapshot> points) {
            boolean monotonic = naming.instrument() == Instrument.COUNTER;
            return switch (naming.instrument()) {
                case HISTOGRAM ->
                        HistogramData.create(
                                CUMULATIVE, points.stream().map(this::histogram).toList());
                case GAUGE ->
                        naming.whole()
                                ? GaugeData.createLongGaugeData(whole(points))
                                : GaugeData.createDoubleGaugeData(real(points));
                case COUNTER, UP_DOWN_COUNTER ->
                        naming.whole()
                                ? SumData.createLongSumData(monotonic, CUMULATIVE, whole(points))
                                : SumData.createDoubleSumData(monotonic, CUMULATIVE, real(points));
            };
        }

        private List<LongPointData> whole(List<? extends DataPointSnapshot> points) {
            return points.stream()
                    .map(point ->
                            LongPointData.create(
                                    start,
                                    time,
                                    Attribution.of(naming.metric(), point.getLabels()),
                                    Math.round(value(point))))
                    .toList();
        }

        private List<DoublePointData> real(List<? extends DataPointSnapshot> points) {
            return points.stream()
                    .map(point ->
                            DoublePointData.create(
                                    start,
                                    time,
                                    Attribution.of(naming.metric(), point.getLabels()),
                                    value(point),
                                    List.of()))
                    .toList();
        }

        private static double value(DataPointSnapshot point) {
            return switch (point) {
                case GaugeDataPointSnapshot gauge -> gauge.getValue();
                case CounterDataPointSnapshot counter -> counter.getValue();
                case InfoDataPointSnapshot _ -> 1;
                default -> throw new IllegalArgumentException(point.getClass().getName());
            };
        }

        /** A histogram begins when its listener appears, and knows when that was. */
        private HistogramPointData histogram(DataPointSnapshot point) {
            var histogram = (HistogramDataPointSnapshot) point;
            ClassicHistogramBuckets buckets = histogram.getClassicBuckets();
            List<Double> bounds = new ArrayList<>();
            List<Long> counts = new ArrayList<>();
            for (int i = 0; i < buckets.size(); i++) {
                if (buckets.getUpperBound(i) < Double.POSITIVE_INFINITY) {
                    bounds.add(buckets.getUpperBound(i));
                }
                counts.add(buckets.getCount(i));
            }
            long begun =
                    histogram.hasCreatedTimestamp()
                            ? histogram.getCreatedTimestampMillis() * 1_000_000
                            : start;
            return HistogramPointData.create(
                    begun,
                    time,
                    Attribution.of(naming.metric(), histogram.getLabels()),
                    histogram.getSum(),
                    false,
                    0,
                    false,
                    0,
                    bounds,
                    counts);
        }
    }
}
