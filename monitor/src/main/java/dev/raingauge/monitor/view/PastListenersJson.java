package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.PastListener;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The document of {@code /api/listeners?at=}: the fields of {@code listeners --json} as far as they
 * are kept. The sockets of an address are not: one stands for all.
 */
public final class PastListenersJson {
    private static final Comparator<PastListener> FULLEST_FIRST =
            Comparator.<PastListener>comparingInt(at -> at.full().orElse(false) ? 0 : 1)
                    .thenComparingDouble(at -> -at.utilization())
                    .thenComparingLong(at -> -at.depth().orElse(0))
                    .thenComparing(PastListener::address);

    private PastListenersJson() {}

    public static void write(Look look, List<PastListener> listeners, Appendable out)
            throws IOException {
        JsonDocument json = JsonDocument.begin(look);
        json.list(
                "listeners",
                listeners.stream().sorted(FULLEST_FIRST).toList(),
                PastListenersJson::row);
        out.append(json.end());
    }

    private static void row(JsonDocument json, PastListener row) {
        boolean unix = row.protocol().startsWith("unix");
        json.object(() -> {
            json.namespace(row.namespace());
            json.text("protocol", row.protocol());
            json.text("address", row.address());
            json.nothing("interface");
            queue(json, row);
            if (unix) {
                json.nothing("synQueue");
            } else {
                json.object("synQueue", () -> json.number("depth", row.synQueue()));
            }
            json.number("drops", row.drops());
            json.object(
                    "connections",
                    () -> {
                        json.number("active", row.active());
                        json.number("waiting", row.waiting());
                        json.number("closeWait", row.closeWait());
                    });
            fraction(json, "longestWaitSeconds", row.longestWaitSeconds());
            json.list("sockets", List.of(row), PastListenersJson::socket);
        });
    }

    private static void queue(JsonDocument json, PastListener row) {
        json.object(
                "acceptQueue",
                () -> {
                    json.number("depth", row.depth());
                    json.number("limit", row.limit());
                    json.flag("full", row.full());
                });
    }

    private static void fraction(JsonDocument json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.fraction(name, value.getAsDouble());
        } else {
            json.nothing(name);
        }
    }

    private static void socket(JsonDocument json, PastListener row) {
        json.object(() -> {
            json.nothing("inode");
            json.nothing("cookie");
            json.nothing("uid");
            queue(json, row);
            json.number("drops", row.drops());
            json.nothing("cgroup");
            json.list(
                    "processes",
                    row.owners(),
                    (_, holder) ->
                            json.object(() -> {
                                json.number("pid", holder.pid());
                                json.text("name", holder.name());
                                json.nothing("fd");
                            }));
        });
    }
}
