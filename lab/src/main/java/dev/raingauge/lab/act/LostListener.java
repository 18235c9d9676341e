package dev.raingauge.lab.act;

import dev.raingauge.lab.LabNamespace;
import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;

/**
 * A listening socket that no process has: its only descriptor travels in a message that nobody
 * reads. So ends a hand-over of listeners, from an old server to a new one, that went wrong.
 */
public final class LostListener implements AutoCloseable {
    private static final int SO_REUSEPORT = 15;

    private final PlainSocket sender;
    private final PlainSocket receiver;

    private LostListener(PlainSocket sender, PlainSocket receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }

    /** Listens with SO_REUSEPORT, and loses the descriptor. */
    public static LostListener open(LabNamespace namespace, String address, int backlog)
            throws IOException {
        Where where = Where.of(address);
        PlainSocket[] pair = PlainSocket.pair();
        var lost = new LostListener(pair[0], pair[1]);
        try (PlainSocket listener =
                namespace.call(() -> PlainSocket.open(where.family(), Libc.SOCK_STREAM, 0))) {
            listener.option(Libc.SOL_SOCKET, SO_REUSEPORT, 1);
            listener.bind(where.bytes());
            listener.listen(backlog);
            lost.sender.sendDescriptor(listener);
            return lost;
        } catch (IOException e) {
            lost.close();
            throw e;
        }
    }

    /** Closes both ends of the message's way, and so the listener. */
    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
