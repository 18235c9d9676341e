package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.ListeningSocket;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.sockdiag.model.ListenerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The document of {@code listeners --json} and {@code /api/listeners}. */
public final class ListenersJson {
    private ListenersJson() {}

    public static void write(ListenersReport report, Appendable out) throws IOException {
        JsonDocument json = JsonDocument.begin(report.look());
        json.list("listeners", report.rows(), ListenersJson::row);
        out.append(json.end());
    }

    /** One element of the list. */
    static void row(JsonDocument json, Row row) {
        json.object(() -> members(json, row));
    }

    /** What a row says. */
    static void members(JsonDocument json, Row row) {
        json.namespace(row.namespace());
        json.text("protocol", row.address().transport().label());
        json.text("address", row.address().toString());
        json.text("interface", row.interfaceName());
        queue(json, row.acceptQueue().depth(), row.acceptQueue().limit(), row.acceptQueue().full());
        synQueue(json, row);
        json.number("drops", row.drops());
        json.object(
                "connections",
                () -> {
                    json.number("active", row.connections().active());
                    json.number("waiting", row.connections().waiting());
                    json.number("closeWait", row.connections().closeWait());
                });
        wait(json, row.longestWait());
        json.list("sockets", row.sockets(), ListenersJson::socket);
    }

    /** Null as a whole for UNIX, which has no SYN queue; its depth is null where not looked at. */
    private static void synQueue(JsonDocument json, Row row) {
        switch (row.address()) {
            case ListenerAddress.Inet _ ->
                    json.object("synQueue", () -> json.number("depth", row.synQueue()));
            case ListenerAddress.Unix _ -> json.nothing("synQueue");
        }
    }

    private static void wait(JsonDocument json, Optional<Duration> wait) {
        if (wait.isPresent()) {
            json.fraction("longestWaitSeconds", wait.get().toMillis() / 1000.0);
        } else {
            json.nothing("longestWaitSeconds");
        }
    }

    private static void queue(
            JsonDocument json, long depth, OptionalLong limit, Optional<Boolean> full) {
        json.object(
                "acceptQueue",
                () -> {
                    json.number("depth", depth);
                    json.number("limit", limit);
                    json.flag("full", full);
                });
    }

    private static void socket(JsonDocument json, ListeningSocket socket) {
        json.object(() -> {
            json.number("inode", socket.inode());
            json.text("cookie", cookie(socket.cookie()));
            json.number("uid", socket.uid());
            queue(
                    json,
                    socket.acceptQueue().depth(),
                    socket.acceptQueue().limit(),
                    socket.acceptQueue().full());
            json.number("drops", socket.drops());
            json.text("cgroup", socket.cgroup());
            json.list(
                    "processes",
                    socket.processes(),
                    (_, process) ->
                            json.object(() -> {
                                json.number("pid", process.pid());
                                json.text("name", process.name());
                                json.number("fd", process.fd());
                            }));
        });
    }

    /** In hexadecimal: 64 bits do not fit into the numbers of many JSON readers. */
    private static Optional<String> cookie(OptionalLong cookie) {
        return cookie.isPresent()
                ? Optional.of(Long.toHexString(cookie.getAsLong()))
                : Optional.empty();
    }
}
