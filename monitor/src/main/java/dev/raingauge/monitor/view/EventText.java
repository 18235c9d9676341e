package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.TcpFigure;
import java.time.Instant;
import java.util.OptionalLong;

/** Sockets that were taken down, one after the other, for people. */
public final class EventText {
    private EventText() {}

    /** One line, or on a narrow page one with others under it. */
    public static void closed(Instant time, InetRecord socket, Page page, StringBuilder out) {
        String head =
                "%s  %-4s %s  %s"
                        .formatted(
                                Timestamp.of(time),
                                socket.protocol().label(),
                                local(socket),
                                remote(socket));
        String figures = figures(new TcpFigures(socket, socket.details()));
        if (figures.isEmpty()) {
            out.append(head).append('\n');
            return;
        }
        String whole = head + "  " + figures;
        if (page.width().isEmpty() || Letters.width(whole) <= page.width().getAsInt()) {
            out.append(whole).append('\n');
            return;
        }
        out.append(head).append('\n');
        for (String line : Letters.lines(figures, Math.max(20, page.width().getAsInt() - 4))) {
            out.append("    ").append(line).append('\n');
        }
    }

    /** The kernel dropped some. */
    public static void lost(Instant time, Page page, StringBuilder out) {
        String words =
                Timestamp.of(time)
                        + "  MISSING: sockets closed faster than we could take it in, and the kernel"
                        + " dropped some of these messages";
        out.append(Style.BAD.on(words, page)).append('\n');
    }

    static String local(InetRecord socket) {
        return end(socket, socket.localHigh(), socket.localLow(), socket.localPort());
    }

    static String remote(InetRecord socket) {
        boolean connected = (socket.remoteHigh() | socket.remoteLow() | socket.remotePort()) != 0;
        return connected
                ? end(socket, socket.remoteHigh(), socket.remoteLow(), socket.remotePort())
                : "*";
    }

    private static String end(InetRecord socket, long high, long low, int port) {
        IpAddress address = socket.isV6() ? IpAddress.v6(high, low) : IpAddress.v4((int) low);
        return new Endpoint(address, port).toString();
    }

    /** What its life was like; empty where no data is told, as of UDP. */
    private static String figures(TcpFigures figures) {
        var text = new StringBuilder();
        amount(text, "sent ", figures.of(TcpFigure.BYTES_SENT), " B");
        amount(text, "received ", figures.of(TcpFigure.BYTES_RECEIVED), " B");
        OptionalLong rtt = figures.of(TcpFigure.RTT);
        if (rtt.isPresent() && rtt.getAsLong() > 0) {
            add(text, "rtt " + Units.micros(rtt.getAsLong()));
        }
        OptionalLong again = figures.of(TcpFigure.TOTAL_RETRANS);
        if (again.isPresent() && again.getAsLong() > 0) {
            add(text, again.getAsLong() + " segments retransmitted");
        }
        OptionalLong lost = figures.of(TcpFigure.UNACKED);
        if (lost.isPresent() && lost.getAsLong() > 0) {
            add(text, lost.getAsLong() + " segments never acknowledged");
        }
        return text.toString();
    }

    private static void amount(StringBuilder text, String word, OptionalLong value, String unit) {
        if (value.isPresent()) {
            add(text, word + value.getAsLong() + unit);
        }
    }

    private static void add(StringBuilder text, String words) {
        text.append(text.isEmpty() ? "" : ", ").append(words);
    }
}
