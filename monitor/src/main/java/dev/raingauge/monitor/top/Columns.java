package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.view.Bar;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Units;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The columns of the list: which of them there is room for, and what stands in them. */
final class Columns {
    private static final int MARK = 2;
    private static final int DROPS = 7;
    private static final int WAIT = 5;
    private static final int SYN = 5;
    private static final int ACTIVE = 6;
    private static final int LEAST_SPARK = 11;
    private static final int ROOMY = 96;
    private static final String NOT_FOR_UNIX = "-";

    private final Page page;
    private final Glyphs glyphs;
    private final int queue;
    private final int spark;
    private final boolean roomy;

    /** Columns of the three texts, in their order; 0 where one is left out. */
    private final Map<Order, Integer> texts = new EnumMap<>(Order.class);

    Columns(List<Entry> shown, boolean named, int columns, Page page) {
        this.page = page;
        this.glyphs = Glyphs.of(page);
        this.roomy = columns >= ROOMY;
        int widest = 5;
        for (Entry entry : shown) {
            widest = Math.max(widest, Letters.width(queue(entry)));
        }
        this.queue = Math.min(widest, 13);
        this.spark = Math.clamp((columns - 70) / 2L, LEAST_SPARK, Spark.SECONDS);
        int fixed = MARK + Bar.COLUMNS + 1 + queue + 1 + spark + 1 + DROPS + 1 + WAIT + 1;
        fixed += roomy ? SYN + 1 + ACTIVE + 1 : 0;
        share(shown, named, columns - fixed);
    }

    /** The texts share what is left: each gets what it needs, or else its part. */
    private void share(List<Entry> shown, boolean named, int room) {
        int namespace = 9;
        int listener = 8;
        int owner = 5;
        for (Entry entry : shown) {
            namespace = Math.max(namespace, width(entry.row().namespace().name()));
            listener = Math.max(listener, width(name(entry)));
            owner = Math.max(owner, width(entry.owner()));
        }
        int left = room - 1 - (named ? 1 : 0);
        int first = named ? Math.min(namespace, Math.max(left / 4, left - listener - owner)) : 0;
        int last = Math.min(owner, Math.max((left - first) * 2 / 5, left - first - listener));
        texts.put(Order.NAMESPACE, first);
        texts.put(Order.LISTENER, Math.max(1, left - first - last));
        texts.put(Order.OWNER, last);
    }

    private int width(String text) {
        return Letters.width(page.printable(text));
    }

    private int columns(Order text) {
        return texts.getOrDefault(text, 0);
    }

    void drawHead(Frame frame, int line, State state) {
        frame.fill(line, 0, frame.size().columns(), Ink.HEAD);
        int at = MARK;
        at = head(frame, line, at, Bar.COLUMNS, Order.FULLNESS, false, state);
        at = head(frame, line, at, queue, Order.QUEUE, true, state);
        frame.put(line, at, Letters.padded("LAST MINUTE", spark), Ink.HEAD);
        at += spark + 1;
        at = head(frame, line, at, DROPS, Order.DROPS, true, state);
        at = head(frame, line, at, WAIT, Order.WAIT, true, state);
        if (roomy) {
            at = head(frame, line, at, SYN, Order.SYN, true, state);
            at = head(frame, line, at, ACTIVE, Order.ACTIVE, true, state);
        }
        if (columns(Order.NAMESPACE) > 0) {
            at = head(frame, line, at, columns(Order.NAMESPACE), Order.NAMESPACE, false, state);
        }
        at = head(frame, line, at, columns(Order.LISTENER), Order.LISTENER, false, state);
        int _ = head(frame, line, at, columns(Order.OWNER), Order.OWNER, false, state);
    }

    private int head(
            Frame frame, int line, int at, int columns, Order by, boolean right, State state) {
        String text = Letters.shortened(by.head(), columns, page);
        Ink ink = state.order() == by ? Ink.SORTED : Ink.HEAD;
        text = right ? Letters.rightAligned(text, columns) : Letters.padded(text, columns);
        frame.put(line, at, text, ink);
        return at + columns + 1;
    }

