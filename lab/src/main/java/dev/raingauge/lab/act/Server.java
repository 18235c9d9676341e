package dev.raingauge.lab.act;

import dev.raingauge.lab.act.ServerPlan.Conduct;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import dev.raingauge.lab.act.ServerPlan.SocketKind;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import dev.raingauge.sockdiag.sys.SyscallException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A server that does what its plan says, on one thread. Its rhythm may be changed while it runs.
 */
final class Server implements AutoCloseable {
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_DEFER_ACCEPT = 9;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_RCVBUF = 8;
    private static final int SO_REUSEPORT = 15;
    private static final int SMALL_BUFFER = 2_048;
    private static final int MOST_CONNECTIONS = 5_000;
    private static final int MOST_FORGOTTEN = 1_000;
    private static final int LATE_MILLIS = 500;
    private static final int TICK_MILLIS = 5;
    private static final byte[] ANSWER = {'o', 'k', '\n'};

    /** An accepted connection, and when it was asked or ended; 0 while it is quiet. */
    private static final class Guest {
        final PlainSocket socket;
        long askedAt;
        boolean ended;

        Guest(PlainSocket socket) {
            this.socket = socket;
        }
    }

    private final ServerPlan plan;
    private final PlainSocket socket;
    private final Deque<Guest> guests = new ArrayDeque<>();
    private final List<PlainSocket> forgotten = new ArrayList<>();
    private volatile Rhythm rhythm;

    private Server(ServerPlan plan, PlainSocket socket) {
        this.plan = plan;
        this.socket = socket;
        this.rhythm = plan.rhythm();
    }

    /** Binds and listens, in the namespace of the calling thread. */
    static Server open(ServerPlan plan) throws IOException {
        Where where = Where.of(plan.address());
        boolean stream = plan.kind() == SocketKind.STREAM;
        int type = stream ? Libc.SOCK_STREAM : Libc.SOCK_DGRAM;
        PlainSocket socket = PlainSocket.open(where.family(), type, 0);
        try {
            prepare(socket, plan, where.family() != Libc.AF_UNIX);
            socket.bind(where.bytes());
            if (stream) {
                socket.listen(plan.backlog());
            }
            return new Server(plan, socket);
        } catch (IOException e) {
            socket.close();
            throw new IOException("a server at " + plan.address() + ": " + e.getMessage(), e);
        }
    }

    private static void prepare(PlainSocket socket, ServerPlan plan, boolean internet)
            throws IOException {
        if (internet) {
            socket.option(Libc.SOL_SOCKET, SO_REUSEADDR, 1);
        }
        if (internet && plan.kind() == SocketKind.DATAGRAM && plan.rhythm().most() == 0) {
            socket.option(Libc.SOL_SOCKET, SO_RCVBUF, SMALL_BUFFER);
        }
        if (plan.reusePort()) {
            socket.option(Libc.SOL_SOCKET, SO_REUSEPORT, 1);
        }
        if (plan.deferSeconds() > 0) {
            socket.option(IPPROTO_TCP, TCP_DEFER_ACCEPT, plan.deferSeconds());
        }
    }

    void rhythm(Rhythm other) {
        rhythm = other;
    }

    /** Serves until the thread is interrupted. */
    void serve() throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            Rhythm now = rhythm;
            if (now.pauseMillis() > 0) {
                pause(now.pauseMillis());
            } else {
                socket.awaitReadable(TICK_MILLIS);
            }
            for (int i = 0; i < now.most(); i++) {
                if (!takeOne()) {
                    break;
                }
            }
            attend();
        }
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts a connection or reads a datagram; whether there was one. */
    private boolean takeOne() throws IOException {
        if (plan.kind() == SocketKind.DATAGRAM) {
            return socket.receive(SMALL_BUFFER) >= 0;
        }
        if (guests.size() >= MOST_CONNECTIONS) {
            return false;
        }
        try {
            Optional<PlainSocket> accepted = socket.accept();
            if (accepted.isPresent()) {
                welcome(accepted.get());
            }
            return accepted.isPresent();
        } catch (SyscallException e) {
            if (e.errno() == Errno.EMFILE) {
                pause(TICK_MILLIS); // the usual mistake of servers: try again, and again
                return false;
            }
            throw e;
        }
    }

    private void welcome(PlainSocket accepted) throws IOException {
        if (plan.conduct() == Conduct.LEAK && forgotten.size() < MOST_FORGOTTEN) {
            forgotten.add(PlainSocket.open(Libc.AF_INET, Libc.SOCK_STREAM, 0));
        }
        if (plan.conduct() == Conduct.HANG_UP) {
            accepted.close();
        } else {
            guests.add(new Guest(accepted));
        }
    }

    private void attend() throws IOException {
        if (plan.conduct() == Conduct.HOLD) {
            return;
        }
        long delay = plan.conduct() == Conduct.ANSWER_LATE ? LATE_MILLIS * 1_000_000L : 0;
        for (Iterator<Guest> each = guests.iterator(); each.hasNext(); ) {
            if (served(each.next(), delay)) {
                each.remove();
            }
        }
    }

    /** Whether this guest is done with. */
    private static boolean served(Guest guest, long delayNanos) throws IOException {
        if (guest.askedAt == 0) {
            int received = guest.socket.receive(SMALL_BUFFER);
            if (received == -Errno.EAGAIN) {
                return false;
            }
            guest.ended = received <= 0;
            guest.askedAt = System.nanoTime() | 1;
        }
        if (System.nanoTime() - guest.askedAt < delayNanos) {
            return false;
        }
        guest.askedAt = 0;
        if (guest.ended) {
            guest.socket.close();
        } else {
            guest.socket.send(ANSWER);
        }
        return guest.ended;
    }

    @Override
    public void close() {
        forgotten.forEach(PlainSocket::close);
        guests.forEach(guest -> guest.socket.close());
        socket.close();
    }
}
