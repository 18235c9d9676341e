package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Splits an expression in two: bytecode that lets pass at least what is wanted, and what must still
 * be judged here. A part that the kernel cannot judge costs only the parts that hang on it: beside
 * an <em>and</em> the other side still goes to the kernel.
 */
final class Planner {
    /** {@code ::/0}: every socket of family IPv6, and no other. */
    private static final Filter IS_V6 = new Filter.Address(Filter.End.LOCAL, IpAddress.ANY_V6, 0);

    private static final Filter NONE = new Filter.Or(List.of());

    private final Set<Ability> abilities;

    Planner(Set<Ability> abilities) {
        this.abilities = abilities;
    }

    /**
     * A part after the split.
     *
     * @param kernel passes at least what the part wants; empty: everything
     * @param rest what is left to judge, {@link Expression#EVERYTHING} where the kernel's part is
     *     exact
     */
    record Split(Optional<Filter> kernel, Expression rest) {
        boolean isExact() {
            return rest.equals(Expression.EVERYTHING);
        }

        boolean letsNothingPass() {
            return kernel.equals(Optional.of(NONE));
        }
    }

    Split split(Expression expression) {
        return split(expression, true);
    }

    /**
     * Splits a part, or its opposite: negations go down to the conditions, because the opposite of
     * a filter that lets too much pass would let too little pass.
     */
    private Split split(Expression expression, boolean holds) {
        return switch (expression) {
            case Expression.And(List<Expression> parts) ->
                    holds ? all(parts, true) : any(parts, false);
            case Expression.Or(List<Expression> parts) ->
                    holds ? any(parts, true) : all(parts, false);
            case Expression.Not(Expression part) -> split(part, !holds);
            default -> condition(expression, holds);
        };
    }

    private Split all(List<Expression> parts, boolean hold) {
        var kernel = new ArrayList<Filter>();
        var rest = new ArrayList<Expression>();
        for (Expression part : parts) {
            Split split = split(part, hold);
            if (split.letsNothingPass()) {
                return split;
            }
            split.kernel().ifPresent(kernel::add);
            rest.add(split.rest());
        }
        return new Split(joined(kernel, true), Expression.and(rest));
    }

    private Split any(List<Expression> parts, boolean hold) {
        var kernel = new ArrayList<Filter>();
        var whole = new ArrayList<Expression>();
        boolean everything = false;
        boolean exact = true;
        for (Expression part : parts) {
            Split split = split(part, hold);
            if (split.letsNothingPass()) {
                continue;
            }
            if (split.kernel().isEmpty() && split.isExact()) {
                return split; // one side wants everything
            }
            everything |= split.kernel().isEmpty();
            exact &= split.isExact();
            split.kernel().ifPresent(kernel::add);
            whole.add(hold ? part : Expression.not(part));
        }
        return new Split(
                everything ? Optional.empty() : joined(kernel, false),
                exact ? Expression.EVERYTHING : Expression.or(whole));
    }

    private static Optional<Filter> joined(List<Filter> parts, boolean and) {
        if (parts.size() == 1) {
            return Optional.of(parts.getFirst());
        }
        if (parts.isEmpty()) {
            return and ? Optional.empty() : Optional.of(NONE);
        }
        return Optional.of(and ? new Filter.And(parts) : new Filter.Or(parts));
    }

    private Split condition(Expression condition, boolean holds) {
        Optional<Filter> exact = bytecode(condition);
        if (exact.isEmpty()) {
            return new Split(Optional.empty(), holds ? condition : Expression.not(condition));
        }
        Filter filter = exact.get();
        if (holds) {
            return new Split(exact, Expression.EVERYTHING);
        }
        return filter.equals(NONE)
                ? new Split(Optional.empty(), Expression.EVERYTHING)
                : new Split(Optional.of(new Filter.Not(filter)), Expression.EVERYTHING);
    }

    /** The condition as the kernel judges it on internet sockets; empty where it cannot. */
    private Optional<Filter> bytecode(Expression condition) {
        return switch (condition) {
            case Expression.And _, Expression.Or _, Expression.Not _ ->
                    throw new IllegalArgumentException("not a condition: " + condition);
            case Expression.OfFamily(Family family) ->
                    Optional.of(
                            switch (family) {
                                case INET -> new Filter.Not(IS_V6);
                                case INET6 -> IS_V6;
                                default -> NONE;
                            });
            case Expression.Port(Filter.End end, long low, long high) ->
                    Optional.of(
                            low > 0xffff
                                    ? NONE
                                    : new Filter.Port(
                                            end, (int) low, (int) Math.min(high, 0xffff)));
            case Expression.Address(Filter.End end, IpAddress prefix, int bits) ->
                    Optional.of(new Filter.Address(end, prefix, bits));
            case Expression.Name _, Expression.Numbered _ -> Optional.of(NONE);
            case Expression.Device(int index, String _) ->
                    able(Ability.DEVICE, new Filter.Interface(index));
            case Expression.Mark(int value, int mask) ->
                    able(Ability.MARK, new Filter.Mark(value, mask));
            case Expression.Cgroup(long id, String _) ->
                    able(Ability.CGROUP, new Filter.Cgroup(id));
            case Expression.AutoBound(Optional<Names.PortSpan> ports) ->
                    ports.map(span ->
                            new Filter.And(
                                    List.of(
                                            new Filter.AutoBound(),
                                            new Filter.Port(
                                                    Filter.End.LOCAL, span.low(), span.high()))));
        };
    }

    private Optional<Filter> able(Ability ability, Filter filter) {
        return abilities.contains(ability) ? Optional.of(filter) : Optional.empty();
    }
}
