package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.view.CounterCatalogue;
import dev.raingauge.monitor.view.FactsJson;
import dev.raingauge.monitor.view.FrontPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the page: scripts, style, pictures. They come with the program, and are kept in
 * memory. Their address holds a digest of all of them, so that a browser may keep them for ever and
 * still never mixes two versions.
 */
final class Assets {
    private static final String FOLDER = "/dev/raingauge/monitor/serve/page/";
    private static final String CHARTS =
            "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js";
    private static final String CHARTS_STYLE =
            "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css";

    private final String root;
    private final Map<String, Answer> answers;

    private Assets(String root, Map<String, Answer> answers) {
        this.root = root;
        this.answers = answers;
    }

    /**
     * Reads them. Fails where the program was built without them.
     *
     * @param fleet whether the page has a view of the fleet
     */
    static Assets load(About about, boolean fleet) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : FrontPage.FILES) {
            files.put(name, read(FOLDER + name));
        }
        String facts =
                FactsJson.of(CounterCatalogue.load(), about.version(), about.pageBytes(), fleet);
        files.put("facts.json", facts.getBytes(StandardCharsets.UTF_8));
        files.put("uplot.js", read(CHARTS));
        files.put("uplot.css", read(CHARTS_STYLE));
        String root = "/page/" + digest(files) + "/";
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Answer plain = Answer.of(type(file.getKey()), file.getValue());
            answers.put(
                    root + file.getKey(),
                    plain.with("Cache-Control", "public, max-age=31536000, immutable"));
        }
        return new Assets(root, answers);
    }

    /** Where they are, with a slash at the end. */
    String root() {
        return root;
    }

    /** The file of this address; empty where there is none. */
    Optional<Answer> at(String path) {
        return Optional.ofNullable(answers.get(path));
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream file = Assets.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IOException(resource + " is missing from the program: build it again");
            }
            var bytes = new ByteArrayOutputStream();
            long _ = file.transferTo(bytes);
            return bytes.toByteArray();
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "json" -> Answer.JSON;
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("what is " + name + "?");
        };
    }

    private static String digest(Map<String, byte[]> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
