package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.Transport;
import java.util.Comparator;

/**
 * What a time series about a listener is called within its namespace. Several listeners may share
 * one: SO_REUSEPORT members, sockets bound to different interfaces, and those on ephemeral ports.
 *
 * @param address as the contract writes it, or {@code 127.0.0.1:ephemeral}
 */
public record SeriesKey(Transport transport, String address) implements Comparable<SeriesKey> {
    private static final Comparator<SeriesKey> ORDER =
            Comparator.comparing(SeriesKey::transport).thenComparing(SeriesKey::address);

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }
}
