package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ProbeAttempt;
import dev.raingauge.monitor.analyse.ProbeAttempt.Acceptance;
import dev.raingauge.monitor.analyse.ProbeListener;
import dev.raingauge.sockdiag.model.PeerAct;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What the outcome of an attempt means: a sentence or two, no more than was seen. */
final class ProbeReasons {
    private ProbeReasons() {}

    /** Paragraphs; none where there is nothing to explain. Not yet fit for a terminal. */
    static List<String> of(ProbeAttempt attempt) {
        var said = new ArrayList<String>();
        if (attempt.protocol().startsWith("unix")) {
            ProbeUnixReasons.add(attempt, said);
        } else {
            tcp(attempt, said);
        }
        attempt.listener().ifPresent(listener -> said.add(listener(listener)));
        return said;
    }

    private static void tcp(ProbeAttempt attempt, List<String> said) {
        switch (attempt.result()) {
            case CONNECTED -> connected(attempt, said);
            case REFUSED -> refused(attempt, said);
            case TIMED_OUT -> timedOut(attempt, said);
            case RESET ->
                    said.add(
                            "The connection was reset right after the handshake. The server's host"
                                    + " does that with tcp_abort_on_overflow=1 and a full accept"
                                    + " queue; a program that closes at once with unread data, a"
                                    + " load balancer without a backend and a firewall do so too.");
            case NETWORK_UNREACHABLE ->
                    said.add(
                            "No route leads there from this network namespace, or a router said"
                                    + " so. No answer of the server is involved; see: ip route"
                                    + " get ADDRESS.");
            case HOST_UNREACHABLE ->
                    said.add(
                            "The network is known, the host does not answer there: nobody replied"
                                    + " to ARP or neighbour discovery, or a router or firewall sent"
                                    + " \"host unreachable\".");
            case NETWORK_DOWN -> said.add("The interface that leads there is down.");
            case PERMISSION_DENIED, FORBIDDEN ->
                    said.add(
                            "This host itself forbids it: a firewall rule for outgoing packets, a"
                                    + " \"prohibit\" route, a security module, or a broadcast"
                                    + " address. The number of the port is no obstacle: privileged"
                                    + " ports are so only for listening.");
            case NO_LOCAL_PORT ->
                    said.add(
                            "No local port is free for this destination: all of"
                                    + " net.ipv4.ip_local_port_range are in use, TIME_WAIT"
                                    + " included. The server was not asked; see raingauge summary.");
            case ADDRESS_IN_USE ->
                    said.add("The local address is in use; the server was not asked.");
            case NO_SUCH_FAMILY -> said.add("This kernel or namespace has no such protocol.");
            case INVALID ->
                    said.add(
                            "The kernel accepts no such destination: a \"blackhole\" route does"
                                    + " this.");
            case QUEUE_FULL, NO_SUCH_SOCKET, WRONG_TYPE, OTHER ->
                    said.add("The kernel gave error " + attempt.errno() + "; see man 2 connect.");
        }
    }

    private static void connected(ProbeAttempt attempt, List<String> said) {
        retransmitted(attempt.synRetransmits(), said);
        if (attempt.synRetransmits().orElse(0) == 0 && attempt.took().toMillis() >= 900) {
            said.add(
                    "The handshake took long although no SYN was seen to be sent again: the way"
                            + " there and back is slow, or the SYN-ACK was.");
        }
        boolean full = attempt.listener().map(ProbeListener::full).orElse(false);
        if (attempt.acceptance() == Acceptance.WAITING) {
            said.add(
                    "The kernel finished the handshake; the program has not called accept() within"
                            + " the time. The connection stands in the accept queue, and the client"
                            + " notices nothing but silence.");
        }
        if (attempt.acceptance() == Acceptance.HALF_OPEN) {
            said.add(
                    full
                            ? "Our side is connected; the server's is still half open: the accept"
                                    + " queue is full, so its kernel drops the last ACK of the"
                                    + " handshake and will send SYN-ACK again."
                            : "Our side is connected; the server's is still half open: it waits for"
                                    + " the first data (TCP_DEFER_ACCEPT) before the program is"
                                    + " told.");
        }
        if (attempt.peer() == PeerAct.CLOSED) {
            said.add("The server closed the connection at once, before anything was sent.");
        }
    }

