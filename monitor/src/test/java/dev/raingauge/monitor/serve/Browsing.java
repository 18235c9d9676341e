package dev.raingauge.monitor.serve;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser without a window, and everything that it complained about. */
final class Browsing implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browsing(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Why there is none here; empty where there is one. */
    static Optional<String> obstacle() {
        return Files.isExecutable(CHROMIUM)
                ? Optional.empty()
                : Optional.of("chromium is not installed: dev/install-test-tools installs it");
    }

    static Browsing open() {
        var playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var options =
                new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(
                                List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync"));
        return new Browsing(playwright, playwright.chromium().launch(options));
    }

    /** A fresh visitor; what the page asks of another host than its own is a complaint. */
    BrowserContext visitor(String origin, Browser.NewContextOptions options) {
        BrowserContext visitor = browser.newContext(options);
        visitor.setDefaultTimeout(60_000);
        visitor.onRequest(request -> {
            if (!request.url().startsWith(origin + "/")) {
                complaints.add("asked " + request.url());
            }
        });
        visitor.onPage(this::watch);
        return visitor;
    }

    private void watch(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text() + message.location());
            }
        });
        page.onPageError(error -> complaints.add("thrown: " + error));
    }

    /** What was complained about so far, among it each violation of the Content-Security-Policy. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
