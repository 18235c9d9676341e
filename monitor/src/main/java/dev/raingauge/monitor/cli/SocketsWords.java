package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Family;
import dev.raingauge.monitor.filter.FilterRefused;
import dev.raingauge.monitor.filter.SocketFilter;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.OtherSocket;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The words of a filter. What they mean is found out in each namespace, where interfaces have other
 * numbers.
 *
 * @param words as they were typed
 * @param preferred the family that a word without one is of
 */
record SocketsWords(List<String> words, Optional<Family> preferred) {
    static SocketsWords of(List<String> words, SocketsOptions options) {
        return new SocketsWords(List.copyOf(words), preferred(options));
    }

    private static Optional<Family> preferred(SocketsOptions options) {
        SocketKinds kinds = options.kinds();
        if (options.version().isPresent()) {
            return Optional.of(
                    options.version().get() == IpAddress.Version.V4 ? Family.INET : Family.INET6);
        }
        if (!kinds.inet().isEmpty()) {
            return Optional.empty();
        }
        if (!kinds.unix().isEmpty()) {
            return kinds.others().isEmpty() ? Optional.of(Family.UNIX) : Optional.empty();
        }
        return kinds.others().size() != 1
                ? Optional.empty()
                : Optional.of(
                        switch (kinds.others().iterator().next()) {
                            case OtherSocket.Family.PACKET -> Family.LINK;
                            case OtherSocket.Family.NETLINK -> Family.NETLINK;
                            case OtherSocket.Family.VSOCK -> Family.VSOCK;
                        });
    }

    /** The filter in a namespace. */
    SocketFilter parse(Lookout lookout, Seat seat) throws FilterRefused {
        return SocketFilter.parse(words, preferred, new FilterNames(lookout, seat));
    }

    /**
     * The filter at work in a namespace.
     *
     * @throws IOException if a name means nothing there
     */
    SocketsFilter at(Lookout lookout, Seat seat) throws IOException {
        try {
            return new SocketsFilter(parse(lookout, seat));
        } catch (FilterRefused refused) {
            throw new IOException(
                    "the filter, in namespace "
                            + seat.namespace().name()
                            + ": "
                            + refused.getMessage(),
                    refused);
        }
    }
}
