package dev.raingauge.monitor.top;

import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Trouble;
import dev.raingauge.monitor.view.Units;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** What stands at the top: where this is, the verdict, and the totals of what is shown. */
final class Headlines {
    private Headlines() {}

    static void draw(Frame frame, State state, Board board, Rows rows, Page page) {
        title(frame, state, board, page);
        verdict(frame, state, board, page);
        totals(frame, state, board, rows, page);
    }

    /** The bar that every view has. */
    static void title(Frame frame, State state, Board board, Page page) {
        int columns = frame.size().columns();
        frame.fill(0, 0, columns, Ink.TITLE);
        String still = state.playhead().isPresent() ? "REPLAY " : state.paused() ? "PAUSED " : "";
        String clock = still + board.time().map(Headlines::clock).orElse("");
        String dot = " " + Glyphs.of(page).dot() + " ";
        String where =
                " raingauge top"
                        + dot
                        + page.printable(board.host())
                        + dot
                        + "Linux "
                        + page.printable(board.kernel())
                        + dot
                        + namespaces(state, board, page);
        frame.put(0, 0, Letters.shortened(where, columns - clock.length() - 2, page), Ink.TITLE);
        int at = columns - clock.length() - 1;
        frame.put(0, at, clock + " ", Ink.TITLE);
        frame.put(0, at, still.strip(), Ink.BADGE_WARN);
    }

    private static String namespaces(State state, Board board, Page page) {
        if (state.namespace().isPresent()) {
            return "namespace " + page.printable(state.namespace().get().name());
        }
        int count = board.namespaces().size();
        return switch (count) {
            case 0 -> "";
            case 1 -> "namespace " + page.printable(board.namespaces().getFirst().name());
            default -> count + " namespaces";
        };
    }

    private static String clock(Instant time) {
        ZonedDateTime here = time.atZone(ZoneId.systemDefault());
        return two(here.getHour()) + ":" + two(here.getMinute()) + ":" + two(here.getSecond());
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static void verdict(Frame frame, State state, Board board, Page page) {
        if (board.time().isEmpty()) {
            return;
        }
        List<Trouble> troubles = board.troubles(state);
        long problems = troubles.stream().filter(one -> one.severity() != Severity.INFO).count();
        long notes = troubles.size() - problems;
        String known = notes == 0 ? "" : "; worth knowing: " + notes;
        if (problems == 0 && board.watched().isZero()) {
            frame.put(1, 1, "The first look: what is lost is seen from the next one on", Ink.FAINT);
            return;
        }
        if (problems == 0) {
            String sure = " OK ";
            int at = frame.put(1, 1, sure, Ink.BADGE_GOOD);
            String words =
                    " nothing is being lost"
                            + known
                            + ", watched for "
                            + FindingsPane.time(board.watched());
            frame.put(1, at, words, Ink.PLAIN);
            return;
        }
        Severity worst = troubles.getFirst().severity();
        String label = " " + worst.name() + " ";
        int at = frame.put(1, 1, label, FindingsPane.badge(worst));
        String words = " " + problems + (problems == 1 ? " problem" : " problems") + known;
        at = frame.put(1, at, words, Ink.STRONG);
        Trouble first = troubles.getFirst();
        String which =
                first.main()
                        .common()
                        .subject()
                        .address()
                        .map(address -> ": " + page.printable(address) + ", " + first.main().rule())
                        .orElse(": " + first.main().rule());
        int room = frame.size().columns() - at - 1;
        frame.put(1, at, Letters.shortened(which, room, page), Ink.PLAIN);
    }

    private static void totals(Frame frame, State state, Board board, Rows rows, Page page) {
        if (board.time().isEmpty()) {
            return;
        }
        List<Entry> entries = rows.entries();
        long full = entries.stream().filter(Entry::isFull).count();
        long waiting = entries.stream().mapToLong(one -> one.row().acceptQueue().depth()).sum();
        double drops = entries.stream().mapToDouble(one -> one.dropRate().orElse(0)).sum();
        int at = 1;
        String of =
                entries.size() == board.entries().size()
                        ? ""
                        : " of " + Units.count(board.entries().size(), page);
        at = figure(frame, at, Units.count(entries.size(), page) + of, "listeners", Ink.STRONG);
        at = figure(frame, at, Units.count(full, page), "full", full > 0 ? Ink.BAD : Ink.FAINT);
        at = figure(frame, at, Units.count(waiting, page), "waiting", ink(waiting));
        at = figure(frame, at, Columns.rate(drops), "drops/s", drops > 0 ? Ink.WARN : Ink.FAINT);
        OptionalLong syn = sum(entries, one -> one.row().synQueue());
        at = figure(frame, at, Units.count(syn, page), "half open", ink(syn.orElse(0)));
        OptionalLong active = sum(entries, one -> one.row().connections().active());
        at = figure(frame, at, Units.count(active, page), "active", ink(active.orElse(0)));
        filter(frame, at, state, page);
    }

    private static void filter(Frame frame, int at, State state, Page page) {
        if (!state.filter().isBlank() && state.view() != State.View.FILTER) {
            String words = "filter: " + page.printable(state.filter());
            int room = frame.size().columns() - at - 1;
            frame.put(2, at, Letters.shortened(words, room, page), Ink.ACCENT);
        }
    }

    private static Ink ink(long figure) {
        return figure > 0 ? Ink.STRONG : Ink.FAINT;
    }

    private static int figure(Frame frame, int at, String number, String what, Ink ink) {
        int behind = frame.put(2, at, number, ink);
        return frame.put(2, behind, " " + what, Ink.FAINT) + 3;
    }

    /** Of those that are known; empty where none is. */
    private static OptionalLong sum(List<Entry> entries, Function<Entry, OptionalLong> figure) {
        Optional<Long> sum =
                entries.stream()
                        .map(figure)
                        .filter(OptionalLong::isPresent)
                        .map(OptionalLong::getAsLong)
                        .reduce(Long::sum);
        return sum.isPresent() ? OptionalLong.of(sum.get()) : OptionalLong.empty();
    }
}
