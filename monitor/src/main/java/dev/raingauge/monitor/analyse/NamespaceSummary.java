package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The totals of one namespace.
 *
 * @param socketsUsed sockets of every protocol that processes of this namespace made
 * @param unix empty where not looked at
 */
public record NamespaceSummary(
        Namespace namespace, Figure socketsUsed, Tcp tcp, Udp udp, Optional<UnixSummary> unix) {

    /**
     * TCP.
     *
     * @param states sockets by state; a state that cannot be told is not in it
     * @param inUse sockets with a port, without TIME_WAIT
     * @param orphan sockets that no process holds any more
     * @param timeWait timewait sockets, FIN_WAIT2 orphans that became one included: so it may be
     *     more than the state TIME_WAIT
     * @param allocated sockets that take memory, those without a port included
     * @param memoryBytes buffer memory
     */
    public record Tcp(
            Map<TcpState, Long> states,
            Figure inUse,
            Figure orphan,
            Figure timeWait,
            Figure allocated,
            Figure memoryBytes) {
        public Tcp {
            states = Map.copyOf(states);
        }

        /** Empty where it cannot be told. */
        public OptionalLong state(TcpState state) {
            Long count = states.get(state);
            return count == null ? OptionalLong.empty() : OptionalLong.of(count);
        }
    }

    /**
     * UDP.
     *
     * @param inUse sockets with a port
     * @param memoryBytes buffer memory
     */
    public record Udp(Figure inUse, Figure memoryBytes) {}

    /**
     * Gives each figure of that file its scope ({@code sockstat_seq_show} in {@code
     * net/ipv4/proc.c}): orphans, allocated sockets and memory are counted for the whole host, and
     * the file of every namespace shows the same numbers.
     *
     * @param states from {@link TcpTotals}
     * @param pageBytes size of a page; empty where not known
     */
    public static NamespaceSummary of(
            Namespace namespace,
            Map<TcpState, Long> states,
            SockStat sockStat,
            OptionalInt pageBytes,
            Optional<UnixSummary> unix) {
        return new NamespaceSummary(
                namespace,
                Figure.ofNamespace(sockStat.get("sockets", "used")),
                new Tcp(
                        states.isEmpty() ? Map.of() : new EnumMap<>(states),
                        Figure.ofNamespace(both(sockStat, "TCP", "TCP6")),
                        Figure.ofHost(sockStat.get("TCP", "orphan")),
                        Figure.ofNamespace(sockStat.get("TCP", "tw")),
                        Figure.ofHost(sockStat.get("TCP", "alloc")),
                        Figure.ofHost(bytes(sockStat.get("TCP", "mem"), pageBytes))),
                new Udp(
                        Figure.ofNamespace(both(sockStat, "UDP", "UDP6")),
                        Figure.ofHost(bytes(sockStat.get("UDP", "mem"), pageBytes))),
                unix);
    }

    /** A host without IPv6 has no lines for it; the sum is then that of IPv4. */
    private static OptionalLong both(SockStat sockStat, String v4, String v6) {
        OptionalLong first = sockStat.get(v4, "inuse");
        return first.isEmpty()
                ? first
                : OptionalLong.of(first.getAsLong() + sockStat.get(v6, "inuse").orElse(0));
    }

    private static OptionalLong bytes(OptionalLong pages, OptionalInt pageBytes) {
        return pages.isPresent() && pageBytes.isPresent()
                ? OptionalLong.of(pages.getAsLong() * pageBytes.getAsInt())
                : OptionalLong.empty();
    }
}
