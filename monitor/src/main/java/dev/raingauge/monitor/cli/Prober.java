package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.ProbeAttempt;
import dev.raingauge.monitor.analyse.ProbeAttempt.Acceptance;
import dev.raingauge.sockdiag.Dial;
import dev.raingauge.sockdiag.model.ConnectResult;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.PeerAct;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Connects, and looks meanwhile through sock_diag at what the kernel does about it. */
final class Prober {
    private static final List<UnixSocket.Kind> KINDS =
            List.of(UnixSocket.Kind.STREAM, UnixSocket.Kind.SEQPACKET, UnixSocket.Kind.DATAGRAM);

    private final Optional<Path> namespace;
    private final Duration timeout;
    private final ProbeSight sight;

    /**
     * @param namespace the file of the namespace; empty: the process's own
     * @param sight what can be seen of that namespace's sockets
     */
    Prober(Optional<Path> namespace, Duration timeout, ProbeSight sight) {
        this.namespace = namespace;
        this.timeout = timeout;
        this.sight = sight;
    }

    ProbeAttempt tcp(Endpoint to) throws IOException {
        boolean own = isOwn(to);
        ProbeSight.Before before = own ? sight.before(to) : ProbeSight.Before.NOTHING;
        try (Dial dial = Dial.tcp(namespace, to)) {
            long start = nanos();
            var watch = new SynWatch(sight, dial, to, start);
            ConnectResult result = watch.await(timeout).orElse(ConnectResult.TIMED_OUT);
            Duration took = dial.took();
            OptionalInt retransmits = watch.retransmits(result, took);
            var accepting =
                    new Accepting(
                            sight,
                            start,
                            result == ConnectResult.CONNECTED
                                    ? timeout.minus(took)
                                    : Duration.ZERO);
            if (result == ConnectResult.CONNECTED) {
                if (own) {
                    accepting.tcp(dial, to);
                } else {
                    accepting.peer(dial, grace(took));
                }
            }
            boolean reset = accepting.peer() == PeerAct.RESET;
            return new ProbeAttempt(
                    to.toString(),
                    "tcp",
                    reset ? ConnectResult.RESET : result,
                    dial.errno(),
                    took,
                    retransmits,
                    reset ? Acceptance.UNKNOWN : accepting.acceptance(),
                    accepting.acceptedAfter(),
                    accepting.peer(),
                    own,
                    sight.listener(before),
                    before.elsewhere(),
                    Optional.empty());
        }
    }

    /** Whether an address is this namespace's own: then it is also the one to send from. */
    private boolean isOwn(Endpoint to) {
        IpAddress address = to.address().unmapped();
        if (address.isLoopback() || address.isAny()) {
            return true;
        }
        try {
            return Dial.source(namespace, to).filter(to.address()::equals).isPresent();
        } catch (IOException unknown) {
            return false;
        }
    }

    /** A reset that answers our last ACK needs one more way there and back. */
    private static Duration grace(Duration took) {
        return Duration.ofMillis(Math.clamp(took.toMillis() * 3, 50, 1000));
    }

    ProbeAttempt unix(UnixName name) throws IOException {
        ProbeSight.Before before = sight.before(name);
        long start = nanos();
        Optional<ProbeAttempt> first = Optional.empty();
        for (UnixSocket.Kind kind : KINDS) {
            try (Dial dial = Dial.unix(namespace, name, kind)) {
                ConnectResult result = dial.await(Duration.ZERO).orElse(ConnectResult.OTHER);
                ProbeAttempt attempt = unix(name, kind, dial, result, before, start);
                // A path of another type is EPROTOTYPE; an abstract name is looked for by its type.
                boolean otherType =
                        result == ConnectResult.WRONG_TYPE
                                || (result == ConnectResult.REFUSED && name.isAbstract());
                if (!otherType) {
                    return attempt;
                }
                first = first.or(() -> Optional.of(attempt));
            }
        }
        return first.orElseThrow();
    }

    private ProbeAttempt unix(
            UnixName name,
            UnixSocket.Kind kind,
            Dial dial,
            ConnectResult result,
            ProbeSight.Before before,
            long start)
            throws IOException {
        Duration took = dial.took();
        boolean datagram = kind == UnixSocket.Kind.DATAGRAM;
        boolean connected = result == ConnectResult.CONNECTED && !datagram;
        var accepting = new Accepting(sight, start, timeout.minus(took));
        if (connected) {
            accepting.unix(dial, before);
        }
        boolean reset = accepting.peer() == PeerAct.RESET;
        return new ProbeAttempt(
                name.toString(),
                switch (kind) {
                    case SEQPACKET -> "unix_seqpacket";
                    case DATAGRAM -> "unix_datagram";
                    case STREAM, UNKNOWN -> "unix";
                },
                reset
                        ? ConnectResult.RESET
                        : datagram && result == ConnectResult.CONNECTED
                                ? ConnectResult.WRONG_TYPE
                                : result,
                dial.errno(),
                took,
                OptionalInt.empty(),
                reset ? Acceptance.UNKNOWN : accepting.acceptance(),
                accepting.acceptedAfter(),
                accepting.peer(),
                true,
                sight.listener(before),
                List.of(),
                name.isAbstract() ? Optional.empty() : socketFile(name));
    }

    private static Optional<Boolean> socketFile(UnixName name) {
        Path path = Path.of(name.toString());
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(!Files.isRegularFile(path) && !Files.isDirectory(path))
                : Optional.empty();
    }

    static long nanos() {
        return Pace.REAL.now().toNanos();
    }

    static Duration since(long start) {
        return Duration.ofNanos(nanos() - start);
    }
}
