package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.Transport;
import java.util.Comparator;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

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
        int at = 0;
        while (at < text.length() && !Character.isISOControl(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
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

    // Written out, as in IpAddress: it is a key of maps.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeriesKey(Transport otherTransport, String otherAddress)
                && transport == otherTransport
                && address.equals(otherAddress);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }
}
