package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.InetVisitor;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.wire.RecordReader;
import dev.raingauge.sockdiag.wire.Requests;
import dev.raingauge.sockdiag.wire.TcpRecordReader;

/**
 * Walks over the sockets of internet protocols. For TCP, the old question ({@code TCPDIAG_GETSOCK})
 * covers both address families in one walk of the kernel's table; where a kernel does not know it,
 * each family is asked for by itself.
 */
final class TcpWalks {
    private static final String WHAT = "TCP sockets";

    private final Inquiry inquiry;
    private final boolean legacy;

    /**
     * @param legacy whether to ask the old question
     */
    TcpWalks(Inquiry inquiry, boolean legacy) {
        this.inquiry = inquiry;
        this.legacy = legacy;
    }

    /**
     * Finds out which question this kernel answers, with a listener at port 1 as the subject.
     *
     * @throws SockDiagException if it answers neither
     */
    static TcpWalks over(Inquiry inquiry) throws SockDiagException {
        TcpQuery cheapest = TcpQuery.of(TcpState.LISTEN).atSourcePort(1);
        var nobody = new TcpRecordReader(Transport.TCP, _ -> {});
        try {
            boolean _ = inquiry.ask(WHAT, Requests.legacyTcp(cheapest), nobody);
            return new TcpWalks(inquiry, true);
        } catch (SockDiagException refused) {
            if (!isMissing(refused.errno())) {
                throw refused;
            }
            boolean _ = inquiry.ask(WHAT, Requests.tcp(cheapest, IpAddress.Version.V4), nobody);
            return new TcpWalks(inquiry, false);
        }
    }

    /** The same questions from another thread's socket. */
    TcpWalks through(Inquiry other) {
        return new TcpWalks(other, legacy);
    }

    /** Whether an error number says that the kernel does not know what it was asked for. */
    static boolean isMissing(int errno) {
        return errno == Errno.ENOENT
                || errno == Errno.EINVAL
                || errno == Errno.EOPNOTSUPP
                || errno == Errno.EPROTONOSUPPORT;
    }

    /**
     * Shows each socket once.
     *
     * @return false if the kernel said that the answer was interrupted
     */
    boolean walk(TcpQuery query, TcpVisitor visitor) throws SockDiagException {
        var unrepeated = new Unrepeated();
        return walk(
                InetQuery.of(query),
                new TcpRecordReader(
                        query.transport(),
                        socket -> {
                            if (unrepeated.isNew(socket.cookie())) {
                                visitor.visit(socket);
                            }
                        }));
    }

    /** As {@link #walk(TcpQuery, TcpVisitor)}, for any internet protocol. */
    boolean walk(InetQuery query, InetVisitor visitor) throws SockDiagException {
        var unrepeated = new Unrepeated();
        return walk(
                query,
                TcpRecordReader.of(
                        query.protocol(),
                        socket -> {
                            if (unrepeated.isNew(socket.cookie())) {
                                visitor.visit(socket);
                            }
                        }));
    }

    private boolean walk(InetQuery query, RecordReader reader) throws SockDiagException {
        if (legacy && query.protocol() == InetProtocol.TCP) {
            return inquiry.ask(WHAT, Requests.legacyTcp(query), reader);
        }
        String what = query.protocol().name() + " sockets";
        boolean consistent = inquiry.ask(what, Requests.inet(query, IpAddress.Version.V4), reader);
        try {
            return inquiry.ask(what, Requests.inet(query, IpAddress.Version.V6), reader)
                    && consistent;
        } catch (SockDiagException refused) {
            if (refused.errno() != Errno.ENOENT) {
                throw refused;
            }
            return consistent; // a kernel without IPv6 has no such sockets
        }
    }
}
