package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.HostLimits;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sampler;
import dev.raingauge.monitor.view.CountersJson;
import dev.raingauge.monitor.view.FindingsJson;
import dev.raingauge.monitor.view.FrontPage;
import dev.raingauge.monitor.view.LimitsJson;
import dev.raingauge.monitor.view.ListenerHistograms;
import dev.raingauge.monitor.view.ListenersJson;
import dev.raingauge.monitor.view.PrometheusMetrics;
import dev.raingauge.monitor.view.SummaryJson;
import dev.raingauge.sockdiag.model.Namespace;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What is served under each path, made from the last observation: no page asks the kernel. */
final class Pages {
    /** What a page needs: the last observation and the request. */
    @FunctionalInterface
    interface Page {
        Answer of(Observation seen, Request request) throws IOException;
    }

    private static final Answer NOT_READY =
            Answer.text(503, "Nothing was measured yet: ask again in a second.")
                    .with("Retry-After", "1")
                    .with("Refresh", "1"); // a browser asks again by itself

    private final Sampler sampler;
    private final Supplier<Optional<Observation>> latest;
    private final Found found;
    private final SeriesTable table;
    private final ListenerHistograms histograms;
    private final HostLimits limits;
    private final About about;
    private final LongSupplier nanos;
    private final Assets assets;
    private final HistoryPages history;
    private final Optional<FleetPages> fleet;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final SharedAnswers shared;

    Pages(
            Sampler sampler,
            Supplier<Optional<Observation>> latest,
            Found found,
            SeriesTable table,
            ListenerHistograms histograms,
            HostLimits limits,
            About about,
            LongSupplier nanos,
            HistoryPages history,
            Optional<FleetPages> fleet)
            throws IOException {
        this.assets = Assets.load(about, fleet.isPresent());
        this.history = history;
        this.fleet = fleet;
        this.sampler = sampler;
        this.latest = latest;
        this.found = found;
        this.table = table;
        this.histograms = histograms;
        this.limits = limits;
        this.about = about;
        this.nanos = nanos;
        this.shared = new SharedAnswers(nanos);
    }

    /** Lets time pass where an answer is on its way; nothing else is held up meanwhile. */
    void await(Request request) throws InterruptedException {
        if (request.path().equals(FleetPages.PATH) && fleet.isPresent()) {
            fleet.get().await(request);
        }
    }

    /** The answer to a request for a path that exists; empty for any other. */
    Optional<Answer> answer(Request request) throws IOException {
        return switch (request.path()) {
            case "/" -> measured(request, this::front);
            case "/metrics" -> measured(request, this::metrics);
            case "/api/listeners" ->
                    pastOr(request, history::listeners, () -> measured(request, this::listeners));
            case "/api/summary" ->
                    pastOr(request, history::summary, () -> measured(request, this::summary));
            case "/api/findings" ->
                    pastOr(request, history::findings, () -> measured(request, this::findings));
            case "/api/history" -> Optional.of(history.history(request));
            case FleetPages.PATH ->
                    fleet.isPresent() ? Optional.of(fleet.get().answer(request)) : Optional.empty();
            case "/api/counters" -> measured(request, this::counters);
            case "/api/limits" -> measured(request, this::limits);
            case "/api/stream" -> Optional.of(Answer.STREAM);
            case "/-/healthy" -> Optional.of(healthy());
            case "/-/ready" -> measured(request, (_, _) -> Answer.text(200, "Ready."));
            default -> assets.at(request.path());
        };
    }

    /** An answer out of the history. */
    @FunctionalInterface
    private interface PastPage {
        Answer of(Request request) throws IOException;
    }

    /** An answer about now. */
    @FunctionalInterface
    private interface PresentPage {
        Optional<Answer> answer() throws IOException;
    }

    private static Optional<Answer> pastOr(Request request, PastPage past, PresentPage present)
            throws IOException {
        return HistoryPages.isAboutThePast(request)
                ? Optional.of(past.of(request))
                : present.answer();
    }

    private Optional<Answer> measured(Request request, Page page) throws IOException {
        Optional<Observation> seen = latest.get();
        return Optional.of(seen.isPresent() ? page.of(seen.get(), request) : NOT_READY);
    }

    private Answer healthy() {
        return sampler.alive()
                ? Answer.text(200, "Healthy.")
                : Answer.text(503, "The sampler has ended: restart this program.");
    }

    private Answer front(Observation seen, Request request) {
        ListenersReport report = new Reports(seen, about).listeners(seen.namespaces());
        return Answer.of(
                        Answer.HTML,
                        FrontPage.of(report, found.now(), about.version(), assets.root()))
                .with("Content-Security-Policy", FrontPage.CONTENT_SECURITY_POLICY);
    }

