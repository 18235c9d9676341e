package dev.raingauge.monitor.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.raingauge.lab.Lab;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures of the page in the README, of scenarios of the lab that really happen. Only
 * {@code docs/pictures/make} asks for it.
 */
class DashboardPicturesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> PLAYED = List.of("stalled", "burst", "busy", "slow-answers");
    private static final int TREND_MILLIS = 40_000;

    @Test
    void pictures() throws Exception {
        String folder = System.getProperty("raingauge.pictures", "");
        assumeTrue(!folder.isEmpty(), "only docs/pictures/make takes pictures");
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        assumeTrue(Browsing.obstacle().isEmpty(), () -> Browsing.obstacle().orElse(""));
        List<Running> played = new ArrayList<>();
        try (Lab lab = Lab.open();
                Program program =
                        Program.start(
                                Program.raingauge("serve", "--listen=127.0.0.1:0", "--data=none"));
                Browsing browsing = Browsing.open()) {
            String line = program.awaitLine(said -> said.contains("listening on http"), PATIENCE);
            String origin = line.substring(line.indexOf("http"));
            for (String name : PLAYED) {
                played.add(Scenario.named(name).orElseThrow().start(lab));
            }
            picture(browsing, origin, ColorScheme.LIGHT, Path.of(folder, "dashboard.png"));
            picture(browsing, origin, ColorScheme.DARK, Path.of(folder, "dashboard-dark.png"));
        } finally {
            for (Running scenario : played) {
                scenario.close();
            }
        }
    }

    private static void picture(Browsing browsing, String origin, ColorScheme scheme, Path file) {
        try (BrowserContext visitor =
                browsing.visitor(
                        origin,
                        new Browser.NewContextOptions()
                                .setViewportSize(1440, 1330)
                                .setColorScheme(scheme))) {
            Page page = visitor.newPage();
            page.navigate(origin);
            assertThat(page.locator(".finding").first()).isVisible();
            assertThat(page.locator(".pipe .flag").nth(1)).hasText("FULL");
            page.waitForTimeout(TREND_MILLIS);
            page.screenshot(new Page.ScreenshotOptions().setPath(file));
            assertThat(Files.isRegularFile(file)).isTrue();
        }
    }
}
