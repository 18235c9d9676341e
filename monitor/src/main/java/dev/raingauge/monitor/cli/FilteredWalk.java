package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Ability;
import dev.raingauge.monitor.filter.Family;
import dev.raingauge.monitor.filter.Plan;
import dev.raingauge.monitor.filter.SocketFilter;
import dev.raingauge.monitor.filter.Truth;
import dev.raingauge.sockdiag.SockDiagException;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.InetVisitor;
import dev.raingauge.sockdiag.model.Source;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Walks over those internet sockets that a filter wants: the kernel judges what it can, and what
 * remains is judged here.
 */
final class FilteredWalk {
    private static final int EINVAL = 22;

    private final SocketFilter filter;
    private long unknown;

    FilteredWalk(SocketFilter filter) {
        this.filter = filter;
    }

    /** Shows each socket that surely matches; those of which it is not known are a gap. */
    boolean over(Sockets sockets, InetQuery query, Lookout.Notes notes, InetVisitor visitor)
            throws IOException {
        Set<Family> families = filter.families();
        if (!families.isEmpty() && families.stream().noneMatch(Family::isInternet)) {
            return true;
        }
        unknown = 0;
        boolean consistent =
                sockets.source() == Source.PROCFS
                        ? sockets.walk(query, judged(Source.PROCFS, filter::judge, visitor))
                        : withKernel(sockets, query, visitor);
        gap(unknown).ifPresent(notes::gap);
        return consistent;
    }

    /** So many sockets could not be judged. */
    static Optional<Gap> gap(long unknown) {
        return unknown == 0
                ? Optional.empty()
                : Optional.of(
                        new Gap(
                                unknown
                                        + (unknown == 1 ? " socket" : " sockets")
                                        + " that may match",
                                "what the filter asks for is not told of them",
                                ""));
    }

    private boolean withKernel(Sockets sockets, InetQuery query, InetVisitor visitor)
            throws IOException {
        try {
            return sockets.walk(asked(query, filter.plan()), visitor);
        } catch (SockDiagException refused) {
            if (refused.errno() != EINVAL) {
                throw refused;
            }
            // an older kernel, which lacks one of the conditions
            Plan less = filter.plan(EnumSet.noneOf(Ability.class));
            return sockets.walk(asked(query, less), judged(Source.NETLINK, less::judge, visitor));
        }
    }

    private static InetQuery asked(InetQuery query, Plan plan) {
        return new InetQuery(
                query.protocol(),
                query.states(),
                query.details(),
                plan.sourcePort(),
                plan.kernel());
    }

    /** Judges a socket. */
    private interface Judge {
        Truth of(InetSubject socket);
    }

    private InetVisitor judged(Source source, Judge judge, InetVisitor visitor) {
        return socket -> {
            switch (judge.of(new InetSubject(socket, source))) {
                case YES -> visitor.visit(socket);
                case UNKNOWN -> unknown++;
                case NO -> {}
            }
        };
    }
}
