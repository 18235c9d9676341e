package dev.raingauge.monitor.top;

import dev.raingauge.sockdiag.model.Namespace;
import java.util.Optional;

/**
 * What the user has chosen. Immutable: a key makes the next one.
 *
 * @param view what is shown
 * @param selected the row of the cursor; empty as long as it is the first one, whichever that is
 * @param scroll lines that the text of a view is scrolled by
 * @param order what the rows are ordered by
 * @param reversed whether the other way round
 * @param filter words that a row must have
 * @param namespace the only one that is shown; empty: all
 * @param choice the line of the cursor in a menu
 * @param paused whether the picture stands still; it is looked at nevertheless
 * @param done whether to end
 * @param playhead where in a recording this is; empty: it is the present
 */
record State(
        View view,
        Optional<ListenerKey> selected,
        int scroll,
        Order order,
        boolean reversed,
        String filter,
        Optional<Namespace> namespace,
        int choice,
        boolean paused,
        boolean done,
        Optional<Playhead> playhead) {
    /** What the screen shows. */
    enum View {
        LIST,
        DETAIL,
        HELP,
        /** The list, while the filter is typed. */
        FILTER,
        /** The list, with a menu of orders over it. */
        ORDERS,
        /** The list, with a menu of namespaces over it. */
        NAMESPACES
    }

    static final State FIRST =
            new State(
                    View.LIST,
                    Optional.empty(),
                    0,
                    Order.URGENCY,
                    false,
                    "",
                    Optional.empty(),
                    0,
                    false,
                    false,
                    Optional.empty());

    State show(View next) {
        return new State(
                next, selected, 0, order, reversed, filter, namespace, choice, paused, done,
                playhead);
    }

    State select(Optional<ListenerKey> key) {
        return new State(
                view, key, scroll, order, reversed, filter, namespace, choice, paused, done,
                playhead);
    }

    State scrollTo(int line) {
        return new State(
                view,
                selected,
                Math.max(0, line),
                order,
                reversed,
                filter,
                namespace,
                choice,
                paused,
                done,
                playhead);
    }

    State orderBy(Order by, boolean backwards) {
        return new State(
                view, selected, scroll, by, backwards, filter, namespace, choice, paused, done,
                playhead);
    }

    State filterBy(String words) {
        return new State(
                view, selected, scroll, order, reversed, words, namespace, choice, paused, done,
                playhead);
    }

    State only(Optional<Namespace> one) {
        return new State(
                view, selected, scroll, order, reversed, filter, one, choice, paused, done,
                playhead);
    }

    State choose(int line) {
        return new State(
                view, selected, scroll, order, reversed, filter, namespace, line, paused, done,
                playhead);
    }

    State pause(boolean still) {
        return new State(
                view, selected, scroll, order, reversed, filter, namespace, choice, still, done,
                playhead);
    }

    State end() {
        return new State(
                view, selected, scroll, order, reversed, filter, namespace, choice, paused, true,
                playhead);
    }

    State at(Playhead place) {
        return new State(
                view,
                selected,
                scroll,
                order,
                reversed,
                filter,
                namespace,
                choice,
                paused,
                done,
                Optional.of(place));
    }

    boolean shows(Namespace one) {
        return namespace.isEmpty() || namespace.get().id() == one.id();
    }
}
