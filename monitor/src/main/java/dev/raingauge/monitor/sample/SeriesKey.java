package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.Transport;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * What a time series about a listener is called within its namespace. Several listeners may share
 * one: SO_REUSEPORT members, sockets bound to different interfaces, and those on ephemeral ports.
 *
 * @param address as the contract writes it, or {@code 127.0.0.1:ephemeral}; control characters are
 *     written {@code \xNN}, since people look at metrics in terminals
 */
public record SeriesKey(Transport transport, String address) implements Comparable<SeriesKey> {
    private static final Comparator<SeriesKey> ORDER =
            Comparator.comparing(SeriesKey::transport).thenComparing(SeriesKey::address);

    public SeriesKey {
        address = withoutControls(address);
    }

    private static String withoutControls(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var plain = new StringBuilder();
        text.chars()
                .forEach(c -> {
                    if (Character.isISOControl(c)) {
                        plain.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
                    } else {
                        plain.append((char) c);
                    }
                });
        return plain.toString();
    }

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }
}
