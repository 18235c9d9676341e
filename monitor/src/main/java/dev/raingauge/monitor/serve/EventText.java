package dev.raingauge.monitor.serve;

import java.nio.charset.StandardCharsets;

/**
 * Server-sent events, as the HTML standard writes them. Data is JSON on one line and so can hold no
 * line break that would begin a field of its own.
 */
final class EventText {
    private final StringBuilder text = new StringBuilder();

    void add(String event, String json) {
        text.append("event: ").append(event).append("\ndata: ").append(json).append("\n\n");
    }

    /**
     * The number goes with these events until there is another: a client that comes back names it.
     */
    byte[] numbered(long id) {
        return ("id: " + id + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
