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
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A filter at work in one namespace. What the kernel can judge, it judges before it copies a
 * socket; the rest is judged here.
 */
final class SocketsFilter {
    private final SocketFilter filter;
    private final boolean everything;
    private final Set<Family> families;
    private long unknown;

    SocketsFilter(SocketFilter filter) {
        this.filter = filter;
        this.everything = filter.isEverything();
        this.families = filter.families();
    }

    boolean asksFor(OtherSocket.Family family) {
        return asksFor(
                switch (family) {
                    case PACKET -> Family.LINK;
                    case NETLINK -> Family.NETLINK;
                    case VSOCK -> Family.VSOCK;
                });
    }

    boolean asksForUnix() {
        return asksFor(Family.UNIX);
    }

    boolean asksForInternet() {
        return asksFor(Family.INET) || asksFor(Family.INET6);
    }

    private boolean asksFor(Family family) {
        return families.isEmpty() || families.contains(family);
    }

    /**
     * Whether a UNIX socket is wanted.
     *
     * @param told whether its source tells of peers
     */
    boolean wants(UnixSocket socket, boolean told) {
        return everything || is(filter.judge(SocketSubjects.of(socket, told)));
    }

    boolean wants(OtherSocket socket) {
        return everything || is(filter.judge(SocketSubjects.of(socket)));
    }

    /**
     * Asks for the sockets that are wanted, in one walk. A kernel that does not know one of the
     * conditions, or does not let us ask, refuses before it has shown anything: then it is asked
     * again without those.
     */
    boolean walk(Sockets sockets, InetQuery query, InetVisitor visitor) throws IOException {
        if (everything) {
            return sockets.walk(query, visitor);
        }
        if (sockets.source() == Source.PROCFS) {
            return sockets.walk(
                    query,
                    socket -> {
                        if (is(filter.judge(SocketSubjects.of(socket, false)))) {
                            visitor.visit(socket);
                        }
                    });
        }
        var shown = new boolean[1];
        InetVisitor noting =
                socket -> {
                    shown[0] = true;
                    visitor.visit(socket);
                };
        Plan plan = filter.plan();
        try {
            return walk(sockets, query, plan, noting);
        } catch (SockDiagException refused) {
            Plan plainer = filter.plan(EnumSet.noneOf(Ability.class));
            if (shown[0] || plainer.kernel().equals(plan.kernel())) {
                throw refused;
            }
            return walk(sockets, query, plainer, visitor);
        }
    }

    private boolean walk(Sockets sockets, InetQuery query, Plan plan, InetVisitor visitor)
            throws IOException {
        InetQuery asked =
                new InetQuery(
                        query.protocol(),
                        query.states(),
                        query.details(),
                        plan.sourcePort(),
                        plan.kernel());
        return sockets.walk(
                asked,
                plan.rest().isEmpty()
                        ? visitor
                        : socket -> {
                            if (is(plan.judge(SocketSubjects.of(socket, true)))) {
                                visitor.visit(socket);
                            }
                        });
    }

    private boolean is(Truth truth) {
        unknown += truth == Truth.UNKNOWN ? 1 : 0;
        return truth == Truth.YES;
    }

    /** Sockets of which nobody can say whether they were meant. */
    Optional<Gap> gap() {
        return unknown == 0
                ? Optional.empty()
                : Optional.of(
                        new Gap(
                                unknown + (unknown == 1 ? " socket" : " sockets"),
                                "the filter asks for what is not told about them",
                                "marks are told with CAP_NET_ADMIN; /proc tells no marks, cgroups"
                                        + " and interfaces"));
    }
}
