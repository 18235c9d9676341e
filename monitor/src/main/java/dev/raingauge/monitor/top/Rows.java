package dev.raingauge.monitor.top;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows that a state shows of a board, in their order, and where the cursor is. */
record Rows(List<Entry> entries, int cursor) {
    static Rows of(State state, Board board) {
        String[] words = state.filter().toLowerCase(Locale.ROOT).strip().split("\\s+");
        List<Entry> wanted =
                board.entries().stream()
                        .filter(entry -> state.shows(entry.row().namespace()))
                        .filter(entry -> matches(entry, words))
                        .toList();
        List<Entry> sorted = state.order().sorted(wanted, state.reversed());
        int cursor = 0;
        for (int i = 0; state.selected().isPresent() && i < sorted.size(); i++) {
            if (sorted.get(i).key().equals(state.selected().get())) {
                cursor = i;
            }
        }
        return new Rows(sorted, cursor);
    }

    /** Every word must be in its address, owners, namespace or kind. */
    private static boolean matches(Entry entry, String[] words) {
        if (words.length == 1 && words[0].isEmpty()) {
            return true;
        }
        var text = new StringBuilder(entry.row().address().toString());
        text.append(' ').append(entry.row().namespace().name());
        text.append(' ').append(entry.row().address().transport().label());
        entry.row()
                .owners()
                .forEach(owner ->
                        text.append(' ').append(owner.name()).append(' ').append(owner.pid()));
        String searched = text.toString().toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!searched.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** The row of the cursor; empty where there is none. */
    Optional<Entry> current() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(cursor));
    }

    /** A state with the cursor so many rows further down, or up. */
    State movedBy(State state, int rows) {
        return moved(state, Math.clamp((long) cursor + rows, 0, Integer.MAX_VALUE));
    }

    /** A state with the cursor in another row; in the first one it stays with the first. */
    State moved(State state, int to) {
        int row = Math.clamp(to, 0, Math.max(0, entries.size() - 1));
        return row == 0
                ? state.select(Optional.empty())
                : state.select(Optional.of(entries.get(row).key()));
    }
}
