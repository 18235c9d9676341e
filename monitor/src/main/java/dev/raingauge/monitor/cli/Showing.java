package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Timestamp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Shows what was seen: once, or again and again. */
final class Showing {
    private static final String TO_THE_TOP = "\u001b[H";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final String CLEAR_REST = "\u001b[J";

    private final boolean json;
    private final Optional<Duration> watch;
    private final Surroundings around;

    Showing(ReadingOptions options, Surroundings around) {
        this(options.json(), options.watch(), around);
    }

    /**
     * Shows.
     *
     * @param watch how long to wait before the next look; empty: there is only one
     */
    Showing(boolean json, Optional<Duration> watch, Surroundings around) {
        this.json = json;
        this.watch = watch;
        this.around = around;
    }

    /** Looks, and writes what it saw. */
    @FunctionalInterface
    interface Writer {
        /** Writes one document, or one text on a page. */
        void write(Page page, StringBuilder out) throws IOException, Failure;
    }

    /** Writes once, or until the program is ended. */
    void run(Writer writer) throws IOException, Failure {
        if (watch.isEmpty()) {
            around.print(written(writer, page(around.screen().width())));
            return;
        }
        long pause = watch.get().toNanos();
        for (long next = System.nanoTime() + pause; ; next += pause) {
            if (json) {
                around.print(written(writer, Page.PLAIN));
            } else if (around.screen().terminal()) {
                redraw(writer);
            } else {
                String head = Timestamp.of(around.clock().instant());
                around.print(head + "\n" + written(writer, page(OptionalInt.empty())) + "\n");
            }
            next = Math.max(next, System.nanoTime()); // a look that took long is not made up for
            if (around.screen().terminal() || !around.session().map(Session::plays).orElse(false)) {
                sleep(next - System.nanoTime()); // a recording is played for eyes only at that pace
            }
        }
    }

    /**
     * Draws over what stands there, so that nothing flickers, and no more than the screen holds.
     */
    private void redraw(Writer writer) throws IOException, Failure {
        Screen.Size size = around.screen().size();
        String text = written(writer, page(OptionalInt.of(size.columns())));
        var frame = new StringBuilder(TO_THE_TOP);
        frame.append(Timestamp.of(around.clock().instant())).append(CLEAR_REST_OF_LINE);
        List<String> lines = text.stripTrailing().lines().toList();
        int room = size.lines() - 2;
        boolean tooLong = lines.size() > room;
        for (String line : lines.subList(0, Math.clamp(room, 0, lines.size()))) {
            frame.append('\n').append(line).append(CLEAR_REST_OF_LINE);
        }
        if (tooLong) {
            int more = lines.size() - room;
            frame.append("\n(").append(more).append(" more lines)").append(CLEAR_REST_OF_LINE);
        }
        around.print(frame.append(CLEAR_REST));
    }

    private static String written(Writer writer, Page page) throws IOException, Failure {
        var text = new StringBuilder();
        writer.write(page, text);
        return text.toString();
    }

    private Page page(OptionalInt width) {
        return new Page(width, around.screen().unicode(), around.screen().colours());
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, nanos)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
