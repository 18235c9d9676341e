package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Family;
import dev.raingauge.monitor.filter.Subject;
import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.Source;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An internet socket of a walk as a filter sees it; valid as long as the record.
 *
 * @param source /proc does not tell interfaces
 */
record InetSubject(InetRecord socket, Source source) implements Subject {
    @Override
    public Family family() {
        return socket.isV6() ? Family.INET6 : Family.INET;
    }

    @Override
    public Optional<IpAddress> address(Filter.End end) {
        boolean local = end == Filter.End.LOCAL;
        long high = local ? socket.localHigh() : socket.remoteHigh();
        long low = local ? socket.localLow() : socket.remoteLow();
        return Optional.of(socket.isV6() ? IpAddress.v6(high, low) : IpAddress.v4((int) low));
    }

    @Override
    public OptionalLong port(Filter.End end) {
        return OptionalLong.of(end == Filter.End.LOCAL ? socket.localPort() : socket.remotePort());
    }

    @Override
    public OptionalInt interfaceIndex() {
        return source == Source.PROCFS
                ? OptionalInt.empty()
                : OptionalInt.of(socket.interfaceIndex());
    }

    @Override
    public OptionalLong mark() {
        return socket.details().mark();
    }

    @Override
    public OptionalLong cgroupId() {
        return socket.details().cgroupId();
    }
}
