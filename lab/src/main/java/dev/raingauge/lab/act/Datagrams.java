package dev.raingauge.lab.act;

import dev.raingauge.lab.LabNamespace;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;

/**
 * Sends UDP or UNIX datagrams to one address, and does not wait where there is no room. The socket
 * is connected, as those of loggers are.
 */
public final class Datagrams implements AutoCloseable {
    private static final byte[] CONTENT = new byte[100];

    private final PlainSocket socket;

    private Datagrams(PlainSocket socket) {
        this.socket = socket;
    }

    public static Datagrams open(LabNamespace from, String target) throws IOException {
        Where where = Where.of(target);
        PlainSocket socket = from.call(() -> PlainSocket.open(where.family(), Libc.SOCK_DGRAM, 0));
        int error = socket.connect(where.bytes());
        if (error != 0) {
            socket.close();
            throw new IOException("cannot send to " + target + ": " + Errno.words(error));
        }
        return new Datagrams(socket);
    }

    /**
     * Sends some.
     *
     * @return how many the kernel took before it said that there is no room
     */
    public int send(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            int sent = socket.send(CONTENT);
            if (sent == -Errno.EAGAIN) {
                return i;
            }
            if (sent < 0) {
                throw new IOException("a datagram was not sent: " + Errno.words(-sent));
            }
        }
        return number;
    }

    @Override
    public void close() {
        socket.close();
    }
}