    private static void retransmitted(OptionalInt times, List<String> said) {
        if (times.orElse(0) > 0) {
            said.add(
                    "Our SYN was sent "
                            + (times.getAsInt() + 1)
                            + " times: it, or its answer, was dropped "
                            + (times.getAsInt() == 1 ? "once" : times.getAsInt() + " times")
                            + ". The kernel repeats it after 1 s and then ever later: so handshakes"
                            + " that take just over 1 s or 3 s mean drops, not slowness.");
        }
    }

    private static void refused(ProbeAttempt attempt, List<String> said) {
        if (!attempt.own()) {
            said.add(
                    "That host answered the SYN with a reset (RST): it is up, and nobody listens on"
                            + " that address and port. A firewall that rejects looks the same.");
        } else if (attempt.listener().isPresent()) {
            said.add(
                    "Somebody listens there, and yet the SYN was refused: a firewall rule of this"
                            + " host rejects it, or the listener has just come or gone.");
        } else {
            said.add(
                    "The kernel of this host answered with a reset (RST): nobody listens on that"
                            + " address and port in this network namespace.");
        }
        if (!attempt.elsewhere().isEmpty()) {
            said.add(
                    "The same port is listened on at "
                            + String.join(", ", attempt.elsewhere())
                            + ", which does not take connections to this address.");
        }
    }

    private static void timedOut(ProbeAttempt attempt, List<String> said) {
        int sent = attempt.synRetransmits().orElse(0) + 1;
        String tries =
                attempt.synRetransmits().isEmpty()
                        ? "No SYN was answered"
                        : "The SYN was sent "
                                + (sent == 1 ? "once" : sent + " times")
                                + " and never answered";
        if (!attempt.own()) {
            said.add(
                    tries
                            + ": it or the answer was lost, a firewall drops it, the host is gone,"
                            + " or the server's queue is full. These cannot be told apart from"
                            + " here; raingauge on that host can.");
            return;
        }
        if (attempt.listener().isEmpty()) {
            said.add(
                    tries
                            + ". The address is this host's own and nobody listens on it: without a"
                            + " firewall the kernel would have refused. So a firewall rule of this"
                            + " host drops the packets.");
            return;
        }
        ProbeListener listener = attempt.listener().get();
        OptionalLong drops = listener.newDrops();
        if (listener.full()) {
            said.add(
                    tries
                            + ". The address is this host's own and its listener's accept queue is"
                            + " full: the kernel drops each SYN until the program accepts.");
        } else if (drops.orElse(0) > 0) {
            said.add(
                    tries
                            + ". The address is this host's own and its listener dropped packets"
                            + " meanwhile, though its accept queue is not full: raingauge doctor"
                            + " says more.");
        } else {
            said.add(
                    tries
                            + ". The address is this host's own, its listener has room"
                            + (drops.isPresent() ? " and dropped nothing" : "")
                            + ": a firewall rule of this host drops the packets.");
        }
    }

    private static String listener(ProbeListener listener) {
        var text = new StringBuilder("Listener ").append(listener.address());
        if (!listener.processes().isEmpty()) {
            text.append(" of ")
                    .append(
                            listener.processes().stream()
                                    .map(at -> at.name() + "[" + at.pid() + "]")
                                    .distinct()
                                    .limit(3)
                                    .collect(Collectors.joining(", ")));
        }
        OptionalLong limit = listener.after().limit();
        text.append(": ").append(listener.after().depth());
        text.append(listener.after().depth() == 1 ? " connection waits" : " connections wait");
        text.append(limit.isPresent() ? ", limit " + limit.getAsLong() : ", limit unknown");
        text.append(listener.after().full().orElse(false) ? " (FULL)" : "");
        if (listener.newDrops().isPresent()) {
            text.append("; drops ").append(listener.dropsBefore().getAsLong());
            text.append(" -> ").append(listener.dropsAfter().getAsLong());
        }
        return text.append('.').toString();
    }
}
