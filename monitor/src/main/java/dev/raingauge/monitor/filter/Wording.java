package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import java.util.List;

/** An expression or a kernel filter in the words of the grammar, one spelling for each meaning. */
final class Wording {
    private Wording() {}

    static String of(Expression expression) {
        return switch (expression) {
            case Expression.And(List<Expression> parts) ->
                    parts.isEmpty() ? "everything" : joined(parts, " and ");
            case Expression.Or(List<Expression> parts) ->
                    parts.isEmpty() ? "nothing" : joined(parts, " or ");
            case Expression.Not(Expression part) -> "not " + inner(part);
            case Expression.OfFamily(Family family) -> "family " + family.label();
            case Expression.Port(Filter.End end, long low, long high) -> port(end, low, high);
            case Expression.Address(Filter.End end, IpAddress prefix, int bits) ->
                    address(end, prefix, bits);
            case Expression.Name(Filter.End end, Glob pattern) ->
                    host(end) + " unix:" + pattern.pattern();
            case Expression.Numbered(Family family, Filter.End end, long value) ->
                    host(end) + " " + family.label() + ":" + value;
            case Expression.Device(int _, String name) -> "dev " + name;
            case Expression.Mark(int value, int mask) -> mark(value, mask);
            case Expression.Cgroup(long _, String path) -> "cgroup " + path;
            case Expression.AutoBound _ -> "autobound";
        };
    }

    private static String joined(List<Expression> parts, String word) {
        return String.join(word, parts.stream().map(Wording::inner).toList());
    }

    private static String inner(Expression part) {
        boolean compound =
                (part instanceof Expression.And(List<Expression> parts) && !parts.isEmpty())
                        || (part instanceof Expression.Or(List<Expression> either)
                                && !either.isEmpty());
        return compound ? "( " + of(part) + " )" : of(part);
    }

    static String of(Filter filter) {
        return switch (filter) {
            case Filter.And(List<Filter> parts) ->
                    parts.isEmpty() ? "everything" : joinedFilters(parts, " and ");
            case Filter.Or(List<Filter> parts) ->
                    parts.isEmpty() ? "nothing" : joinedFilters(parts, " or ");
            case Filter.Not(Filter part) -> "not " + innerFilter(part);
            case Filter.Port(Filter.End end, int low, int high) -> port(end, low, high);
            case Filter.Address(Filter.End end, IpAddress prefix, int bits) ->
                    address(end, prefix, bits);
            case Filter.Interface(int index) -> "dev " + index;
            case Filter.Mark(int value, int mask) -> mark(value, mask);
            case Filter.Cgroup(long id) -> "cgroup id " + id;
            case Filter.AutoBound() -> "port not fixed by bind";
        };
    }

    private static String joinedFilters(List<Filter> parts, String word) {
        return String.join(word, parts.stream().map(Wording::innerFilter).toList());
    }

    private static String innerFilter(Filter part) {
        boolean compound =
                (part instanceof Filter.And(List<Filter> parts) && !parts.isEmpty())
                        || (part instanceof Filter.Or(List<Filter> either) && !either.isEmpty());
        return compound ? "( " + of(part) + " )" : of(part);
    }

    private static String port(Filter.End end, long low, long high) {
        String name = end == Filter.End.LOCAL ? "sport" : "dport";
        if (low == high) {
            return name + " = " + low;
        }
        if (low == 0) {
            return name + " <= " + high;
        }
        return high >= 0xffff ? name + " >= " + low : "%s %d to %d".formatted(name, low, high);
    }

    private static String address(Filter.End end, IpAddress prefix, int bits) {
        boolean v4 = prefix.version() == IpAddress.Version.V4;
        String length = bits == (v4 ? 32 : 128) ? "" : "/" + bits;
        return host(end) + (v4 ? " " + prefix + length : " [" + prefix + length + "]");
    }

    private static String host(Filter.End end) {
        return end == Filter.End.LOCAL ? "src" : "dst";
    }

    private static String mark(int value, int mask) {
        return mask == -1
                ? "fwmark 0x%x".formatted(value)
                : "fwmark 0x%x/0x%x".formatted(value, mask);
    }
}
