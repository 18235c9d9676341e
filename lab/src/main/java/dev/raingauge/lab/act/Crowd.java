package dev.raingauge.lab.act;

import dev.raingauge.lab.LabNamespace;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Clients of one server: they come, stay for a while and leave. None of their calls waits.
 *
 * <p>Confined to the thread that plays the scenario.
 */
public final class Crowd implements AutoCloseable {
    /** A crowd larger than this has forgotten to leave. */
    private static final int MOST = 5_000;

    private static final byte[] REQUEST = {'h', 'i', '\n'};

    private static final class Client {
        final PlainSocket socket;
        final long cameAt = System.nanoTime();
        boolean asked;

        Client(PlainSocket socket) {
            this.socket = socket;
        }
    }

    private final LabNamespace from;
    private final Where target;
    private final Deque<Client> clients = new ArrayDeque<>();
    private Duration patience = Duration.ofMinutes(10);
    private boolean asking;
    private boolean resetting;
    private int turnedAway;

    public Crowd(LabNamespace from, String target) {
        this.from = from;
        this.target = Where.of(target);
    }

    /** Each client leaves so long after it came. */
    public Crowd staying(Duration time) {
        patience = time;
        return this;
    }

    /** Each client sends a few bytes once it is connected. */
    public Crowd asking() {
        asking = true;
        return this;
    }

    /** Clients leave with a reset, and so without a TIME_WAIT. */
    public Crowd resetting() {
        resetting = true;
        return this;
    }

    /** Lets some more come. */
    public void arrive(int number) throws IOException {
        if (clients.size() + number > MOST) {
            throw new IOException("a crowd of more than " + MOST + " clients");
        }
        from.call(() -> {
            for (int i = 0; i < number; i++) {
                one();
            }
            return number;
        });
    }

    private void one() throws IOException {
        PlainSocket socket = PlainSocket.open(target.family(), Libc.SOCK_STREAM, 0);
        if (resetting) {
            socket.resetOnClose();
        }
        int error = socket.connect(target.bytes());
        if (error == 0 || error == Errno.EINPROGRESS) {
            clients.add(new Client(socket));
        } else {
            socket.close();
            turnedAway++;
        }
    }

    /** Lets those ask and leave whose time it is. */
    public void tick() throws IOException {
        long now = System.nanoTime();
        for (Iterator<Client> each = clients.iterator(); each.hasNext(); ) {
            Client client = each.next();
            if (asking && !client.asked) {
                client.asked = client.socket.send(REQUEST) > 0;
            }
            if (now - client.cameAt >= patience.toNanos()) {
                client.socket.close();
                each.remove();
            }
        }
    }

    /** Everybody leaves. */
    public void leave() {
        clients.forEach(client -> client.socket.close());
        clients.clear();
    }

    public int present() {
        return clients.size();
    }

    /** How many could not even begin to connect: EAGAIN, ECONNREFUSED, EADDRNOTAVAIL. */
    public int turnedAway() {
        return turnedAway;
    }

    @Override
    public void close() {
        leave();
    }
}
