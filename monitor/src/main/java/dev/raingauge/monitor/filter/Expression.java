package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** A filter as it was meant, without its spelling. */
sealed interface Expression {
    /** Every socket. */
    Expression EVERYTHING = new And(List.of());

    /** No socket. */
    Expression NOTHING = new Or(List.of());

    /** Every part holds. */
    record And(List<Expression> parts) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one part holds. */
    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Expression part) implements Expression {}

    /** Of one family, whatever else. */
    record OfFamily(Family family) implements Expression {}

    /** What stands in a port's place, between two bounds of 32 bits unsigned, both included. */
    record Port(Filter.End end, long low, long high) implements Expression {
        static final long MOST = 0xffff_ffffL;

        /** The ports between two bounds, none if they cross. */
        static Expression between(Filter.End end, long low, long high) {
            return low > high ? NOTHING : new Port(end, low, high);
        }
    }

    /** An IP address within a prefix; an IPv4 prefix also holds for mapped addresses. */
    record Address(Filter.End end, IpAddress prefix, int bits) implements Expression {}

    /** The name of a UNIX socket. */
    record Name(Filter.End end, Glob pattern) implements Expression {}

    /** A netlink protocol, a vsock CID, an Ethernet protocol. */
    record Numbered(Family family, Filter.End end, long value) implements Expression {}

    /** Bound to the interface of this index; 0: to none. */
    record Device(int index, String name) implements Expression {}

    record Mark(int value, int mask) implements Expression {}

    record Cgroup(long id, String path) implements Expression {}

    /**
     * The kernel chose the local port, or the name. Its own flag alone would say that of every
     * accepted connection too, since they do not inherit the lock of their listener.
     *
     * @param ports from which the kernel chooses; empty where that is not known
     */
    record AutoBound(Optional<Names.PortSpan> ports) implements Expression {}

    /** Both; what is always true is left out. */
    static Expression and(List<Expression> parts) {
        var flat = new LinkedHashSet<Expression>();
        for (Expression part : parts) {
            if (part instanceof And(List<Expression> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(part);
            }
        }
        return flat.contains(NOTHING)
                ? NOTHING
                : flat.size() == 1 ? flat.iterator().next() : new And(List.copyOf(flat));
    }

    /** Either; what is never true is left out. */
    static Expression or(List<Expression> parts) {
        var flat = new LinkedHashSet<Expression>();
        for (Expression part : parts) {
            if (part instanceof Or(List<Expression> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(part);
            }
        }
        return flat.contains(EVERYTHING)
                ? EVERYTHING
                : flat.size() == 1 ? flat.iterator().next() : new Or(List.copyOf(flat));
    }

    /** The opposite; twice is not at all. */
    static Expression not(Expression part) {
        if (part instanceof Not(Expression inner)) {
            return inner;
        }
        return part.equals(EVERYTHING)
                ? NOTHING
                : part.equals(NOTHING) ? EVERYTHING : new Not(part);
    }
}
