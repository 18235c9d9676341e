package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * Judges sockets here as the kernel would ({@code inet_diag_bc_run} in {@code
 * net/ipv4/inet_diag.c}), where /proc gives no way to ask it.
 */
final class FilterMatch {
    private FilterMatch() {}

    /**
     * The filter as a test.
     *
     * @throws SockDiagException if it asks for what /proc does not show
     */
    static Predicate<InetRecord> of(Filter filter) throws SockDiagException {
        return switch (filter) {
            case Filter.And(List<Filter> parts) -> {
                Predicate<InetRecord> all = _ -> true;
                for (Filter part : parts) {
                    all = all.and(of(part));
                }
                yield all;
            }
            case Filter.Or(List<Filter> parts) -> {
                Predicate<InetRecord> any = _ -> false;
                for (Filter part : parts) {
                    any = any.or(of(part));
                }
                yield any;
            }
            case Filter.Not(Filter part) -> of(part).negate();
            case Filter.Port(Filter.End end, int low, int high) ->
                    end == Filter.End.LOCAL
                            ? socket -> socket.localPort() >= low && socket.localPort() <= high
                            : socket -> socket.remotePort() >= low && socket.remotePort() <= high;
            case Filter.Address(Filter.End end, IpAddress prefix, int bits) ->
                    end == Filter.End.LOCAL
                            ? socket ->
                                    within(
                                            socket.isV6(),
                                            socket.localHigh(),
                                            socket.localLow(),
                                            prefix,
                                            bits)
                            : socket ->
                                    within(
                                            socket.isV6(),
                                            socket.remoteHigh(),
                                            socket.remoteLow(),
                                            prefix,
                                            bits);
            case Filter.Interface _ -> throw unknown("interfaces");
            case Filter.Mark _ -> throw unknown("marks");
            case Filter.Cgroup _ -> throw unknown("cgroups");
            case Filter.AutoBound _ -> throw unknown("who chose the port");
        };
    }

    private static boolean within(boolean v6, long high, long low, IpAddress prefix, int bits) {
        if (prefix.version() == IpAddress.Version.V4) {
            boolean mapped = v6 && high == 0 && low >>> 32 == 0xffff;
            return (!v6 || mapped) && sameBits(low << 32, prefix.low() << 32, bits);
        }
        return v6
                && sameBits(high, prefix.high(), Math.min(bits, Long.SIZE))
                && sameBits(low, prefix.low(), Math.max(0, bits - Long.SIZE));
    }

    /** Whether the first {@code bits} of 64 are equal. */
    private static boolean sameBits(long a, long b, int bits) {
        return bits == 0 || (a ^ b) >>> (Long.SIZE - bits) == 0;
    }

    private static SockDiagException unknown(String what) {
        return new SockDiagException(
                "cannot filter by %s: /proc does not show them; netlink does".formatted(what), 0);
    }
}
