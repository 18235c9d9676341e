package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.Sysctls;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One namespace while it is watched: its source, and the last that was seen of it. */
final class NamespaceWatch implements AutoCloseable {
    /** A look at one depth. */
    @FunctionalInterface
    interface Look<T> {
        T take() throws IOException;
    }

    /** Somebody who follows a remedy changes settings: so often they are read again. */
    private static final Duration SETTINGS_AGAIN = Duration.ofMinutes(1);

    /** Those of another namespace: a thread has to enter it. */
    private static final Duration OTHER_SETTINGS_AGAIN = Duration.ofMinutes(10);

    private final Host.Place place;
    private final boolean own;
    private final NamespaceSource source;
    private final Ticks ticks;
    private final DropTotals dropTotals = new DropTotals();
    private final Map<Depth, Long> tried = new EnumMap<>(Depth.class);
    private final Map<Depth, Gap> gaps = new EnumMap<>(Depth.class);

    private @Nullable Sample<QueuePass> queues;
    private @Nullable Sample<StatePass> states;
    private @Nullable Sample<NamespaceSample.Census> census;
    private @Nullable Sample<Map<ListenerAddress, List<AcceptWait>>> waits;
    private @Nullable Sample<NamespaceSample.Kernel> kernel;
    private Sysctls sysctls = Sysctls.NONE;
    private long settingsAt;
    private Map<Integer, String> interfaces = Map.of();
    private EphemeralPorts ephemeral = EphemeralPorts.NONE;
    private Map<SeriesKey, Long> drops = Map.of();
    private @Nullable NamespaceSample published;

    /**
     * @param entry why it could not be entered, where it is looked at from outside
     */
    NamespaceWatch(
            Host.Place place,
            boolean own,
            NamespaceSource source,
            Optional<Gap> entry,
            Ticks ticks) {
        this.place = place;
        this.own = own;
        this.source = source;
        this.ticks = ticks;
        entry.ifPresent(gap -> gaps.put(Depth.NAMESPACES, gap));
        readSettings();
    }

    Host.Place place() {
        return place;
    }

    boolean entered() {
        return !gaps.containsKey(Depth.NAMESPACES);
    }

    Optional<QueuePass> lastQueues() {
        return Optional.ofNullable(queues).map(Sample::value);
    }

