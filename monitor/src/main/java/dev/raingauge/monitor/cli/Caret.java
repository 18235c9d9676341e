package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.FilterRefused;
import dev.raingauge.monitor.view.Printable;
import java.util.List;

/** Shows where in a filter the mistake is. */
final class Caret {
    /** So much of a long filter is shown on either side. */
    private static final int AROUND = 30;

    private Caret() {}

    /** The sentence, the filter, and a caret under the mistake, wherever escapes have moved it. */
    static Failure failure(FilterRefused refused) {
        String message = String.valueOf(refused.getMessage());
        String text = refused.text();
        if (text.isEmpty()) {
            return Failure.wrongUsage(message);
        }
        int from = Math.max(0, refused.at() - AROUND);
        int end = Math.min(text.length(), refused.at() + refused.length());
        int to = Math.min(text.length(), refused.at() + refused.length() + AROUND);
        int before = Printable.of(text.substring(from, refused.at())).length();
        int under = Printable.of(text.substring(refused.at(), end)).length();
        return Failure.wrongUsage(
                message,
                List.of(
                        "  " + Printable.of(text.substring(from, to)),
                        "  " + " ".repeat(before) + "^".repeat(Math.max(1, under))));
    }
}
