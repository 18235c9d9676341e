package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.HistoryReport;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.history.KeptFinding;
import dev.raingauge.monitor.history.Moment;
import dev.raingauge.monitor.history.Topic;
import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.view.FindingsJson;
import dev.raingauge.monitor.view.HistoryJson;
import dev.raingauge.monitor.view.PastListenersJson;
import dev.raingauge.monitor.view.SummaryJson;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is answered out of the history. */
final class HistoryPages {
    static final int USUAL_POINTS = 600;
    static final int MOST_POINTS = 5_000;

    private static final Duration LONGEST_RANGE = Duration.ofDays(400);
    private static final String TIMES =
            " is no time: write 2026-11-25T20:00:00Z, seconds since 1970, now, or how long ago:"
                    + " -30s, -15m, -6h, -1d.";

    private final HistoryRecorder recorder;
    private final About about;
    private final InstantSource clock;
    private final Present present;
    private final boolean loopback;

    /**
     * @param loopback whether only this host's own users can ask: beyond it no peers are named
     */
    HistoryPages(
            HistoryRecorder recorder,
            About about,
            InstantSource clock,
            Present present,
            boolean loopback) {
        this.recorder = recorder;
        this.about = about;
        this.clock = clock;
        this.present = present;
        this.loopback = loopback;
    }

    /** An answer, or what is wrong with the request. */
    @FunctionalInterface
    private interface Page {
        String text() throws BadRequest, IOException;
    }

    private static Answer answer(Page page) throws IOException {
        try {
            return Answer.of(Answer.JSON, page.text());
        } catch (BadRequest e) {
            return Answer.json(e.status(), HistoryJson.error(String.valueOf(e.getMessage())));
        }
    }

    /** Whether a request for a document asks for the past. */
    static boolean isAboutThePast(Request request) {
        boolean range =
                request.parameter("from").isPresent() || request.parameter("to").isPresent();
        return request.parameter("at").isPresent()
                || (range && request.path().equals("/api/findings"));
    }

    Answer history(Request request) throws IOException {
        return answer(() -> {
            Instant now = clock.instant();
            Range range = range(request, now, "-15m");
            HistoryReport report =
                    recorder.history()
                            .report(topic(request), range.from(), range.to(), points(request), now);
            var out = new StringBuilder(1 << 15);
            HistoryJson.write(told(report), out);
            return out.toString();
        });
    }

    private HistoryReport told(HistoryReport report) {
        return new HistoryReport(
                report.from(),
                report.to(),
                report.stepSeconds(),
                report.series(),
                report.marks(),
                loopback
                        ? report.findings()
                        : report.findings().stream().map(KeptPeers::without).toList(),
                recorder.gaps());
    }

    private record Range(Instant from, Instant to) {}

    private static Range range(Request request, Instant now, String usual) throws BadRequest {
        Instant from = time(request, "from", usual, now);
        Instant to = time(request, "to", "now", now);
        if (!from.isBefore(to)) {
            throw BadRequest.malformed("from must be before to.");
        }
        if (Duration.between(from, to).compareTo(LONGEST_RANGE) > 0) {
            throw BadRequest.malformed(
                    "from and to are more than " + LONGEST_RANGE.toDays() + " days apart.");
        }
        return new Range(from, to);
    }

    private static Instant time(Request request, String name, String usual, Instant now)
            throws BadRequest {
        String text = request.parameter(name).orElse(usual);
        return TimeParameter.parse(text, now)
                .orElseThrow(() -> BadRequest.malformed(name + "=" + text + TIMES));
    }

    private static int points(Request request) throws BadRequest {
        String text = request.parameter("points").orElse(Integer.toString(USUAL_POINTS));
        int points = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        if (points < 1 || points > MOST_POINTS) {
            throw BadRequest.malformed(
                    "points=" + text + " must be a number from 1 to " + MOST_POINTS + ".");
        }
        return points;
    }

    private Topic topic(Request request) throws BadRequest {
        String namespace = request.parameter("namespace").orElseGet(present::ownNamespace);
        Optional<String> address = request.parameter("address");
        Optional<String> what = request.parameter("what");
        if (address.isPresent() == what.isPresent()) {
            throw BadRequest.malformed(
                    "Say either address=ADDRESS, for a listener, or what=states, counters or"
                            + " limits.");
        }
        return address.isPresent()
                ? listener(namespace, request.parameter("protocol").orElse("tcp"), address.get())
                : side(namespace, what.orElse(""));
    }

