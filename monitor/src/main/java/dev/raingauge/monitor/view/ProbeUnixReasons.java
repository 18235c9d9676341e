package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ProbeAttempt;
import dev.raingauge.monitor.analyse.ProbeAttempt.Acceptance;
import dev.raingauge.sockdiag.model.PeerAct;
import java.util.List;

/** What the outcome of an attempt at a UNIX socket means. */
final class ProbeUnixReasons {
    private ProbeUnixReasons() {}

    static void add(ProbeAttempt attempt, List<String> said) {
        switch (attempt.result()) {
            case CONNECTED -> connected(attempt, said);
            case REFUSED -> said.add(refused(attempt));
            case QUEUE_FULL ->
                    said.add(
                            "The listener's accept queue is full. A client that does not wait gets"
                                    + " this error (nginx logs it as \"Resource temporarily"
                                    + " unavailable\"); one that waits hangs in connect(). No"
                                    + " counter of the kernel counts it.");
            case NO_SUCH_SOCKET ->
                    said.add(
                            "There is no such file: the server does not run, binds elsewhere, or"
                                    + " its socket file was deleted under it.");
            case PERMISSION_DENIED, FORBIDDEN ->
                    said.add(
                            "Not allowed: connecting needs write permission for the socket file and"
                                    + " search permission for every directory above it.");
            case WRONG_TYPE ->
                    said.add(
                            attempt.protocol().equals("unix_datagram")
                                    ? "This is a datagram socket: it has no connections and no"
                                            + " accept queue."
                                    : "The socket is of another type than stream and seqpacket.");
            case RESET -> said.add("The server closed the connection without having read from it.");
            case TIMED_OUT,
                    NETWORK_UNREACHABLE,
                    HOST_UNREACHABLE,
                    NETWORK_DOWN,
                    NO_LOCAL_PORT,
                    ADDRESS_IN_USE,
                    NO_SUCH_FAMILY,
                    INVALID,
                    OTHER ->
                    said.add("The kernel gave error " + attempt.errno() + "; see man 7 unix.");
        }
    }

    private static void connected(ProbeAttempt attempt, List<String> said) {
        if (attempt.protocol().equals("unix_seqpacket")) {
            said.add("It is a seqpacket socket: a stream client would get EPROTOTYPE.");
        }
        if (attempt.acceptance() == Acceptance.WAITING) {
            said.add(
                    "Connected, and not accepted within the time: the connection waits in the"
                            + " listener's queue until the program calls accept().");
        }
        if (attempt.peer() == PeerAct.CLOSED) {
            said.add("The server closed the connection at once, before anything was sent.");
        }
    }

    private static String refused(ProbeAttempt attempt) {
        if (attempt.address().startsWith("@")) {
            return "Nobody listens on this abstract name in this network namespace.";
        }
        return attempt.socketFile().orElse(true)
                ? "The socket file is there, and nobody listens on it: left behind by a server that"
                        + " has ended, or bound and not yet listening."
                : "The file is no socket.";
    }
}
