package dev.raingauge.monitor.view;

import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.Signal;
import java.util.List;
import java.util.Locale;

/**
 * What was found, for the first page: the verdict, then each finding with its proof and what to do.
 */
final class FindingsHtml {
    private static final int MOST_SHOWN = 50;

    private FindingsHtml() {}

    static void write(List<Episode> episodes, StringBuilder html) {
        List<Episode> lasting = episodes.stream().filter(Episode::lasts).toList();
        html.append("<p><strong>")
                .append(
                        switch (lasting.size()) {
                            case 0 -> "Nothing is wrong, as far as can be seen.";
                            case 1 -> "1 finding.";
                            default -> lasting.size() + " findings.";
                        })
                .append("</strong></p>\n");
        episodes.stream().limit(MOST_SHOWN).forEach(episode -> section(episode, html));
        if (episodes.size() > MOST_SHOWN) {
            html.append("<p>")
                    .append(episodes.size() - MOST_SHOWN)
                    .append(" more: see <a href=\"/api/findings\">findings</a>.</p>\n");
        }
    }

    private static void section(Episode episode, StringBuilder html) {
        Finding finding = episode.finding();
        Advice advice = FindingTexts.of(finding);
        String severity = finding.common().severity().label();
        html.append("<section class=\"")
                .append(episode.lasts() ? severity : "ended")
                .append("\"><h2>")
                .append(severity)
                .append(": ")
                .append(FrontPage.escaped(finding.rule()))
                .append(" in ")
                .append(FrontPage.escaped(finding.common().subject().namespace().name()));
        finding.common()
                .subject()
                .address()
                .ifPresent(address -> html.append(", ").append(FrontPage.escaped(address)));
        html.append("</h2>\n<p>").append(FrontPage.escaped(advice.summary())).append("</p>\n<p>");
        finding.common().evidence().forEach(signal -> signal(signal, html));
        html.append("since ").append(Timestamp.of(episode.begun()));
        episode.ended().ifPresent(end -> html.append(", ended ").append(Timestamp.of(end)));
        html.append("</p>\n");
        list("Do", advice.remedy(), html);
        list("Does not help", advice.notHelpful(), html);
        html.append("</section>\n");
    }

    private static void signal(Signal signal, StringBuilder html) {
        html.append(FrontPage.escaped(signal.name())).append(' ');
        signal.before().ifPresent(before -> html.append(number(before)).append(" → "));
        html.append(number(signal.after())).append("; ");
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    private static void list(String title, List<String> sentences, StringBuilder html) {
        if (sentences.isEmpty()) {
            return;
        }
        html.append(title).append(":<ul>");
        sentences.forEach(
                one -> html.append("<li>").append(FrontPage.escaped(one)).append("</li>"));
        html.append("</ul>\n");
    }
}
