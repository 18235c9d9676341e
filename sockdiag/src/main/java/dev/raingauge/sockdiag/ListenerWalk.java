package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Dump;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import dev.raingauge.sockdiag.model.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cheapest walk, over listening sockets only.
 *
 * <p>An MPTCP listener is in two dumps: among the MPTCP sockets, and as the listening subflow among
 * the TCP sockets, with the same address, inode, depth and limit and another cookie (seen on Linux
 * 6.18; {@code mptcp_subflow_create_socket} in {@code net/mptcp/subflow.c} gives the subflow the
 * inode, {@code mptcp_diag_get_info} in {@code net/mptcp/mptcp_diag.c} copies the queue). The
 * subflow is what drops, so it is the one that is shown, as MPTCP.
 */
final class ListenerWalk {
    private static final TcpQuery TCP = TcpQuery.of(TcpState.LISTEN).with(TcpQuery.Detail.MEMORY);
    private static final TcpQuery MPTCP = TCP.over(Transport.MPTCP);

    /** What an MPTCP listener and its subflow have in common. */
    private record Shared(Endpoint local, int interfaceIndex, long inode) {
        static Shared of(TcpSocket.Listener listener) {
            return new Shared(
                    listener.local(), listener.interfaceIndex(), listener.identity().inode());
        }
    }

    private final TcpWalks walks;
    private boolean mptcp = true;

    /**
     * Which of the last listeners are MPTCP ones, by cookie. What a listener is never changes, and
     * the question costs a walk of the host's table of MPTCP connections (0.8 ms a family on 6.18,
     * however few there are; {@code mptcp_token_iter_next} in {@code net/mptcp/token.c}), so it is
     * asked only when a new listener appears.
     */
    private Map<Long, Boolean> known = Map.of();

    ListenerWalk(TcpWalks walks) {
        this.walks = walks;
    }

    /** Every TCP and MPTCP listener, each once. */
    Dump<TcpSocket.Listener> all() throws SockDiagException {
        var tcp = new ArrayList<TcpSocket.Listener>();
        boolean consistent = walks.walk(TCP, into(tcp));
        if (tcp.stream().allMatch(this::isKnown)) {
            return new Dump<>(tcp.stream().map(this::asKnown).toList(), consistent);
        }
        var multipath = new ArrayList<TcpSocket.Listener>();
        consistent &= multipath(multipath);
        List<TcpSocket.Listener> all = multipath.isEmpty() ? tcp : merged(tcp, multipath);
        known = consistent ? kinds(all) : Map.of();
        return new Dump<>(all, consistent);
    }

    private boolean isKnown(TcpSocket.Listener listener) {
        return listener.identity().cookie().isPresent()
                && known.containsKey(listener.identity().cookie().getAsLong());
    }

    private TcpSocket.Listener asKnown(TcpSocket.Listener listener) {
        return known.getOrDefault(listener.identity().cookie().orElse(0), false)
                ? asMptcp(listener)
                : listener;
    }

    private static Map<Long, Boolean> kinds(List<TcpSocket.Listener> all) {
        Map<Long, Boolean> kinds = new HashMap<>();
        for (TcpSocket.Listener listener : all) {
            listener.identity()
                    .cookie()
                    .ifPresent(
                            cookie -> kinds.put(cookie, listener.transport() == Transport.MPTCP));
        }
        return kinds;
    }

    private static TcpVisitor into(List<TcpSocket.Listener> found) {
        return socket -> {
            if (socket.toSocket() instanceof TcpSocket.Listener listener) {
                found.add(listener);
            }
        };
    }

    /** A kernel without MPTCP refuses, and is not asked again. */
    private boolean multipath(List<TcpSocket.Listener> found) throws SockDiagException {
        if (!mptcp) {
            return true;
        }
        try {
            return walks.walk(MPTCP, into(found));
        } catch (SockDiagException refused) {
            if (!TcpWalks.isMissing(refused.errno())) {
                throw refused;
            }
            mptcp = false;
            return true;
        }
    }

    private static List<TcpSocket.Listener> merged(
            List<TcpSocket.Listener> tcp, List<TcpSocket.Listener> multipath) {
        Set<Shared> known = new HashSet<>();
        multipath.forEach(listener -> known.add(Shared.of(listener)));
        var all = new ArrayList<TcpSocket.Listener>(tcp.size());
        for (TcpSocket.Listener listener : tcp) {
            all.add(known.contains(Shared.of(listener)) ? asMptcp(listener) : listener);
        }
        return all;
    }

    private static TcpSocket.Listener asMptcp(TcpSocket.Listener subflow) {
        return new TcpSocket.Listener(
                Transport.MPTCP,
                subflow.local(),
                subflow.interfaceIndex(),
                subflow.v6Only(),
                subflow.acceptQueue(),
                subflow.drops(),
                subflow.identity());
    }
}
