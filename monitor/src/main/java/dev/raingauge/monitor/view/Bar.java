package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.QueueSum;

/** How full a queue is, drawn in eight columns. */
public final class Bar {
    public static final int COLUMNS = 8;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private Bar() {}

    /**
     * A bar that is never quite full nor quite empty unless the queue is, and says FULL when it is:
     * one can read it without colours.
     */
    public static String of(QueueSum queue, Page page) {
        if (queue.full().orElse(false)) {
            return page.unicode() ? "██FULL██" : "##FULL##";
        }
        if (queue.utilization().isEmpty()) {
            return queue.depth() == 0 ? "" : "?";
        }
        int eighths = (int) Math.round(queue.utilization().getAsDouble() * COLUMNS * 8);
        if (queue.depth() > 0) {
            eighths = Math.clamp(eighths, 1, COLUMNS * 8 - 1);
        }
        return page.unicode() ? blocks(eighths) : "#".repeat((eighths + 7) / 8);
    }

    private static String blocks(int eighths) {
        String whole = "█".repeat(eighths / 8);
        return eighths % 8 == 0 ? whole : whole + EIGHTHS.charAt(eighths % 8);
    }
}
