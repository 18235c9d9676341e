package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * What ss users write after the options: {@code state established dport = :443}.
 *
 * <p>What names mean, and so the filter, belongs to one network namespace.
 */
public final class SocketFilter {
    private final Optional<Set<TcpState>> states;
    private final Set<Family> families;
    private final Expression expression;

    SocketFilter(Optional<Set<TcpState>> states, Set<Family> families, Expression expression) {
        this.states = states.map(Set::copyOf);
        this.families = Set.copyOf(families);
        this.expression = expression;
    }

    /**
     * Reads a filter.
     *
     * @param words what the user typed, joined by blanks as ss does; none: everything
     * @param preferred the family that addresses are of if they do not say; empty: inet and inet6
     *     (what {@code -x} or {@code -f unix} asks for makes paths of them)
     * @throws FilterRefused with one sentence and the place
     */
    public static SocketFilter parse(List<String> words, Optional<Family> preferred, Names names)
            throws FilterRefused {
        return new FilterParser(String.join(" ", words), preferred, names).filter();
    }

    /** The states that {@code state} and {@code exclude} leave; empty: none was named. */
    public Optional<Set<TcpState>> states() {
        return states;
    }

    /** The families that addresses name with a prefix, {@code unix:}; empty: none was named. */
    public Set<Family> families() {
        return families;
    }

    /** Whether it lets every socket of the states pass. */
    public boolean isEverything() {
        return expression.equals(Expression.EVERYTHING);
    }

    /** Judges a socket here, from beginning to end: for sources that no kernel filter reaches. */
    public Truth judge(Subject socket) {
        return Judge.of(expression, socket);
    }

    /** How to ask for internet sockets where the kernel judges every condition. */
    public Plan plan() {
        return plan(EnumSet.allOf(Ability.class));
    }

    /** How to ask for internet sockets, and what then remains to be done. */
    public Plan plan(Set<Ability> abilities) {
        Planner.Split split = new Planner(abilities).split(expression);
        var port = new OptionalInt[] {OptionalInt.empty()};
        Optional<Filter> kernel = split.kernel().flatMap(filter -> withoutPort(filter, port));
        Optional<Function<Subject, Truth>> rest =
                split.isExact()
                        ? Optional.empty()
                        : Optional.of(socket -> Judge.of(split.rest(), socket));
        var lines = new ArrayList<String>();
        lines.add(
                "states:         " + states.map(SocketFilter::labels).orElse("as the options say"));
        port[0].ifPresent(number -> lines.add("kernel, first:  sport = " + number));
        lines.add("kernel:         " + kernel.map(Wording::of).orElse("lets everything pass"));
        lines.add("here:           " + (split.isExact() ? "nothing" : Wording.of(split.rest())));
        return new Plan(port[0], kernel, rest, lines);
    }

    /** The kernel compares one local port before it runs any bytecode: that is cheaper. */
    private static Optional<Filter> withoutPort(Filter filter, OptionalInt[] port) {
        List<Filter> parts = filter instanceof Filter.And(List<Filter> all) ? all : List.of(filter);
        var left = new ArrayList<Filter>();
        for (Filter part : parts) {
            if (port[0].isEmpty()
                    && part instanceof Filter.Port(Filter.End end, int low, int high)
                    && end == Filter.End.LOCAL
                    && low == high
                    && low > 0) {
                port[0] = OptionalInt.of(low);
            } else {
                left.add(part);
            }
        }
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(left.size() == 1 ? left.getFirst() : new Filter.And(left));
    }

    private static String labels(Set<TcpState> states) {
        return String.join(" ", states.stream().sorted().map(TcpState::label).toList());
    }

    /** The filter in one spelling of the grammar, without the states. */
    @Override
    public String toString() {
        return Wording.of(expression);
    }
}
