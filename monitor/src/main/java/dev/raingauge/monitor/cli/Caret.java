package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.FilterRefused;
import dev.raingauge.monitor.view.Printable;

/** Shows where in a filter the mistake is. */
final class Caret {
    /** So much of a long filter is shown on either side. */
    private static final int AROUND = 30;

    private Caret() {}

    /** Writes the sentence, the filter, and a caret under the mistake; returns the exit code. */
    static int show(String command, FilterRefused refused, Surroundings around) {
        around.complain(command + ": " + Printable.of(String.valueOf(refused.getMessage())));
        String text = refused.text();
        if (!text.isEmpty()) {
            int from = Math.max(0, refused.at() - AROUND);
            int to = Math.min(text.length(), refused.at() + refused.length() + AROUND);
            int end = Math.min(text.length(), refused.at() + refused.length());
            String before = Printable.of(text.substring(from, refused.at()));
            int width = Printable.of(text.substring(refused.at(), end)).length();
            around.complain("  " + Printable.of(text.substring(from, to)));
            around.complain("  " + " ".repeat(before.length()) + "^".repeat(Math.max(1, width)));
        }
        return Failure.WRONG_USAGE;
    }
}
