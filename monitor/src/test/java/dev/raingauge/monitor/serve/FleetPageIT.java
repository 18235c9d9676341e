package dev.raingauge.monitor.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.raingauge.lab.Lab;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fleet on the page: a real Prometheus scrapes a real {@code serve}, which watches a listener
 * that stands still, and asks that Prometheus about it.
 */
class FleetPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    /** What a label may hold that somebody else wrote. */
    private static final String HOSTILE =
            """
            {"ageSeconds": 1.0, "error": null, "time": "2026-11-25T19:30:00.000Z", "prometheus": "http://p",
             "sinceSeconds": 3600, "verdict": "warning", "hosts": 1, "listeners": 1, "gaps": [], "unseen": [],
             "troubles": [{"instance": "javascript:alert(1)//:80", "labels": {"job": "<img src=x onerror='window.hacked=1'>"},
              "namespace": "\\"><script>window.hacked=1</script>", "protocol": "tcp", "address": "a\\u202eb", "severity": "warning",
              "now": true, "begun": null, "lastSeen": "2026-11-25T19:30:00.000Z", "lostPackets": 1, "drops": 1,
              "namespaceOverflows": 1, "namespaceSynQueueDrops": 0,
              "acceptQueue": {"depth": 3, "limit": 2, "full": true, "peak": 3, "fullShare": 1}, "meanWaitSeconds": 2,
              "longestWaitSeconds": 5, "process": "<b>x</b>", "cgroup": null, "findings": []}]}
            """;

    @Test
    void whatPrometheusKnowsIsOnThePage(@TempDir Path folder) throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        assumeTrue(Browsing.obstacle().isEmpty(), () -> Browsing.obstacle().orElse(""));
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v prometheus").start().waitFor() == 0,
                "prometheus is not installed");
        String server = "http://127.0.0.1:" + freePort();
        try (Lab lab = Lab.open();
                Running stalled = Scenario.named("stalled").orElseThrow().start(lab);
                Program serve =
                        Program.start(
                                Program.raingauge(
                                        "serve",
                                        "--listen=127.0.0.1:0",
                                        "--data=none",
                                        "--namespace=" + stalled.namespace().name(),
                                        "--fleet=" + server));
                Browsing browsing = Browsing.open()) {
            String line = serve.awaitLine(said -> said.contains("listening on http"), PATIENCE);
            String origin = line.substring(line.indexOf("http"));
            DashboardIT.awaitReady(origin);
            try (BrowserContext visitor = visitor(browsing, origin, 1440)) {
                Page page = visitor.newPage();
                page.navigate(origin + "/?view=fleet&since=6h");
                assertThat(page.locator(".verdict"))
                        .containsText("The fleet is not known", PATIENTLY);
                assertThat(page.locator(".away")).containsText(server + " refuses the connection");
                try (Program prometheus = prometheus(folder, server, origin)) {
                    awaitSamples(server, prometheus);
                    theTroubleIsRankedAndLeadsToItsHost(page, stalled.namespace().name(), server);
                }
                theLastAnswerStays(page);
            }
            assertThat(browsing.complaints()).allMatch(one -> one.contains("503"));
            browsing.complaints().clear();
            hostileLabelsAreText(browsing, origin);
            assertThat(browsing.complaints()).isEmpty();
        }
    }

    private static void theTroubleIsRankedAndLeadsToItsHost(
            Page page, String namespace, String server) {
        page.locator("select[aria-label=Period]").selectOption("15m");
        Locator row = page.locator(".fleet tbody tr").first();
        assertThat(row).containsText("127.0.0.1:7000", PATIENTLY);
        assertThat(page.url()).contains("view=fleet").contains("since=15m");
        assertThat(page.locator(".away")).isHidden();
        assertThat(page.locator(".about")).containsText("Looked at 1 host with 1 listener");
        assertThat(page.locator(".about")).containsText(server + " answered ");
        assertThat(page.locator(".verdict")).containsText("1 trouble on 1 host");
        assertThat(row).containsText(namespace);
        assertThat(row).containsText("FULL");
        assertThat(row).containsText("The accept queue overflows");
        page.keyboard().press("/");
        page.keyboard().type("nobody has this");
        assertThat(page.locator(".fleet tbody tr")).hasCount(0);
        assertThat(page.locator(".empty")).hasText("No trouble matches.");
        page.locator("input[type=search]").fill("7000 overflows");
        assertThat(row).isVisible();
        page.reload();
        assertThat(row).containsText("127.0.0.1:7000", PATIENTLY);
        row.locator("a").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h2").first()).containsText("127.0.0.1:7000", PATIENTLY);
        assertThat(page.url()).contains("view=listener").doesNotContain("since");
        page.goBack();
        assertThat(row).containsText("127.0.0.1:7000", PATIENTLY);
    }

    private static void theLastAnswerStays(Page page) {
        assertThat(page.locator(".away"))
                .containsText(
                        "refuses the connection, or cannot be reached. What you see was so",
                        PATIENTLY);
        assertThat(page.locator(".fleet tbody tr").first()).containsText("127.0.0.1:7000");
        assertThat(page.locator(".verdict")).hasAttribute("data-level", "unknown");
    }

    private static void hostileLabelsAreText(Browsing browsing, String origin) {
        try (BrowserContext visitor = visitor(browsing, origin, 390)) {
            Page page = visitor.newPage();
            page.route(
                    "**/api/fleet*",
                    route ->
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setContentType("application/json")
                                            .setBody(HOSTILE)));
            page.navigate(origin + "/?view=fleet");
            Locator row = page.locator(".fleet tbody tr").first();
            assertThat(row).containsText("javascript:alert(1)//:80");
            assertThat(row).containsText("a\\u{202e}b");
            assertThat(row).containsText("<b>x</b>");
            assertThat(row.locator("a")).hasCount(0);
            assertThat(page.locator("main img, main script")).hasCount(0);
            assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
        }
    }

    private static BrowserContext visitor(Browsing browsing, String origin, int width) {
        return browsing.visitor(
                origin,
                new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(ColorScheme.DARK));
    }

    private static Program prometheus(Path folder, String server, String origin)
            throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("prometheus.yml"),
                        """
                        global: {scrape_interval: 1s}
                        scrape_configs:
                          - job_name: raingauge
                            static_configs: [{targets: ["%s"]}]
                        """
                                .formatted(origin.substring("http://".length())));
        return Program.start(
                List.of(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + server.substring("http://".length())));
    }

    /** Until the overflow was scraped. */
    private static void awaitSamples(String server, Program prometheus) throws Exception {
        String query =
                URLEncoder.encode(
                        "raingauge_finding{rule=\"accept-queue-overflow\"}",
                        StandardCharsets.UTF_8);
        var url = URI.create(server + "/api/v1/query?query=" + query).toURL();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            assertThat(System.nanoTime()).as(prometheus.output()).isLessThan(end);
            try (var answer = url.openStream()) {
                if (new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                        .contains("\"value\"")) {
                    return;
                }
            } catch (IOException notYet) {
                // It is still starting.
            }
            Thread.sleep(200);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
