package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Key;
import dev.raingauge.monitor.terminal.Key.Control;
import dev.raingauge.monitor.terminal.Key.Letter;
import dev.raingauge.monitor.terminal.Key.Named;
import dev.raingauge.monitor.top.State.View;
import dev.raingauge.sockdiag.model.Namespace;
import java.util.List;
import java.util.Optional;

/** What each key does: a state and a key make the next state. Keys as in htop and less. */
final class Keys {
    private static final int LONGEST_FILTER = 100;

    private final State state;
    private final Board board;
    private final int page;

    private Keys(State state, Board board, int page) {
        this.state = state;
        this.board = board;
        this.page = page;
    }

    /**
     * The state after a key.
     *
     * @param page lines that a page up or down moves by
     */
    static State after(State state, Key key, Board board, int page) {
        return new Keys(state, board, Math.max(1, page)).after(key);
    }

    private State after(Key key) {
        if (key.equals(new Control('c')) || key == Named.F10) {
            return state.end();
        }
        boolean listed = state.view() == View.LIST;
        if (state.playhead().isPresent() && (listed || state.view() == View.DETAIL)) {
            Playhead at = state.playhead().get();
            return ReplayKeys.after(state, at, key).orElseGet(() -> inView(key));
        }
        return inView(key);
    }

    private State inView(Key key) {
        return switch (state.view()) {
            case LIST -> inList(key);
            case DETAIL -> inDetail(key);
            case HELP -> inHelp(key);
            case FILTER -> inFilter(key);
            case ORDERS, NAMESPACES -> inMenu(key);
        };
    }

    /** How far a key moves; 0 where it moves nothing. */
    private int step(Key key) {
        int end = Integer.MAX_VALUE / 2;
        return switch (key) {
            case Named.UP -> -1;
            case Named.DOWN -> 1;
            case Named.PAGE_UP -> -page;
            case Named.PAGE_DOWN -> page;
            case Named.HOME -> -end;
            case Named.END -> end;
            case Named _ -> 0;
            case Letter(int c) ->
                    switch (c) {
                        case 'k' -> -1;
                        case 'j' -> 1;
                        case 'g' -> -end;
                        case 'G' -> end;
                        default -> 0;
                    };
            case Control(char c) ->
                    switch (c) {
                        case 'p' -> -1;
                        case 'n' -> 1;
                        case 'b' -> -page;
                        case 'f' -> page;
                        case 'u' -> -page / 2;
                        case 'd' -> page / 2;
                        case 'a' -> -end;
                        case 'e' -> end;
                        default -> 0;
                    };
        };
    }

    private State inList(Key key) {
        int step = step(key);
        if (step != 0) {
            return Rows.of(state, board).movedBy(state, step);
        }
        if (key == Named.ENTER) {
            return Rows.of(state, board)
                    .current()
                    .map(entry -> state.select(Optional.of(entry.key())).show(View.DETAIL))
                    .orElse(state);
        }
        if (key == Named.ESCAPE) {
            return state.filterBy("");
        }
        return everywhere(key);
    }

    private State inDetail(Key key) {
        int step = step(key);
        if (step != 0) {
            return state.scrollTo(Math.min(state.scroll() + step, Integer.MAX_VALUE / 2));
        }
        if (key == Named.ESCAPE || key == Named.ENTER || key == Named.BACKSPACE) {
            State list = state.show(View.LIST);
            Rows rows = Rows.of(list, board);
            return rows.moved(list, rows.cursor());
        }
        if (key == Named.RIGHT || key == Named.TAB) {
            return neighbour(1);
        }
        if (key == Named.LEFT || key == Named.BACK_TAB) {
            return neighbour(-1);
        }
        return everywhere(key);
    }

    private State neighbour(int step) {
        Rows rows = Rows.of(state, board);
        if (rows.entries().isEmpty()) {
            return state;
        }
        int to = Math.clamp((long) rows.cursor() + step, 0, rows.entries().size() - 1);
        return state.select(Optional.of(rows.entries().get(to).key())).scrollTo(0);
    }

    private State inHelp(Key key) {
        int step = step(key);
        return step != 0 ? state.scrollTo(state.scroll() + step) : state.show(View.LIST);
    }

    /** Keys that mean the same in the list and beside it. */
    private State everywhere(Key key) {
        return switch (key) {
            case Named.F1 -> state.show(View.HELP);
            case Named.F3, Named.F4 -> state.show(View.FILTER);
            case Named.F6 -> state.choose(Order.ALL.indexOf(state.order())).show(View.ORDERS);
            case Named _ -> state;
            case Letter(int c) -> letter(c);
            case Control _ -> state;
        };
    }

    private State letter(int c) {
        return switch (c) {
            case 'q' -> state.end();
            case '?', 'h' -> state.show(View.HELP);
            case '/', '\\' -> state.show(View.FILTER);
            case ' ', 'p' -> state.pause(!state.paused());
            case '<', ',' -> state.orderBy(state.order().previous(), false);
            case '>', '.' -> state.orderBy(state.order().next(), false);
            case 'I', 'r' -> state.orderBy(state.order(), !state.reversed());
            case 's' -> state.choose(Order.ALL.indexOf(state.order())).show(View.ORDERS);
            case 'n' -> state.choose(shown()).show(View.NAMESPACES);
            default -> state;
        };
    }

    /** The line of the namespace that is shown: 0 is all of them. */
    private int shown() {
        return state.namespace().map(one -> board.namespaces().indexOf(one) + 1).orElse(0);
    }

    private State inFilter(Key key) {
        String words = state.filter();
        return switch (key) {
            case Named.ENTER -> state.show(View.LIST);
            case Named.ESCAPE -> state.filterBy("").show(View.LIST);
            case Named.BACKSPACE ->
                    words.isEmpty()
                            ? state.show(View.LIST)
                            : state.filterBy(
                                    words.substring(
                                            0, words.offsetByCodePoints(words.length(), -1)));
            case Named.UP, Named.DOWN, Named.PAGE_UP, Named.PAGE_DOWN ->
                    Rows.of(state, board).movedBy(state, step(key));
            case Named _ -> state;
            case Letter(int c) ->
                    words.length() < LONGEST_FILTER
                            ? state.filterBy(words + Character.toString(c))
                            : state;
            case Control(char c) ->
                    switch (c) {
                        case 'u' -> state.filterBy("");
                        case 'w' -> state.filterBy(words.replaceFirst("\\S*\\s*$", ""));
                        default -> state;
                    };
        };
    }

    private State inMenu(Key key) {
        List<String> lines = Menu.lines(state, board);
        int step = step(key);
        if (step != 0) {
            return state.choose(Math.clamp((long) state.choice() + step, 0, lines.size() - 1));
        }
        boolean cancelled = key == Named.ESCAPE || key.equals(new Letter('q'));
        if (cancelled || key != Named.ENTER) {
            return cancelled ? state.show(View.LIST) : state;
        }
        int choice = Math.clamp(state.choice(), 0, lines.size() - 1);
        State list = state.show(View.LIST);
        if (state.view() == View.ORDERS) {
            return list.orderBy(Order.ALL.get(choice), false);
        }
        Optional<Namespace> one =
                choice == 0 || choice > board.namespaces().size()
                        ? Optional.empty()
                        : Optional.of(board.namespaces().get(choice - 1));
        return list.only(one).select(Optional.empty());
    }
}
