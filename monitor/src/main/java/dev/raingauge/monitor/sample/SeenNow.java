package dev.raingauge.monitor.sample;

import dev.raingauge.monitor.analyse.ListenerFigures;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The listeners as the last samples show them, ready to be joined into rows. Parts that were looked
 * at at different times stand side by side: for each figure the newest look counts.
 */
public final class SeenNow {
    private SeenNow() {}

    /** The listeners of one namespace; empty until its queues were looked at once. */
    public static Optional<SeenListeners> listeners(Observation seen, NamespaceSample sample) {
        if (sample.queues().isEmpty()) {
            return Optional.empty();
        }
        QueuePass queues = sample.queues().get().value();
        Map<ListenerAddress, ListenerFigures> figures = new HashMap<>();
        queues.tcp()
                .forEach(listener -> {
                    ListenerAddress address = ListenerAddress.of(listener);
                    figures.put(address, figures(sample, address, listener.acceptQueue().depth()));
                });
        for (UnixSocket.Listener listener : queues.unix()) {
            ListenerAddress address = ListenerAddress.of(listener);
            OptionalLong active =
                    count(sample.census().map(census -> census.value().unixActive()), address);
            figures.merge(
                    address,
                    ListenerFigures.ofUnix(active, listener.acceptQueue().depth()),
                    SeenNow::shared);
        }
        Map<Long, String> cgroups = new HashMap<>();
        identities(queues)
                .forEach(identity -> {
                    if (identity.cgroupId().isPresent()) {
                        String path = seen.cgroups().get(identity.cgroupId().getAsLong());
                        if (path != null) {
                            cgroups.put(identity.inode(), path);
                        }
                    }
                });
        return Optional.of(
                new SeenListeners(
                        sample.namespace(),
                        queues,
                        figures,
                        sample.waits().map(Sample::value).orElse(Map.of()),
                        seen.owners(),
                        cgroups,
                        sample.interfaces()));
    }

    /** Two UNIX listeners of one name: the accepted connections are those of the name already. */
    private static ListenerFigures shared(ListenerFigures one, ListenerFigures other) {
        return ListenerFigures.ofUnix(
                one.active(), one.waiting().orElse(0) + other.waiting().orElse(0));
    }

    private static Stream<SocketIdentity> identities(QueuePass pass) {
        return Stream.concat(
                pass.tcp().stream().map(listener -> listener.identity()),
                pass.unix().stream().map(listener -> listener.identity()));
    }

    private static ListenerFigures figures(
            NamespaceSample sample, ListenerAddress address, long depth) {
        Optional<ListenerCounts> census =
                sample.census()
                        .map(pass ->
                                pass.value()
                                        .tcp()
                                        .listeners()
                                        .getOrDefault(address, ListenerCounts.NONE));
        OptionalLong closeWait = OptionalLong.empty();
        OptionalLong halfOpen = OptionalLong.empty();
        if (statesAreNewer(sample)) {
            closeWait = count(sample.states().map(pass -> pass.value().closeWait()), address);
            halfOpen = count(sample.states().map(pass -> pass.value().halfOpen()), address);
        } else if (census.isPresent()) {
            closeWait = OptionalLong.of(census.get().closeWait());
            halfOpen = OptionalLong.of(census.get().halfOpen());
        }
        return new ListenerFigures(
                known(census.map(ListenerCounts::active)),
                waiting(sample, address, depth, census),
                closeWait,
                halfOpen);
    }

    private static OptionalLong known(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    /** Nobody waits in an empty queue; in another one the look at the waits has counted them. */
    private static OptionalLong waiting(
            NamespaceSample sample,
            ListenerAddress address,
            long depth,
            Optional<ListenerCounts> census) {
        if (depth == 0) {
            return OptionalLong.of(0);
        }
        Optional<List<AcceptWait>> waits = sample.waits().map(pass -> pass.value().get(address));
        return waits.isPresent()
                ? OptionalLong.of(waits.get().size())
                : known(census.map(ListenerCounts::waiting));
    }

    /** What a listener that is not in the map has: none, if the look was taken at all. */
    private static OptionalLong count(
            Optional<Map<ListenerAddress, Long>> counts, ListenerAddress address) {
        return known(counts.map(map -> map.getOrDefault(address, 0L)));
    }

    /** Whether the states were looked at after the last census. */
    public static boolean statesAreNewer(NamespaceSample sample) {
        return sample.states().isPresent()
                && (sample.census().isEmpty()
                        || sample.states().get().nanos() - sample.census().get().nanos() > 0);
    }
}
