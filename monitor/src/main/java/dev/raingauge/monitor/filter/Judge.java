package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Judges a socket here, where the kernel did not or could not. */
final class Judge {
    private Judge() {}

    static Truth of(Expression expression, Subject socket) {
        return switch (expression) {
            case Expression.And(List<Expression> parts) -> {
                Truth all = Truth.YES;
                for (Expression part : parts) {
                    all = all.and(of(part, socket));
                    if (all == Truth.NO) {
                        break;
                    }
                }
                yield all;
            }
            case Expression.Or(List<Expression> parts) -> {
                Truth any = Truth.NO;
                for (Expression part : parts) {
                    any = any.or(of(part, socket));
                    if (any == Truth.YES) {
                        break;
                    }
                }
                yield any;
            }
            case Expression.Not(Expression part) -> of(part, socket).negated();
            case Expression.OfFamily(Family family) -> Truth.of(socket.family() == family);
            case Expression.Port(Filter.End end, long low, long high) ->
                    within(socket.port(end), low, high);
            case Expression.Address address -> address(address, socket);
            case Expression.Name name -> name(name, socket);
            case Expression.Numbered(Family family, Filter.End end, long value) ->
                    socket.family() == family ? within(socket.number(end), value, value) : Truth.NO;
            case Expression.Device(int index, String _) -> {
                OptionalInt bound = socket.interfaceIndex();
                yield bound.isEmpty() ? Truth.UNKNOWN : Truth.of(bound.getAsInt() == index);
            }
            case Expression.Mark(int value, int mask) -> {
                OptionalLong mark = socket.mark();
                yield mark.isEmpty()
                        ? Truth.UNKNOWN
                        : Truth.of(((int) mark.getAsLong() & mask) == value);
            }
            case Expression.Cgroup(long id, String _) -> within(socket.cgroupId(), id, id);
            case Expression.AutoBound(Optional<Names.PortSpan> ports) -> autoBound(ports, socket);
        };
    }

    private static Truth within(OptionalLong figure, long low, long high) {
        if (figure.isEmpty()) {
            return Truth.UNKNOWN;
        }
        return Truth.of(figure.getAsLong() >= low && figure.getAsLong() <= high);
    }

    private static Truth address(Expression.Address wanted, Subject socket) {
        if (!socket.family().isInternet()) {
            return Truth.NO;
        }
        Optional<IpAddress> told = socket.address(wanted.end());
        return told.isEmpty()
                ? Truth.UNKNOWN
                : Truth.of(covers(wanted.prefix(), wanted.bits(), told.get()));
    }

    private static boolean covers(IpAddress prefix, int bits, IpAddress address) {
        if (prefix.version() == IpAddress.Version.V4) {
            IpAddress plain = address.unmapped();
            return plain.version() == IpAddress.Version.V4
                    && sameBits(plain.low() << 32, prefix.low() << 32, bits);
        }
        return address.version() == IpAddress.Version.V6
                && sameBits(address.high(), prefix.high(), Math.min(bits, Long.SIZE))
                && sameBits(address.low(), prefix.low(), Math.max(0, bits - Long.SIZE));
    }

    /** Whether the first {@code bits} of 64 are equal. */
    private static boolean sameBits(long a, long b, int bits) {
        return bits == 0 || (a ^ b) >>> (Long.SIZE - bits) == 0;
    }

    private static Truth name(Expression.Name wanted, Subject socket) {
        if (socket.family() != Family.UNIX) {
            return Truth.NO;
        }
        if (wanted.pattern().matchesAll()) {
            return Truth.YES;
        }
        Optional<String> told = socket.name(wanted.end());
        return told.isEmpty() ? Truth.UNKNOWN : Truth.of(wanted.pattern().matches(told.get()));
    }

    private static Truth autoBound(Optional<Names.PortSpan> ports, Subject socket) {
        OptionalLong port = socket.port(Filter.End.LOCAL);
        return switch (socket.family()) {
            case INET, INET6 -> {
                Truth inRange =
                        ports.isEmpty()
                                ? Truth.UNKNOWN
                                : within(port, ports.get().low(), ports.get().high());
                yield inRange.and(socket.autoBound().map(Truth::of).orElse(Truth.UNKNOWN));
            }
            case UNIX -> {
                Optional<String> name = socket.name(Filter.End.LOCAL);
                yield name.isEmpty() ? Truth.UNKNOWN : Truth.of(isChosenName(name.get()));
            }
            case NETLINK -> within(port, 1L << 31, Expression.Port.MOST); // a negative int
            case VSOCK -> within(port, 1024, Expression.Port.MOST);
            case LINK -> within(port, 0, 0).and(within(socket.number(Filter.End.LOCAL), 0, 0));
        };
    }

    /** No name, or the five hexadecimal digits that {@code unix_autobind} chooses. */
    private static boolean isChosenName(String name) {
        return name.isEmpty()
                || (name.length() == 6
                        && name.charAt(0) == '@'
                        && name.chars().skip(1).allMatch(c -> "0123456789abcdef".indexOf(c) >= 0));
    }
}
