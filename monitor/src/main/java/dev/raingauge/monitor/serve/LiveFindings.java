package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.view.FindingsJson;
import dev.raingauge.sockdiag.model.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was told of the findings. A new one, a worse one and one that ended are told at once; where
 * only figures grow, as they do every second of an incident, every few seconds is enough. Not
 * thread-safe.
 */
final class LiveFindings {
    private static final Duration PAUSE = Duration.ofSeconds(4);

    /** What is worth being told at once. */
    private record Story(
            String rule,
            Severity severity,
            Namespace namespace,
            Optional<String> address,
            Instant begun,
            Optional<Instant> ended) {
        static Story of(Episode episode) {
            Case common = episode.finding().common();
            return new Story(
                    episode.finding().rule(),
                    common.severity(),
                    common.subject().namespace(),
                    common.subject().address(),
                    episode.begun(),
                    episode.ended());
        }
    }

    private List<Episode> told = List.of();
    private List<Story> stories = List.of();
    private Instant last = Instant.MIN;
    private String text = "";

    /** Whether there is something to tell; {@link #text} then is it. */
    boolean changed(Look look, List<Episode> found) {
        List<Story> now = found.stream().map(Story::of).toList();
        boolean news = text.isEmpty() || !now.equals(stories);
        boolean grown = !news && last.plus(PAUSE).isBefore(look.time()) && moved(found);
        if (!news && !grown) {
            return false;
        }
        told = found;
        stories = now;
        last = look.time();
        var out = new StringBuilder();
        try {
            FindingsJson.writeEpisodes(look, Diagnosis.observed(), found, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        text = out.toString().strip();
        return true;
    }

    private boolean moved(List<Episode> found) {
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).finding().equals(told.get(i).finding())) {
                return true;
            }
        }
        return false;
    }

    /** The document of {@code /api/findings}, as it was told last. */
    String text() {
        return text;
    }
}
