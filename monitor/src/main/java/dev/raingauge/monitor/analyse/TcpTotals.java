package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The TCP sockets of a namespace by state, as exact as the sources allow. */
public final class TcpTotals {
    private TcpTotals() {}

    /** Those of a census, which has seen each socket. */
    public static Map<TcpState, Long> of(CensusPass census) {
        var totals = new EnumMap<TcpState, Long>(TcpState.class);
        totals.putAll(census.states());
        totals.remove(TcpState.UNKNOWN);
        return totals;
    }

    /**
     * Those of a walk that left the two common states out, completed from counters that the kernel
     * keeps anyway. A state that cannot be told is not in the result.
     *
     * <p>Two traps. {@code CurrEstab} counts CLOSE_WAIT on kernels with a fix of 2024 ({@code
     * tcp_set_state} in {@code net/ipv4/tcp.c}) and not on others, and stable kernels received the
     * fix at different times. {@code tw} also counts FIN_WAIT2 sockets that were shrunk to timewait
     * sockets, which a walk shows as FIN_WAIT2.
     *
     * @param currEstab {@code TcpCurrEstab}
     * @param timeWait {@code TCP tw} of /proc/net/sockstat
     * @param holdsCloseWait whether this kernel's {@code CurrEstab} counts CLOSE_WAIT; empty where
     *     that is not known, which matters only while there are any
     */
    public static Map<TcpState, Long> of(
            StatePass walk,
            OptionalLong currEstab,
            OptionalLong timeWait,
            Optional<Boolean> holdsCloseWait) {
        var totals = new EnumMap<TcpState, Long>(TcpState.class);
        totals.putAll(walk.states());
        totals.remove(TcpState.UNKNOWN);
        totals.remove(TcpState.ESTABLISHED);
        totals.remove(TcpState.TIME_WAIT);
        long closeWait = walk.states().getOrDefault(TcpState.CLOSE_WAIT, 0L);
        if (currEstab.isPresent() && (closeWait == 0 || holdsCloseWait.isPresent())) {
            long also = holdsCloseWait.orElse(false) ? closeWait : 0;
            totals.put(TcpState.ESTABLISHED, Math.max(0, currEstab.getAsLong() - also));
        }
        if (timeWait.isPresent()) {
            totals.put(
                    TcpState.TIME_WAIT, Math.max(0, timeWait.getAsLong() - walk.finWait2Remains()));
        }
        return totals;
    }
}