    /** Made once for all who come at the same time, since it is large and asked for by machines. */
    private Answer metrics(Observation seen, Request request) throws IOException {
        ExpositionFormatWriter writer = formats.findWriter(request.accept());
        return shared.of(writer.getContentType(), () -> metrics(seen, writer));
    }

    private Answer metrics(Observation seen, ExpositionFormatWriter writer) throws IOException {
        var out = new ByteArrayOutputStream(1 << 16);
        writer.write(out, figures(seen, found));
        return Answer.of(writer.getContentType(), out.toByteArray());
    }

    private MetricSnapshots figures(Observation seen, Found told) {
        return PrometheusMetrics.of(
                MetricsAssembly.of(seen, told.now(), about, table, nanos.getAsLong()), histograms);
    }

    /**
     * What the metrics page says now, fit for another host: addresses of peers are left out. Empty
     * before anything was measured.
     */
    Optional<MetricSnapshots> figures() {
        return latest.get().map(seen -> figures(seen, new Found(found.episodes(), false)));
    }

    /** Those of the last hour; {@code ?namespace=} leaves the others out. */
    private Answer findings(Observation seen, Request request) throws IOException {
        Optional<List<NamespaceSample>> wanted = namespaces(seen, request, seen.namespaces());
        if (wanted.isEmpty()) {
            return unknownNamespace(request);
        }
        boolean narrowed = request.parameter("namespace").isPresent() && !all(request);
        List<Namespace> named = wanted.get().stream().map(NamespaceSample::namespace).toList();
        List<Episode> episodes =
                found.now().stream()
                        .filter(episode ->
                                !narrowed
                                        || named.contains(
                                                episode.finding().common().subject().namespace()))
                        .toList();
        var out = new StringBuilder();
        FindingsJson.writeEpisodes(
                new Reports(seen, about).look(wanted.get()), Diagnosis.observed(), episodes, out);
        return Answer.of(Answer.JSON, out.toString());
    }

    private Answer listeners(Observation seen, Request request) throws IOException {
        Optional<List<NamespaceSample>> wanted = namespaces(seen, request, seen.namespaces());
        if (wanted.isEmpty()) {
            return unknownNamespace(request);
        }
        var out = new StringBuilder();
        ListenersJson.write(new Reports(seen, about).listeners(wanted.get()), out);
        return Answer.of(Answer.JSON, out.toString());
    }

    private Answer summary(Observation seen, Request request) throws IOException {
        Optional<List<NamespaceSample>> wanted = namespaces(seen, request, own(seen));
        if (wanted.isEmpty()) {
            return unknownNamespace(request);
        }
        var out = new StringBuilder();
        SummaryJson.write(new Reports(seen, about).summary(wanted.get(), all(request)), out);
        return Answer.of(Answer.JSON, out.toString());
    }

    private Answer counters(Observation seen, Request request) throws IOException {
        Optional<List<NamespaceSample>> wanted = namespaces(seen, request, own(seen));
        if (wanted.isEmpty()) {
            return unknownNamespace(request);
        }
        var out = new StringBuilder();
        CountersJson.write(new Reports(seen, about).counters(wanted.get(), all(request)), out);
        return Answer.of(Answer.JSON, out.toString());
    }

    private Answer limits(Observation seen, Request request) throws IOException {
        Optional<List<NamespaceSample>> wanted = namespaces(seen, request, own(seen));
        if (wanted.isEmpty()) {
            return unknownNamespace(request);
        }
        var out = new StringBuilder();
        LimitsJson.write(
                new Reports(seen, about)
                        .limits(wanted.get(), all(request), limits.seen(), nanos.getAsLong()),
                out);
        return Answer.of(Answer.JSON, out.toString());
    }

    private static boolean all(Request request) {
        return request.parameter("namespace").equals(Optional.of("all"));
    }

    /** The program's own namespace, or the first of those that are watched. */
    private static List<NamespaceSample> own(Observation seen) {
        return seen.namespaces().stream().limit(1).toList();
    }

    /** Those that {@code ?namespace=} asks for; empty if there is none of that name. */
    private static Optional<List<NamespaceSample>> namespaces(
            Observation seen, Request request, List<NamespaceSample> usual) {
        Optional<String> name = request.parameter("namespace");
        if (name.isEmpty()) {
            return Optional.of(usual);
        }
        if (all(request)) {
            return Optional.of(seen.namespaces());
        }
        List<NamespaceSample> found =
                seen.namespaces().stream()
                        .filter(sample -> sample.namespace().name().equals(name.get()))
                        .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static Answer unknownNamespace(Request request) {
        return Answer.text(
                404,
                "No namespace is called "
                        + request.parameter("namespace").orElse("")
                        + " here. /api/listeners names those that are watched.");
    }
}
