package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.InetRecord;
import java.time.Instant;
import java.util.Optional;

/** Sockets that were taken down, a JSON document on each line. */
public final class EventJson {
    private EventJson() {}

    public static void closed(Instant time, InetRecord socket, StringBuilder out) {
        var figures = new TcpFigures(socket, socket.details());
        String remote = EventText.remote(socket);
        out.append(
                        JsonDocument.event(document -> {
                            document.text("time", Timestamp.of(time));
                            document.text("event", "closed");
                            document.text("protocol", socket.protocol().label());
                            document.text("state", socket.state().label());
                            document.text("local", EventText.local(socket));
                            document.text(
                                    "remote",
                                    remote.equals("*") ? Optional.empty() : Optional.of(remote));
                            document.text("cookie", Long.toHexString(socket.cookie()));
                            if (figures.any()) {
                                document.object(
                                        "tcpInfo", () -> TcpInfoJson.write(document, figures));
                            } else {
                                document.nothing("tcpInfo");
                            }
                        }))
                .append('\n');
    }

    /** The kernel dropped some. */
    public static void lost(Instant time, StringBuilder out) {
        out.append(
                        JsonDocument.event(document -> {
                            document.text("time", Timestamp.of(time));
                            document.text("event", "lost");
                        }))
                .append('\n');
    }
}