    /** When this depth was last tried, by the ticker; empty if it never was. */
    OptionalLong lastTry(Depth depth) {
        Long at = tried.get(depth);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** Whether the last queue pass saw a namespace in which nobody listens. */
    boolean isSilent() {
        return queues != null
                && !failedAt(Depth.QUEUES)
                && queues.value().tcp().isEmpty()
                && queues.value().unix().isEmpty();
    }

    boolean failedAt(Depth depth) {
        return gaps.containsKey(depth);
    }

    /** Whether there is anything that a look at this depth could see. */
    boolean wants(Depth depth) {
        return switch (depth) {
            case STATES, CENSUS -> queues != null && !isQuiet();
            case WAITS -> queues != null && !withQueue(queues.value()).isEmpty();
            default -> true;
        };
    }

    /** Looks at one depth; a failure becomes a gap and leaves the last sample, which then ages. */
    void look(Depth depth) {
        tried.put(depth, ticks.nanos().getAsLong());
        published = null;
        try {
            switch (depth) {
                case QUEUES -> {
                    var sample = timed(source::queues);
                    queues = sample;
                    drops = dropTotals.add(sample.value(), ephemeral);
                    settleWithoutLooking(sample);
                }
                case STATES -> states = timed(() -> source.states(listeners()));
                case CENSUS -> census = timed(this::takeCensus);
                case WAITS ->
                        waits = timed(() -> source.waits(listeners(), withQueue(listeners())));
                case COUNTERS -> {
                    kernel =
                            timed(() ->
                                    new NamespaceSample.Kernel(
                                            source.counters(), source.sockStat()));
                    if (sysctls.values().isEmpty() || settingsAreOld() || hasUnknownInterface()) {
                        readSettings();
                    }
                }
                case NAMESPACES, OWNERS -> throw new IllegalArgumentException("of the host");
            }
            gaps.remove(depth);
        } catch (IOException | RuntimeException e) {
            gaps.put(depth, new Gap(depth.label() + " of " + name(), text(e), ""));
        }
    }

    private NamespaceSample.Census takeCensus() throws IOException {
        QueuePass listeners = listeners();
        CensusPass tcp = source.census(listeners);
        return new NamespaceSample.Census(
                tcp,
                source.counters().get("TcpCurrEstab"),
                listeners.unix().isEmpty() ? Map.of() : source.unixActive(listeners),
                Optional.of(source.unixTotals()));
    }

    private QueuePass listeners() {
        return queues == null ? new QueuePass(List.of(), List.of(), true) : queues.value();
    }

    /** What follows from a queue pass alone: without a queue nobody waits. */
    private void settleWithoutLooking(Sample<QueuePass> seen) {
        if (withQueue(seen.value()).isEmpty() && (waits == null || !waits.value().isEmpty())) {
            waits = seen.value().tcp().isEmpty() && waits == null ? null : none(seen, Map.of());
        }
        if (isQuiet() && seen.value().unix().isEmpty()) {
            states = none(seen, nothingButListeners());
            census =
                    none(
                            seen,
                            new NamespaceSample.Census(
                                    emptyCensus(),
                                    OptionalLong.empty(),
                                    Map.of(),
                                    Optional.empty()));
        }
    }

    private static <T> Sample<T> none(Sample<?> when, T value) {
        return new Sample<>(value, when.time(), when.nanos(), Duration.ZERO, Duration.ZERO);
    }

    /**
     * Whether sockstat says that the namespace holds no TCP socket at all, so that no walk through
     * the host's hash table is needed to count them. Most namespaces of a host full of containers
     * are like that. {@code TCP inuse} leaves TIME_WAIT out, {@code tw} has it ({@code
     * net/ipv4/proc.c}).
     */
    private boolean isQuiet() {
        if (kernel == null || queues == null || !queues.value().tcp().isEmpty()) {
            return false;
        }
        SockStat stat = kernel.value().sockStat();
        return stat.get("TCP", "inuse").orElse(1) == 0
                && stat.get("TCP", "tw").orElse(1) == 0
                && stat.get("TCP6", "inuse").orElse(0) == 0;
    }

    private static StatePass nothingButListeners() {
        Map<TcpState, Long> zero = zeroes();
        zero.remove(TcpState.ESTABLISHED);
        zero.remove(TcpState.TIME_WAIT);
        return new StatePass(zero, 0, Map.of(), Map.of(), Map.of(), true);
    }

    private static CensusPass emptyCensus() {
        return new CensusPass(zeroes(), Map.of(), 0, true);
    }

    private static Map<TcpState, Long> zeroes() {
        Map<TcpState, Long> zero = new EnumMap<>(TcpState.class);
        for (TcpState state : TcpState.values()) {
            if (state != TcpState.UNKNOWN) {
                zero.put(state, 0L);
            }
        }
        return zero;
    }

    private static List<ListenerAddress> withQueue(QueuePass pass) {
        List<ListenerAddress> waiting = new ArrayList<>();
        for (TcpSocket.Listener listener : pass.tcp()) {
            if (listener.acceptQueue().depth() > 0) {
                waiting.add(ListenerAddress.of(listener));
            }
        }
        return waiting;
    }

    private boolean settingsAreOld() {
        Duration again = own ? SETTINGS_AGAIN : OTHER_SETTINGS_AGAIN;
        return ticks.nanos().getAsLong() - settingsAt >= again.toNanos();
    }

    private void readSettings() {
        settingsAt = ticks.nanos().getAsLong();
        try {
            sysctls = source.sysctls();
            ephemeral = EphemeralPorts.of(sysctls);
            interfaces = Map.copyOf(source.interfaces());
        } catch (IOException | RuntimeException unreadable) {
            // What was read before stays. Without any every port has a series of its own; the
            // next look at the counters tries again.
        }
    }

    private <T> Sample<T> timed(Look<T> look) throws IOException {
        long cpu = ticks.cpuNanos().getAsLong();
        long start = ticks.nanos().getAsLong();
        T value = look.take();
        long end = ticks.nanos().getAsLong();
        return new Sample<>(
                value,
                ticks.wall().instant(),
                end,
                Duration.ofNanos(end - start),
                Duration.ofNanos(ticks.cpuNanos().getAsLong() - cpu));
    }

    /** What is known now; the same object until something new is seen. */
    NamespaceSample sample() {
        if (published == null) {
            published =
                    new NamespaceSample(
                            place.namespace(),
                            own,
                            source.source(),
                            Optional.ofNullable(queues),
                            Optional.ofNullable(states),
                            Optional.ofNullable(census),
                            Optional.ofNullable(waits),
                            Optional.ofNullable(kernel),
                            sysctls,
                            interfaces,
                            ephemeral,
                            drops,
                            allGaps());
        }
        return published;
    }

    private List<Gap> allGaps() {
        List<Gap> all = new ArrayList<>(gaps.values());
        all.addAll(source.gaps());
        return List.copyOf(all);
    }

    private boolean hasUnknownInterface() {
        for (TcpSocket.Listener listener : listeners().tcp()) {
            int index = listener.interfaceIndex();
            if (index != 0 && !interfaces.containsKey(index)) {
                return true;
            }
        }
        return false;
    }

    private String name() {
        return place.namespace().name();
    }

    private static String text(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        source.close();
    }
}