    void drawRow(Frame frame, int line, Entry entry) {
        Ink alarm =
                entry.worst()
                        .map(severity ->
                                switch (severity) {
                                    case INFO -> Ink.ACCENT;
                                    case WARNING -> Ink.WARN;
                                    case CRITICAL -> Ink.BAD;
                                })
                        .orElse(Ink.PLAIN);
        if (alarm != Ink.PLAIN) {
            frame.put(line, 0, glyphs.mark(), alarm);
        }
        var sum = entry.row().acceptQueue();
        Ink fill = entry.isFull() ? Ink.BAD : Glyphs.ink(sum.utilization().orElse(0));
        frame.put(line, MARK, Bar.of(sum, page), fill);
        int at = MARK + Bar.COLUMNS + 1;
        Ink depth = sum.depth() == 0 ? Ink.FAINT : fill == Ink.GOOD ? Ink.PLAIN : fill;
        at = cell(frame, line, at, queue, Letters.shortened(queue(entry), queue, page), depth);
        Spark.draw(frame, line, at, spark, entry, glyphs);
        at += spark + 1;
        double drops = entry.dropRate().orElse(0);
        Ink lost = entry.lossRate() > 0 ? Ink.BAD : drops > 0 ? Ink.WARN : Ink.FAINT;
        at = cell(frame, line, at, DROPS, drops(entry), lost);
        at = cell(frame, line, at, WAIT, wait(entry), waitInk(entry));
        if (roomy) {
            OptionalLong syn = entry.row().synQueue();
            at = cell(frame, line, at, SYN, tcpOnly(syn, entry), inkOf(syn));
            OptionalLong active = entry.row().connections().active();
            at = cell(frame, line, at, ACTIVE, Units.count(active, page), inkOf(active));
        }
        if (columns(Order.NAMESPACE) > 0) {
            String namespace = entry.row().namespace().name();
            at = text(frame, line, at, Order.NAMESPACE, namespace, Ink.ACCENT);
        }
        at =
                text(
                        frame,
                        line,
                        at,
                        Order.LISTENER,
                        name(entry),
                        alarm == Ink.PLAIN ? Ink.PLAIN : Ink.STRONG);
        int _ = text(frame, line, at, Order.OWNER, entry.owner(), Ink.PLAIN);
    }

    /** A number, set against the right. */
    private static int cell(Frame frame, int line, int at, int columns, String text, Ink ink) {
        frame.put(line, at, Letters.rightAligned(text, columns), ink);
        return at + columns + 1;
    }

    private int text(Frame frame, int line, int at, Order which, String text, Ink ink) {
        String fit = Letters.shortened(page.printable(text), columns(which), page);
        frame.put(line, at, fit, ink);
        return at + columns(which) + 1;
    }

    private static Ink inkOf(OptionalLong figure) {
        return figure.orElse(0) == 0 ? Ink.FAINT : Ink.PLAIN;
    }

    private String queue(Entry entry) {
        var sum = entry.row().acceptQueue();
        return Units.count(sum.depth(), page) + "/" + Units.count(sum.limit(), page);
    }

    private String tcpOnly(OptionalLong figure, Entry entry) {
        return entry.isUnix() ? NOT_FOR_UNIX : Units.count(figure, page);
    }

    private static String drops(Entry entry) {
        return entry.isUnix()
                ? NOT_FOR_UNIX
                : entry.dropRate().isEmpty() ? "?" : rate(entry.dropRate().getAsDouble());
    }

    /** {@code 0}, {@code 0.3}, {@code 12}. */
    static String rate(double perSecond) {
        if (perSecond <= 0) {
            return "0";
        }
        return perSecond < 0.1 ? "<0.1" : Units.decimal(perSecond);
    }

    private static String wait(Entry entry) {
        if (entry.isUnix() || entry.row().acceptQueue().depth() == 0) {
            return NOT_FOR_UNIX;
        }
        Optional<Duration> wait = entry.row().longestWait();
        return wait.isEmpty() ? "?" : Units.duration(wait.get());
    }

    private static Ink waitInk(Entry entry) {
        if (entry.isUnix() || entry.row().acceptQueue().depth() == 0) {
            return Ink.FAINT;
        }
        long millis = entry.row().longestWait().map(Duration::toMillis).orElse(0L);
        return millis >= 1000 ? Ink.BAD : millis >= 100 ? Ink.WARN : Ink.PLAIN;
    }

    private String name(Entry entry) {
        int sockets = entry.row().sockets().size();
        String times = sockets > 1 ? (page.unicode() ? " ×" : " x") + sockets : "";
        return entry.name() + times;
    }
}
