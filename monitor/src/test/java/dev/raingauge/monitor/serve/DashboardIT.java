package dev.raingauge.monitor.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page, in a real browser, as somebody uses it who looks for lost connections. */
class DashboardIT {
    private static final int PATIENCE_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final int PROMPT_MILLIS = 2_000;

    private static Lab lab;
    private static LabNamespace watched;
    private static Program program;
    private static String origin;
    private static Browsing browsing;

    private BrowserContext visitor;
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        assumeTrue(Browsing.obstacle().isEmpty(), () -> Browsing.obstacle().orElse(""));
        lab = Lab.open();
        watched = lab.namespace("page");
        program = Program.start(Program.raingauge("serve", "--listen=127.0.0.1:0"));
        String line = program.awaitLine(said -> said.contains("listening on http"), PATIENCE);
        origin = line.substring(line.indexOf("http"));
        awaitReady(origin);
        browsing = Browsing.open();
        PlaywrightAssertions.setDefaultAssertionTimeout(1_000.0 * PATIENCE_SECONDS);
    }

    @AfterAll
    static void end() {
        if (browsing != null) {
            browsing.close();
        }
        if (program != null) {
            program.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void visit() {
        visit(new Browser.NewContextOptions().setViewportSize(1440, 900));
    }

    private void visit(Browser.NewContextOptions options) {
        if (visitor != null) {
            visitor.close();
        }
        visitor = browsing.visitor(origin, options);
        page = visitor.newPage();
    }

    /** Nothing was loaded from elsewhere, no policy was violated, nothing was thrown. */
    @AfterEach
    void nobodyComplained() {
        visitor.close();
        List<String> complaints = List.copyOf(browsing.complaints());
        browsing.complaints().clear();
        assertThat(complaints).isEmpty();
    }

    private void open(String query) {
        page.navigate(origin + "/" + query);
        assertThat(page.locator(".live")).hasAttribute("data-state", "live");
    }

    static void awaitReady(String server) throws Exception {
        var ready = URI.create(server + "/-/ready").toURL();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (((HttpURLConnection) ready.openConnection()).getResponseCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(100);
        }
    }

    /** Nothing is told of a listener that the sampler has not seen yet. */
    private static void awaitKnown(int port) throws Exception {
        var listeners = URI.create(origin + "/api/listeners?namespace=" + watched.name()).toURL();
        long end = System.nanoTime() + PATIENCE.toNanos();
        String seen = "";
        while (!seen.contains(":" + port + "\"")) {
            assertThat(System.nanoTime()).as("%d among %s", port, seen).isLessThan(end);
            Thread.sleep(100);
            var answer = (HttpURLConnection) listeners.openConnection();
            if (answer.getResponseCode() == 200) {
                try (var body = answer.getInputStream()) {
                    seen = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
    }

    private static String here(String more) {
        return "?namespace=" + watched.name() + more;
    }

    private static ServerSocket listen(int port, int backlog) throws IOException {
        return watched.call(
                () -> new ServerSocket(port, backlog, InetAddress.ofLiteral("127.0.0.1")));
    }

    private Locator rows() {
        return page.locator(".listeners tbody tr:not(.spacer):visible");
    }

    /** Seen within two seconds, in the best of some tries: the machine may be busy with others. */
    @Test
    void anOverflowIsSeenAtOnceAndItsCauseWithoutScrolling() throws Exception {
        try (var server = listen(7401, 2)) {
            open(here(""));
            assertThat(page.locator(".verdict")).hasText(Pattern.compile("Nothing is wrong.*"));
            assertThat(page.locator(".pipe .flag").nth(1)).isEmpty();
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 20 && best > PROMPT_MILLIS; i++) {
                try (var _ = Clients.come(watched, 7401, 6)) {
                    long begun = System.nanoTime();
                    assertThat(full()).isVisible();
                    best = Math.min(best, (System.nanoTime() - begun) / 1_000_000);
                }
                while (server.getLocalPort() > 0 && accepted(server)) {
                    // Makes room for the next try.
                }
                assertThat(full()).hasCount(0);
            }
            assertThat(best).isLessThan(PROMPT_MILLIS);
            try (var _ = Clients.come(watched, 7401, 6)) {
                Locator cause = page.locator(".finding h3", text("Nobody accepts"));
                assertThat(cause).isVisible();
                assertThat(page.locator(".verdict")).containsText("losing connections");
                assertThat(page.evaluate("scrollY")).isEqualTo(0);
                assertThat(cause.boundingBox().y + cause.boundingBox().height).isLessThan(900);
                Locator remedy = page.locator(".finding .remedy").first();
                assertThat(remedy.boundingBox().y).isLessThan(900);
                assertThat(page.locator(".pipe .lost").nth(1)).containsText("lost");
                assertThat(page.title()).contains("Raingauge").matches("^[■▲] .*");
            }
        }
    }

    private Locator full() {
        return page.locator(".pipe .flag", text("FULL"));
    }

    private static boolean accepted(ServerSocket server) throws IOException {
        server.setSoTimeout(50);
        try {
            server.accept().close();
            return true;
        } catch (java.net.SocketTimeoutException nobodyWaits) {
            return false;
        }
    }

    private static Page.LocatorOptions text(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    @Test
    void sortedSearchedAndShownToAColleague() throws Exception {
        try (var _ = listen(7411, 30);
                var _ = listen(7412, 10);
                var _ = listen(7420, 20)) {
            open(here(""));
            assertThat(rows()).hasCount(3);
            page.locator("thead button", text("Listener")).click();
            assertThat(page.locator("th.c-address[scope=col]"))
                    .hasAttribute("aria-sort", "ascending");
            assertThat(rows().first()).containsText(":7411");
            page.locator("thead button", text("Listener")).click();
            assertThat(page.locator("th.c-address[scope=col]"))
                    .hasAttribute("aria-sort", "descending");
            assertThat(rows().first()).containsText(":7420");
            page.keyboard().press("/");
            page.keyboard().type(":741");
            assertThat(rows()).hasCount(2);
            assertThat(page.url()).contains("q=%3A741").contains("sort=-address");

            Page colleague = visitor.newPage();
            colleague.navigate(page.url());
            Locator theirs = colleague.locator(".listeners tbody tr:not(.spacer):visible");
            assertThat(theirs).hasCount(2);
            assertThat(theirs.first()).containsText(":7412");

            rows().first().locator("a").click();
            assertThat(page.locator("h2").first()).containsText(":7412");
            assertThat(page.locator(".chart canvas")).hasCount(5);
            assertThat(page.url()).contains("view=listener").contains("%3A7412");
            colleague.navigate(page.url());
            assertThat(colleague.locator("h2").first()).containsText(":7412");
            page.goBack();
            assertThat(rows()).hasCount(2);
        }
    }

    /**
     * A click into a chart shows that moment on the whole page, and a link to it shows it again.
     */
    @Test
    void aMomentCanBePicked() throws Exception {
        try (var server = listen(7421, 2);
                var _ = Clients.come(watched, 7421, 6)) {
            assertThat(server.isBound()).isTrue();
            open(here(""));
            rows().first().locator("a").click();
            assertThat(page.locator(".pipe .flag", text("FULL"))).isVisible();
            assertThat(page.locator(".chart canvas")).hasCount(5);
            page.locator(".chip").first().click();
            page.waitForTimeout(3_000); // so that there is a past
            page.locator(".range").scrollIntoViewIfNeeded();
            page.locator(".u-over").nth(1).scrollIntoViewIfNeeded();
            BoundingBox chart = page.locator(".u-over").nth(1).boundingBox();
            page.mouse().click(chart.x + chart.width - 4, chart.y + chart.height / 2);
            assertThat(page.locator(".notice")).containsText("You see");
            assertThat(page.url()).contains("at=");
            assertThat(page.locator(".live")).hasAttribute("data-state", "past");
            assertThat(page.locator(".pipe .figure").nth(1)).hasText("3");
            page.reload();
            assertThat(page.locator(".notice")).containsText("You see");
            page.keyboard().press("Escape");
            assertThat(page.locator(".notice")).isHidden();
            assertThat(page.locator(".live")).hasAttribute("data-state", "live");
            page.locator(".u-over").nth(1).scrollIntoViewIfNeeded();
            BoundingBox again = page.locator(".u-over").nth(1).boundingBox();
            page.mouse().move(again.x + again.width / 2, again.y + 20);
            page.mouse().down();
            page.mouse().move(again.x + again.width - 20, again.y + 30);
            page.mouse().up();
            assertThat(page).hasURL(Pattern.compile(".*from=20.*to=20.*"));
        }
    }

    /** How fast the kernel's counters grew is remembered, too. */
    @Test
    void countersOfAMomentAreShown() throws Exception {
        try (var server = listen(7425, 2);
                var _ = Clients.come(watched, 7425, 6)) {
            assertThat(server.isBound()).isTrue();
            Locator moved = page.locator(".counters tr:visible", text("TcpExtListenOverflows"));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (moved.count() == 0 && System.nanoTime() < end) {
                Instant at = Instant.now().minusSeconds(1);
                page.navigate(origin + "/" + here("&view=counters&at=" + at));
                assertThat(page.locator(".notice")).containsText("You see");
                page.waitForTimeout(1_000);
            }
            assertThat(moved).hasCount(1);
            assertThat(page.locator("main")).containsText("totals of the past are not kept");
        }
    }

    @Test
    void lightAndDark() {
        visit(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        open("");
        Object dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
        page.locator("[aria-label='Light or dark']").click();
        Object light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
        assertThat(light).isNotEqualTo(dark);
        page.reload();
        assertThat(page.locator(".live")).hasAttribute("data-state", "live");
        assertThat(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
                .isEqualTo(light);
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "connections", "counters", "limits", "listener"})
    void nothingSticksOutOnAPhone(String view) throws Exception {
        visit(new Browser.NewContextOptions().setViewportSize(360, 740));
        try (var server = listen(7431, 30)) {
            String address = "&address=%5B::ffff:127.0.0.1%5D:" + server.getLocalPort();
            awaitKnown(server.getLocalPort());
            open(here("&view=" + view + (view.equals("listener") ? address : "")));
            assertThat(page.locator("main h1, main h2").first()).isVisible();
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(360);
        }
    }

    /** Of this process, which holds the listener; and of the host, as it was seconds ago. */
    @Test
    void theLimitsAreLive() throws Exception {
        try (var server = listen(7436, 30)) {
            awaitKnown(server.getLocalPort());
            open(here("&view=limits"));
            String self = "[" + ProcessHandle.current().pid() + "]";
            Locator descriptors = page.locator(".limits tr", text("Descriptors"));
            assertThat(descriptors).containsText(self);
            assertThat(descriptors).containsText(Pattern.compile("[0-9]+ of [0-9,]+"));
            assertThat(page.locator(".limits tr", text("Open files")))
                    .containsText(Pattern.compile("[0-9]+( of [0-9,]+|, no limit).* ago\\."));
            assertThat(page.locator(".limits tr", text("Fullest accept queue")))
                    .containsText("0 of 31");
            assertThat(page.locator(".limits tr", text("Local ports"))).containsText("– of 28,232");
        }
    }

    @Test
    void aThousandListenersStaySmooth() throws Exception {
        List<ServerSocket> servers = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                servers.add(listen(20_000 + i, 5));
            }
            open(here("&sort=address"));
            assertThat(page.locator(".listeners"))
                    .hasAttribute("aria-rowcount", Pattern.compile("100[1-9]"));
            assertThat(page.locator(".listeners tbody tr").count()).isLessThan(120);
            page.evaluate("scrollTo(0, document.body.scrollHeight)");
            assertThat(page.locator(".listeners tbody", text(":20999"))).isVisible();
            double slowest =
                    ((Number)
                                    page.evaluate(
                                            """
                                            async () => {
                                              let slowest = 0, last = performance.now();
                                              for (let i = 0; i < 60; i++) {
                                                scrollTo(0, i * 700);
                                                await new Promise(requestAnimationFrame);
                                                const now = performance.now();
                                                slowest = Math.max(slowest, now - last);
                                                last = now;
                                              }
                                              return slowest;
                                            }
                                            """))
                            .doubleValue();
            assertThat(slowest).isLessThan(1_000);
            page.locator(".listeners thead button", text("Accept queue")).click();
            page.locator("input[type=search]").fill(":20007");
            assertThat(rows()).hasCount(1);
        } finally {
            for (ServerSocket server : servers) {
                server.close();
            }
        }
    }

    /** A name is text and nothing else, whatever it holds. */
    @Test
    void hostileNamesAreShownAsText(@TempDir Path folder) throws Exception {
        String evil = "<img src=x onerror=hacked=1>\n\u001b[31m\u202ecod.exe";
        Path comm = Path.of("/proc/self/comm");
        String before = Files.readString(comm).strip();
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Files.writeString(comm, "<b>x\u001b</b>", StandardCharsets.UTF_8);
            channel.bind(UnixDomainSocketAddress.of(folder.resolve(evil)), 3);
            open("?q=onerror");
            assertThat(rows()).hasCount(1);
            assertThat(rows().first()).containsText("<b>x");
            String shown = rows().first().innerText();
            assertThat(shown)
                    .contains("<img src=x onerror=hacked=1>\\n\\x1b[31m\\u{202e}cod.exe")
                    .contains("<b>x\\x1b</b>");
            rows().first().locator("a").click();
            assertThat(page.locator("h2").first()).containsText("<img src=x");
            assertThat(page.locator("main img")).hasCount(0);
            assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
        } finally {
            Files.writeString(comm, before, StandardCharsets.UTF_8);
        }
    }

    /** The server goes away and comes back; nobody has to load the page again. */
    @Test
    void itConnectsAgainByItself() throws Exception {
        String other;
        try (var first = Program.start(Program.raingauge("serve", "--listen=127.0.0.1:0"))) {
            String line = first.awaitLine(said -> said.contains("listening on http"), PATIENCE);
            other = line.substring(line.indexOf("http"));
            awaitReady(other);
            visitor.close();
            visitor = browsing.visitor(other, new Browser.NewContextOptions());
            page = visitor.newPage();
            page.navigate(other);
            assertThat(page.locator(".live")).hasAttribute("data-state", "live");
        }
        assertThat(page.locator(".live")).hasAttribute("data-state", "reconnecting");
        assertThat(page.locator(".live")).containsText("old");
        try (var _ = Program.start(Program.raingauge("serve", "--listen=" + other.substring(7)))) {
            assertThat(page.locator(".live")).hasAttribute("data-state", "live");
        }
        visitor.close();
        browsing.complaints().removeIf(one -> one.contains("ERR_"));
    }

    @Test
    void withoutScriptsThePageCanBeRead() throws Exception {
        visit(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        try (var server = listen(7441, 30)) {
            assertThat(server.isBound()).isTrue();
            page.waitForCondition(() -> {
                page.navigate(origin);
                return page.locator("main").innerText().contains(":7441");
            });
            assertThat(page.locator("main table")).isVisible();
            assertThat(page.content()).contains("Load the page again");
            assertThat(page.locator("footer a", text("metrics"))).isVisible();
        }
    }

    /** A link from where a fleet is shown is no dead end where none is. */
    @Test
    void withoutAPrometheusNoFleetIsOffered() throws Exception {
        open("?view=fleet");
        Locator tabs = page.locator("#bar nav a");
        assertThat(tabs).hasText(new String[] {"Listeners", "Connections", "Counters", "Limits"});
        assertThat(tabs.first()).hasAttribute("aria-current", "page");
        var fleet = URI.create(origin + "/api/fleet").toURL().openConnection();
        assertThat(((HttpURLConnection) fleet).getResponseCode()).isEqualTo(404);
    }

    @Test
    void withTheKeyboardAlone() throws Exception {
        try (var _ = listen(7451, 30)) {
            open(here(""));
            assertThat(rows()).containsText(new String[] {":7451"}); // and none of the test before
            page.keyboard().press("Tab");
            assertThat(page.locator(":focus")).hasText("To the content");
            page.keyboard().press("Enter");
            assertThat(page.locator("#main")).isFocused();
            for (int i = 0; i < 40; i++) {
                page.keyboard().press("Tab");
                if (page.locator("tbody a:focus").count() == 1) {
                    break;
                }
            }
            assertThat(page.locator("tbody a:focus")).containsText(":7451");
            page.keyboard().press("Enter");
            assertThat(page.locator("h2").first()).containsText(":7451");
            assertThat(page.locator(".chip", text("1 h"))).hasAttribute("aria-pressed", "false");
            page.locator(".chip", text("1 h")).focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".chip", text("1 h"))).hasAttribute("aria-pressed", "true");
            assertThat(page.url()).contains("from=-1h");
        }
    }
}
