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

    /** More than the buffers of both sides hold. */
    private static final int MOST_CHUNKS = 200;

    private static final byte[] CHUNK = new byte[32_768];
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
    private boolean pouring;
    private boolean resetting;
    private int came;
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

    /** Each client sends as much as the kernel takes. */
    public Crowd pouring() {
        pouring = true;
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
        came++;
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
            if (pouring) {
                pour(client);
            }
            if (now - client.cameAt >= patience.toNanos()) {
                client.socket.close();
                each.remove();
            }
        }
    }

    /** Those who have had their answer ask once more. */
    public void askAgain() throws IOException {
        for (Client client : clients) {
            if (client.socket.receive(REQUEST.length) > 0) {
                client.asked = client.socket.send(REQUEST) > 0;
            }
        }
    }

    private static void pour(Client client) throws IOException {
        for (int i = 0; i < MOST_CHUNKS && client.socket.send(CHUNK) > 0; i++) {
            client.asked = true;
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

    /** How many came, those who were turned away or have left included. */
    public int came() {
        return came;
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