    private Topic listener(String namespace, String protocol, String address) throws BadRequest {
        Topic exact = Topic.listener(namespace, protocol, address);
        if (recorder.history().knows(exact)) {
            return exact;
        }
        Topic shared = Topic.shared(namespace, protocol, address);
        if (recorder.history().knows(shared)) {
            return shared;
        }
        if (present.listens(exact)) {
            return exact;
        }
        throw BadRequest.unknown(
                "No listener "
                        + address
                        + " ("
                        + protocol
                        + ") was ever seen in the namespace "
                        + namespace
                        + ". /api/listeners names those that there are.");
    }

    private Topic side(String namespace, String what) throws BadRequest {
        for (Topic.Kind kind : Topic.Kind.values()) {
            if (kind != Topic.Kind.LISTENER && kind.label().equals(what)) {
                checkNamespace(namespace);
                return Topic.of(kind, namespace);
            }
        }
        throw BadRequest.malformed("what=" + what + " must be states, counters or limits.");
    }

    private void checkNamespace(String name) throws BadRequest {
        if (!recorder.history().knowsNamespace(name) && !present.watches(name)) {
            throw BadRequest.unknown(
                    "No namespace "
                            + name
                            + " was ever seen. /api/listeners names those that there are.");
        }
    }

    /** The moment that is asked for; not later than now. */
    private static Instant at(Request request, Instant now) throws BadRequest {
        Instant at = time(request, "at", "now", now);
        if (at.isAfter(now)) {
            throw BadRequest.malformed("at=" + request.parameter("at").orElse("") + " is to come.");
        }
        return at;
    }

    /** Empty where every namespace is asked for. */
    private Optional<String> namespace(Request request, Optional<String> usual) throws BadRequest {
        Optional<String> name = request.parameter("namespace").or(() -> usual);
        if (name.isEmpty() || name.get().equals("all")) {
            return Optional.empty();
        }
        checkNamespace(name.get());
        return name;
    }

    private List<Moment> moments(
            Instant at, Instant now, Topic.Kind kind, Optional<String> namespace) {
        return recorder.history().at(at, now, kind).stream()
                .filter(moment ->
                        namespace.isEmpty() || moment.topic().namespace().equals(namespace.get()))
                .toList();
    }

    private Look look(Instant at, Instant now) {
        List<Gap> gaps = new ArrayList<>(recorder.gaps());
        List<Moment> sides = recorder.history().at(at, now, Topic.Kind.STATES);
        Set<Source> sources = Past.sources(sides);
        if (sides.isEmpty()) {
            gaps.add(new Gap("that moment", "nothing was looked at then", ""));
        }
        return new Look(at, about.host(), about.kernel(), sources, true, gaps);
    }

    Answer listeners(Request request) throws IOException {
        return answer(() -> {
            Instant now = clock.instant();
            Instant at = at(request, now);
            Optional<String> namespace = namespace(request, Optional.empty());
            var out = new StringBuilder();
            PastListenersJson.write(
                    look(at, now),
                    moments(at, now, Topic.Kind.LISTENER, namespace).stream()
                            .map(Past::listener)
                            .toList(),
                    out);
            return out.toString();
        });
    }

    Answer summary(Request request) throws IOException {
        return answer(() -> {
            Instant now = clock.instant();
            Instant at = at(request, now);
            Optional<String> namespace = namespace(request, Optional.of(present.ownNamespace()));
            List<Moment> moments = moments(at, now, Topic.Kind.STATES, namespace);
            var out = new StringBuilder();
            SummaryJson.write(Past.summary(look(at, now), moments, namespace), out);
            return out.toString();
        });
    }

    Answer findings(Request request) throws IOException {
        return answer(() -> {
            Instant now = clock.instant();
            boolean moment = request.parameter("at").isPresent();
            Instant at = at(request, now);
            Range range = moment ? new Range(at, at) : range(request, now, "-1h");
            Optional<String> namespace = namespace(request, Optional.empty());
            var out = new StringBuilder();
            FindingsJson.writePast(
                    look(at, now),
                    Diagnosis.observed(),
                    recorder.history().findings(range.from(), range.to()).stream()
                            .filter(finding ->
                                    namespace.isEmpty()
                                            || finding.namespace().equals(namespace.get()))
                            .map(finding -> loopback ? finding : KeptPeers.without(finding))
                            .map(finding -> past(finding, range.to(), now))
                            .toList(),
                    out);
            return out.toString();
        });
    }

    /**
     * As it was at the end of what was asked for: it may have lasted then, and have ended since.
     */
    private static FindingsJson.Past past(KeptFinding finding, Instant end, Instant now) {
        Optional<Instant> ended = finding.end().filter(at -> !at.isAfter(end));
        return new FindingsJson.Past(
                finding.begin(),
                ended.orElse(end.isBefore(now) ? end : now),
                ended,
                Severity.valueOf(finding.severity().toUpperCase(Locale.ROOT)),
                finding.json());
    }
}
