package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.TcpFigure;
import java.util.Locale;
import java.util.OptionalLong;

/** The fields of {@code tcpInfo}: the kernel's names, with times in seconds. */
final class TcpInfoJson {
    private TcpInfoJson() {}

    static void write(JsonDocument document, TcpFigures figures) {
        for (TcpFigure figure : TcpFigure.values()) {
            OptionalLong value = figures.of(figure);
            String name = camelCase(figure.name());
            switch (figure.unit()) {
                case COUNT, CODE, BYTES, BYTES_PER_SECOND -> document.number(name, value);
                case MICROSECONDS -> seconds(document, name, value, 1e6);
                case MILLISECONDS -> seconds(document, name, value, 1e3);
            }
        }
    }

    private static void seconds(
            JsonDocument document, String name, OptionalLong value, double unit) {
        if (value.isPresent()) {
            document.fraction(name + "Seconds", value.getAsLong() / unit);
        } else {
            document.nothing(name + "Seconds");
        }
    }

    /** {@code SND_CWND} becomes {@code sndCwnd}. */
    static String camelCase(String constant) {
        var name = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(
                    name.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    /** {@code TIME_WAIT} becomes {@code time_wait}. */
    static String label(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
