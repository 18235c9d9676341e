package dev.raingauge.monitor.door;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web configuration file in the format of the Prometheus exporter toolkit.
 *
 * @param headers sent with every answer
 * @param users the bcrypt hash of each user's password; empty: nobody is asked for one
 * @param http2 the line that asks for HTTP/2 in so many words
 */
record WebConfig(
        Optional<TlsConfig> tls,
        Map<String, String> headers,
        Map<String, String> users,
        Optional<Place> http2) {
    static final WebConfig NONE =
            new WebConfig(Optional.empty(), Map.of(), Map.of(), Optional.empty());

    private static final int MOST_COST = 16;
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    /** The values that a header may have; none: any. */
    private static final Map<String, List<String>> HEADERS =
            Map.of(
                    "Strict-Transport-Security", List.of(),
                    "X-Content-Type-Options", List.of("nosniff"),
                    "X-Frame-Options", List.of("deny", "sameorigin"),
                    "X-XSS-Protection", List.of(),
                    "Content-Security-Policy", List.of());

    /** Reads the file and those that it names. */
    static WebConfig read(Path file, Reading reading) throws RefusedConfig {
        String text;
        try {
            text = reading.text(file);
        } catch (IOException e) {
            throw new RefusedConfig(file + ": " + e.getMessage());
        }
        Section root =
                Section.root(file.toString(), text)
                        .only("tls_server_config", "http_server_config", "basic_auth_users");
        Section http = root.section("http_server_config").only("http2", "headers");
        Optional<Place> http2 = http.word("http2").map(Word::place);
        if (!http.flag("http2", false)) {
            http2 = Optional.empty();
        }
        return new WebConfig(
                TlsConfig.of(
                        root.section("tls_server_config"),
                        file.toAbsolutePath().resolveSibling(""),
                        reading),
                headers(http.section("headers")),
                users(root.section("basic_auth_users")),
                http2);
    }

    private static Map<String, String> headers(Section section) throws RefusedConfig {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, Word> header : section.words().entrySet()) {
            String name = header.getKey();
            Word value = header.getValue();
            List<String> allowed = HEADERS.get(name);
            if (allowed == null) {
                throw value.place()
                        .refuse(
                                "the header "
                                        + name
                                        + " cannot be set; known are "
                                        + String.join(
                                                ", ", HEADERS.keySet().stream().sorted().toList()));
            }
            if (!allowed.isEmpty() && !allowed.contains(value.text())) {
                throw value.place().refuse(name + " must be " + String.join(" or ", allowed));
            }
            if (!value.text().chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                throw value.place().refuse(name + " must be one line of plain characters");
            }
            if (!value.text().isEmpty()) {
                headers.put(name, value.text());
            }
        }
        return headers;
    }

    private static Map<String, String> users(Section section) throws RefusedConfig {
        Map<String, String> users = new LinkedHashMap<>();
        for (Map.Entry<String, Word> user : section.words().entrySet()) {
            Word hash = user.getValue();
            Matcher parts = HASH.matcher(hash.text());
            if (!parts.matches()) {
                throw hash.place()
                        .refuse(
                                "the password of "
                                        + user.getKey()
                                        + " is no bcrypt hash ($2y$10$...); htpasswd -nBC 10 USER"
                                        + " makes one");
            }
            int cost = Integer.parseInt(parts.group(1));
            if (cost < 4 || cost > MOST_COST) {
                throw hash.place()
                        .refuse(
                                "the bcrypt hash of "
                                        + user.getKey()
                                        + " has cost "
                                        + cost
                                        + "; it must be from 4 to "
                                        + MOST_COST
                                        + ", which already takes seconds");
            }
            users.put(user.getKey(), hash.text());
        }
        return users;
    }

    /** Whether nobody comes in who has not shown that he may, and nobody else can listen. */
    boolean closed() {
        return tls.isPresent()
                && (!users.isEmpty() || tls.get().clientAuth() == ClientAuth.REQUIRE_AND_VERIFY);
    }
}
