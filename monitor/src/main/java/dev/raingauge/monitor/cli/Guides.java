package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What {@code raingauge help} knows beside the commands. */
final class Guides {
    private Guides() {}

    /**
     * The text of {@code help man}, {@code help from} or {@code help from TOOL}.
     *
     * @param words what stands behind {@code help}
     */
    static String text(List<String> words, Screen screen) throws IOException, Failure {
        if (words.getFirst().equals("man")) {
            return ManualPage.text();
        }
        From from = From.read();
        if (words.size() == 1) {
            var all = new StringBuilder();
            for (String tool : from.tools()) {
                all.append(all.isEmpty() ? "" : "\n").append("from ").append(tool).append(":\n\n");
                all.append(From.text(from.of(tool).orElseThrow(), page(screen)));
            }
            return all.toString();
        }
        String tool = words.get(1);
        Optional<List<From.Row>> rows = from.of(tool);
        if (rows.isEmpty()) {
            throw Failure.wrongUsage(
                    "nothing is known of '"
                            + Printable.of(tool)
                            + "'; raingauge help from "
                            + String.join("|", from.tools()));
        }
        return From.text(rows.get(), page(screen));
    }

    private static Page page(Screen screen) {
        return new Page(screen.width(), screen.unicode(), false);
    }
}
