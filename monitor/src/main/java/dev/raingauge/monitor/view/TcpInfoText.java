package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.TcpFigure;
import java.time.Duration;
import java.util.OptionalLong;

/** What tcp_info says, in words; what is nothing is left out. */
final class TcpInfoText {
    private final TcpFigures figures;
    private final StringBuilder text = new StringBuilder();

    private TcpInfoText(TcpFigures figures) {
        this.figures = figures;
    }

    /** One line; empty where nothing is known. */
    static String of(InetRecord socket, InetDetails details, Page page) {
        var info = new TcpInfoText(new TcpFigures(socket, details));
        details.congestionControl().ifPresent(name -> info.add(page.printable(name)));
        if (info.figures.any()) {
            info.times();
            info.window();
            info.losses();
            info.rates();
            info.amounts();
            info.lately();
        }
        return info.text.toString();
    }

    private void times() {
        long rtt = figures.or(TcpFigure.RTT, 0);
        if (rtt > 0) {
            add("rtt " + Units.micros(rtt) + " ±" + Units.micros(figures.or(TcpFigure.RTTVAR, 0)));
            OptionalLong least = figures.of(TcpFigure.MIN_RTT);
            if (least.isPresent()) {
                text.append(" (least ").append(Units.micros(least.getAsLong())).append(')');
            }
        }
        figure(TcpFigure.RTO, "rto ", "");
        if (figures.or(TcpFigure.BACKOFF, 0) > 0) {
            text.append(" (doubled ").append(figures.or(TcpFigure.BACKOFF, 0)).append(" times)");
        }
    }

    private void window() {
        OptionalLong window = figures.of(TcpFigure.SND_CWND);
        if (window.isPresent()) {
            add("cwnd " + window.getAsLong() + " x " + figures.or(TcpFigure.SND_MSS, 0) + " B");
        }
        figure(TcpFigure.SND_SSTHRESH, "ssthresh ", "");
        figure(TcpFigure.UNACKED, "", " in flight");
        figure(TcpFigure.SND_WND, "peer's window ", "");
        figure(TcpFigure.PMTU, "path mtu ", "");
    }

    private void losses() {
        figure(TcpFigure.LOST, "", " lost");
        figure(TcpFigure.SACKED, "", " sacked");
        figure(TcpFigure.TOTAL_RETRANS, "", " retransmitted");
        if (figures.or(TcpFigure.TOTAL_RETRANS, 0) > 0) {
            text.append(" (").append(figures.or(TcpFigure.RETRANS, 0)).append(" unanswered)");
        }
        figure(TcpFigure.RETRANSMITS, "", " timeouts in a row");
        figure(TcpFigure.PROBES, "", " probes");
        figure(TcpFigure.REORD_SEEN, "", " reorderings");
        figure(TcpFigure.DSACK_DUPS, "", " needless duplicates");
        figure(TcpFigure.RCV_OOOPACK, "", " received out of order");
    }

    private void rates() {
        figure(TcpFigure.DELIVERY_RATE, "delivers ", "");
        if (figures.or(TcpFigure.DELIVERY_RATE, 0) > 0
                && figures.or(TcpFigure.DELIVERY_RATE_APP_LIMITED, 0) == 1) {
            text.append(" (the application sent no more)");
        }
        figure(TcpFigure.PACING_RATE, "paced at ", "");
        long busy = figures.or(TcpFigure.BUSY_TIME, 0);
        if (busy > 0) {
            add("busy " + Units.micros(busy));
            share("peer's window full ", TcpFigure.RWND_LIMITED, busy);
            share("send buffer full ", TcpFigure.SNDBUF_LIMITED, busy);
        }
    }

    private void share(String words, TcpFigure figure, long busy) {
        long part = figures.or(figure, 0);
        if (part > 0) {
            add(words + Units.micros(part) + " (" + Math.round(100.0 * part / busy) + "%)");
        }
    }

    private void amounts() {
        figure(TcpFigure.BYTES_SENT, "sent ", "");
        figure(TcpFigure.BYTES_RETRANS, "of it again ", "");
        figure(TcpFigure.BYTES_ACKED, "acknowledged ", "");
        figure(TcpFigure.BYTES_RECEIVED, "received ", "");
        figure(TcpFigure.NOTSENT_BYTES, "not yet sent ", "");
    }

    private void lately() {
        ago("last sent ", TcpFigure.LAST_DATA_SENT);
        ago("last received ", TcpFigure.LAST_DATA_RECV);
        ago("last acknowledged ", TcpFigure.LAST_ACK_RECV);
    }

    private void ago(String words, TcpFigure figure) {
        OptionalLong millis = figures.of(figure);
        if (millis.isPresent()) {
            add(words + Units.duration(Duration.ofMillis(millis.getAsLong())) + " ago");
        }
    }

    private void figure(TcpFigure figure, String before, String after) {
        long value = figures.or(figure, 0);
        if (value == 0) {
            return;
        }
        add(
                before
                        + switch (figure.unit()) {
                            case COUNT, CODE -> Long.toUnsignedString(value);
                            case BYTES -> Units.bytes(value);
                            case BYTES_PER_SECOND -> Units.bytes(value) + "/s";
                            case MICROSECONDS -> Units.micros(value);
                            case MILLISECONDS -> Units.duration(Duration.ofMillis(value));
                        }
                        + after);
    }

    private void add(String words) {
        text.append(text.isEmpty() ? "" : ", ").append(words);
    }
}
