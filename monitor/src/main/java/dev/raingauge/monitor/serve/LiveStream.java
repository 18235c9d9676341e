package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.sample.Depth;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sample;
import dev.raingauge.monitor.sample.Sampler;
import dev.raingauge.monitor.view.StreamJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells everybody who listens what changed, once a second and made once for all of them, from the
 * last samples. While nobody listens it costs nothing.
 */
final class LiveStream {
    /** A browser holds one stream for each tab that is seen. */
    static final int MOST_CLIENTS = 64;

    private final Supplier<Optional<Observation>> latest;
    private final Found found;
    private final About about;
    private final LongSupplier nanos;
    private final Peaks peaks = new Peaks();
    private final Map<Optional<String>, Audience> audiences = new HashMap<>();
    private int clients;
    private long round;

    /** Those who are told the same. */
    private record Audience(LiveChannel channel, List<StreamClient> clients) {}

    LiveStream(
            Sampler sampler,
            Supplier<Optional<Observation>> latest,
            Found found,
            About about,
            LongSupplier nanos) {
        this.latest = latest;
        this.found = found;
        this.about = about;
        this.nanos = nanos;
        sampler.subscribe(peaks);
    }

    /**
     * Takes a client in, who is told everything at once and then what changes; false if there are
     * too many.
     *
     * @param namespace the only one that it wants to hear of; empty: all
     */
    synchronized boolean join(StreamClient client, Optional<String> namespace) {
        if (clients >= MOST_CLIENTS) {
            return false;
        }
        clients++;
        peaks.wanted(true);
        Audience audience =
                audiences.computeIfAbsent(
                        namespace,
                        _ -> new Audience(new LiveChannel(namespace, about), new ArrayList<>()));
        Optional<Observation> seen = latest.get();
        if (seen.isPresent()) {
            if (audience.clients().isEmpty()) {
                EventText _ = audience.channel().changes(seen.get(), found.now(), Map.of());
            }
            EventText events = audience.channel().everything(seen.get());
            events.add("clock", clock(seen.get()));
            boolean _ = client.offer(events.numbered(round));
        }
        audience.clients().add(client);
        return true;
    }

    synchronized void leave(StreamClient client) {
        for (Iterator<Audience> all = audiences.values().iterator(); all.hasNext(); ) {
            Audience audience = all.next();
            if (audience.clients().remove(client)) {
                clients--;
            }
            if (audience.clients().isEmpty()) {
                all.remove();
            }
        }
        peaks.wanted(clients > 0);
    }

    /** To be called about once a second. */
    synchronized void tick() {
        Optional<Observation> seen = latest.get();
        if (clients == 0 || seen.isEmpty()) {
            return;
        }
        round++;
        Map<Peaks.Of, Long> highest = peaks.take();
        String clock = clock(seen.get());
        for (Audience audience : audiences.values()) {
            EventText events = audience.channel().changes(seen.get(), found.now(), highest);
            events.add("clock", clock);
            byte[] bytes = events.numbered(round);
            for (StreamClient client : audience.clients()) {
                if (!client.offer(bytes)) {
                    client.cutOff();
                }
            }
        }
    }

    /** Who may be told about it; a namespace that is not watched has no stream. */
    boolean knows(String namespace) {
        return latest.get()
                .map(seen ->
                        seen.namespaces().stream()
                                .anyMatch(one -> one.namespace().name().equals(namespace)))
                .orElse(true);
    }

    private String clock(Observation seen) {
        long now = nanos.getAsLong();
        Map<String, Duration> ages = new LinkedHashMap<>();
        for (Depth depth : Depth.values()) {
            for (NamespaceSample sample : seen.namespaces()) {
                Optional<? extends Sample<?>> look = sample.of(depth);
                if (look.isPresent() && tells(depth, sample)) {
                    ages.merge(
                            depth.label(),
                            look.get().age(now),
                            (one, other) -> one.compareTo(other) > 0 ? one : other);
                }
            }
        }
        Duration since = Duration.ofNanos(Math.max(0, now - seen.nanos()));
        return StreamJson.clock(seen.time().plus(since), ages);
    }

    /** Where nobody waits, nobody asks how long: that look may be old and misleads nobody. */
    private static boolean tells(Depth depth, NamespaceSample sample) {
        return depth != Depth.WAITS
                || sample.waits().filter(look -> !look.value().isEmpty()).isPresent();
    }
}
