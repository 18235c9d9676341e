package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.util.List;
import java.util.OptionalLong;

/**
 * The page of the web server, as it is before any script runs, and stays where none does: what was
 * found, and the fullest listeners.
 */
public final class FrontPage {
    private static final int MOST_ROWS = 100;

    /** Resources next to the server's classes, under the names that the page asks for. */
    public static final List<String> FILES =
            List.of(
                    "theme.js",
                    "style.css",
                    "icon.svg",
                    "main.js",
                    "dom.js",
                    "text.js",
                    "view.js",
                    "store.js",
                    "spark.js",
                    "table.js",
                    "verdict.js",
                    "pipe.js",
                    "history.js",
                    "range.js",
                    "charts.js",
                    "listener.js",
                    "connections.js",
                    "counters.js",
                    "limits.js",
                    "fleet.js");

    private static final String SCRIPT = ".js";

    /**
     * Only what comes from here is loaded and asked; no script stands in the page, none can be made
     * of text, and no other page may show this one inside itself.
     */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";

    private FrontPage() {}

    /**
     * The whole page. Without scripts it is what can be read; with them its middle is replaced.
     *
     * @param root where its files are, with a slash at the end
     */
    public static String of(
            ListenersReport report, List<Episode> episodes, String version, String root) {
        var html = new StringBuilder(16_384);
        String host = escaped(report.look().host());
        head(html, host, root);
        html.append("<a class=\"skip\" href=\"#main\">To the content</a>\n<header id=\"bar\">")
                .append("<a class=\"brand\" href=\"/\"><img src=\"")
                .append(root)
                .append("icon.svg\" alt=\"\" width=\"22\" height=\"22\"><span>Raingauge</span></a>")
                .append("<span class=\"host\">")
                .append(host)
                .append("</span></header>\n<main id=\"main\" tabindex=\"-1\">\n");
        html.append("<div class=\"plain-page\">\n");
        FindingsHtml.write(episodes, html);
        html.append("<p class=\"quiet\">As seen at ")
                .append(Timestamp.of(report.look().time()))
                .append(".<noscript> Load the page again for newer figures.</noscript></p>\n");
        table(report.rows(), html);
        gaps(report.look().gaps(), html);
        return html.append("</div>\n</main>\n<footer>Raingauge ")
                .append(escaped(version))
                .append(", Linux ")
                .append(escaped(report.look().kernel()))
                .append(
                        """
                        <nav aria-label="Data"><a href="/metrics">metrics</a><a href="/api/listeners">listeners</a>\
                        <a href="/api/findings">findings</a><a href="/api/summary">summary</a><a href="/api/counters">counters</a>\
                        <a href="/api/limits">limits</a><a href="/-/healthy">healthy</a><a href="/-/ready">ready</a></nav></footer>
                        </body>
                        </html>
                        """)
                .toString();
    }

    private static void head(StringBuilder html, String host, String root) {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>Raingauge on ")
                .append(host)
                .append("</title>\n");
        link(html, "icon", root + "icon.svg");
        link(html, "stylesheet", root + "uplot.css");
        link(html, "stylesheet", root + "style.css");
        html.append("<script src=\"").append(root).append("theme.js\"></script>\n");
        html.append("<script defer src=\"").append(root).append("uplot.js\"></script>\n");
        html.append("<script type=\"module\" src=\"").append(root).append("main.js\"></script>\n");
        FILES.stream()
                .filter(file -> file.endsWith(SCRIPT) && !file.equals("theme.js"))
                .forEach(file -> link(html, "modulepreload", root + file));
        html.append("</head>\n<body>\n");
    }

    private static void link(StringBuilder html, String relation, String address) {
        html.append("<link rel=\"")
                .append(relation)
                .append("\" href=\"")
                .append(address)
                .append("\">\n");
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
}
