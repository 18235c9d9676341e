package dev.raingauge.monitor.otlp;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Where the exporter finds what carries its messages: here, and not in a file of some jar. */
final class Posting implements ComponentLoader, HttpSenderProvider {
    private final Optional<SSLContext> trusted;
    private final InstantSource clock;
    private @Nullable Post made;

    Posting(Optional<SSLContext> trusted, InstantSource clock) {
        this.trusted = trusted;
        this.clock = clock;
    }

    @Override
    public <T> Iterable<T> load(Class<T> wanted) {
        return wanted == HttpSenderProvider.class ? List.of(wanted.cast(this)) : List.of();
    }

    @Override
    public HttpSender createSender(HttpSenderConfig how) {
        var post = new Post(how, trusted, clock);
        made = post;
        return post;
    }

    /** The one that the exporter uses. */
    Post made() {
        if (made == null) {
            throw new IllegalStateException("the exporter has asked for no sender");
        }
        return made;
    }
}
