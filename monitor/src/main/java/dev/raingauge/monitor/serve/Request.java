package dev.raingauge.monitor.serve;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a handler may know of a request.
 *
 * @param query the parameters, the first value of each
 * @param accept the Accept header; empty text where there is none
 * @param gzip whether the client unpacks gzip
 */
record Request(String path, Map<String, String> query, String accept, boolean gzip) {
    private static final int MOST_PARAMETERS = 20;

    static Request of(HttpExchange exchange) {
        return new Request(
                exchange.getRequestURI().getPath(),
                parameters(exchange.getRequestURI().getRawQuery()),
                joined(exchange, "Accept"),
                joined(exchange, "Accept-Encoding").contains("gzip"));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    private static String joined(HttpExchange exchange, String header) {
        List<String> values = exchange.getRequestHeaders().get(header);
        return values == null ? "" : String.join(",", values);
    }

    /** A part that is not written as it should be is taken as it stands. */
    private static Map<String, String> parameters(@Nullable String raw) {
        Map<String, String> found = new TreeMap<>();
        if (raw == null) {
            return found;
        }
        for (String part : raw.split("&", MOST_PARAMETERS)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            found.putIfAbsent(decoded(name), decoded(value));
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
