package dev.raingauge.monitor.otlp;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where the figures are pushed, and how.
 *
 * @param uri takes OTLP over HTTP, as protobuf
 * @param headers go with each push; may hold a password, so they are never shown
 * @param trusted whom to trust instead of whom Java trusts
 * @param timeout how long one push may take
 * @param interval from one push to the next
 * @param gzip whether the body is packed
 * @param resource attributes of the host and of this program
 */
public record Collector(
        URI uri,
        Map<String, String> headers,
        Optional<SSLContext> trusted,
        Duration timeout,
        Duration interval,
        boolean gzip,
        Map<String, String> resource) {
    public Collector {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
