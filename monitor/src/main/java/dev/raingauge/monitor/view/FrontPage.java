package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/** The first page of the web server: what was found, the fullest listeners, and more. No script. */
public final class FrontPage {
    private static final int MOST_ROWS = 500;

    private static final String STYLE =
            """
            :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
            body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; margin-bottom: .2rem; }
            p { margin: .3rem 0; }
            nav a { margin-right: 1rem; }
            table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
            th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #8885; }
            th { font-weight: 600; }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            td.a { overflow-wrap: anywhere; }
            meter { width: 7rem; }
            tr.full td { font-weight: 600; }
            section { border-left: .3rem solid #888; padding: .1rem .8rem; margin: 1rem 0; }
            section.warning { border-color: #d80; }
            section.critical { border-color: #c22; }
            section.ended { opacity: .7; }
            section h2 { font-size: 1rem; margin: .3rem 0; }
            section ul { margin: .2rem 0 .6rem; padding-left: 1.2rem; }
            footer { color: #777; }
            """;

    /** Nothing may be loaded, run or sent; only this page's own style counts. */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src '"
                    + digest(STYLE)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private FrontPage() {}

    /** The whole page. */
    public static String of(ListenersReport report, List<Episode> episodes, String version) {
        var html = new StringBuilder(16_384);
        String host = escaped(report.look().host());
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Raingauge on ")
                .append(host)
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Raingauge on ")
                .append(host)
                .append("</h1>\n<p>Linux ")
                .append(escaped(report.look().kernel()))
                .append(", as seen at ")
                .append(Timestamp.of(report.look().time()))
                .append(". Load the page again for newer figures.</p>\n")
                .append(
                        """
                        <nav><a href="/metrics">metrics</a><a href="/api/listeners">listeners</a>\
                        <a href="/api/findings">findings</a><a href="/api/summary">summary</a><a href="/api/counters">counters</a>\
                        <a href="/-/healthy">healthy</a><a href="/-/ready">ready</a></nav>
                        """);
        FindingsHtml.write(episodes, html);
        table(report.rows(), html);
        gaps(report.look().gaps(), html);
        return html.append("<footer>Raingauge ")
                .append(escaped(version))
                .append("</footer>\n</body>\n</html>\n")
                .toString();
    }

    private static void table(List<Row> rows, StringBuilder html) {
        html.append("<table>\n<thead><tr><th>Namespace</th><th>Protocol</th><th>Address</th>")
                .append("<th>Accept queue</th><th class=\"n\">Depth</th><th class=\"n\">Limit</th>")
                .append("<th class=\"n\">Drops</th><th class=\"n\">SYN queue</th>")
                .append("<th class=\"n\">Active</th><th>Owner</th></tr></thead>\n<tbody>\n");
        rows.stream().limit(MOST_ROWS).forEach(row -> row(row, html));
        html.append("</tbody>\n</table>\n");
        if (rows.isEmpty()) {
            html.append("<p>Nobody listens.</p>\n");
        }
        if (rows.size() > MOST_ROWS) {
            html.append("<p>")
                    .append(rows.size() - MOST_ROWS)
                    .append(
                            " more, less full: see <a href=\"/api/listeners\">listeners</a>.</p>\n");
        }
    }

    private static void row(Row row, StringBuilder html) {
        boolean full = row.acceptQueue().full().orElse(false);
        html.append(full ? "<tr class=\"full\">" : "<tr>");
        cell(html, "", row.namespace().name());
        cell(html, "", row.address().transport().label());
        cell(html, " class=\"a\"", row.address().toString());
        html.append("<td>");
        row.acceptQueue()
                .utilization()
                .ifPresent(used -> {
                    long percent = Math.round(100 * Math.min(1, used));
                    html.append("<meter min=\"0\" max=\"100\" low=\"60\" high=\"90\"")
                            .append(" optimum=\"0\" value=\"")
                            .append(percent)
                            .append("\">")
                            .append(percent)
                            .append(" %</meter>")
                            .append(full ? " full" : "");
                });
        html.append("</td>");
        number(html, OptionalLong.of(row.acceptQueue().depth()));
        number(html, row.acceptQueue().limit());
        number(html, row.drops());
        number(html, row.synQueue());
        number(html, row.connections().active());
        cell(html, "", owners(row.owners()));
        html.append("</tr>\n");
    }

    private static String owners(List<ProcessRef> owners) {
        if (owners.isEmpty()) {
            return "";
        }
        ProcessRef first = owners.getFirst();
        String more = owners.size() > 1 ? " and " + (owners.size() - 1) + " more" : "";
        return first.name() + "(" + first.pid() + ")" + more;
    }

    private static void number(StringBuilder html, OptionalLong value) {
        html.append("<td class=\"n\">")
                .append(value.isPresent() ? Long.toString(value.getAsLong()) : "?")
                .append("</td>");
    }

    private static void cell(StringBuilder html, String attributes, String text) {
        html.append("<td").append(attributes).append('>').append(escaped(text)).append("</td>");
    }

    private static void gaps(List<Gap> gaps, StringBuilder html) {
        if (!gaps.isEmpty()) {
            html.append("<p>Not seen:</p>\n<ul>\n");
            gaps.forEach(
                    gap -> html.append("<li>").append(escaped(gap.toString())).append("</li>\n"));
            html.append("</ul>\n");
        }
    }

    /** Names come from outside and may hold anything. */
    static String escaped(String text) {
        var html = new StringBuilder(text.length() + 16);
        String printable = Printable.of(text);
        for (int i = 0; i < printable.length(); i++) {
            char c = printable.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
