package dev.raingauge.monitor.serve;

import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Clients that begin to connect and never wait for it. */
final class Clients implements AutoCloseable {
    private final List<SocketChannel> channels = new ArrayList<>();

    private Clients() {}

    /** So many at once. */
    static Clients come(LabNamespace from, int port, int number) throws IOException {
        var clients = new Clients();
        for (int i = 0; i < number; i++) {
            clients.channels.add(
                    from.call(() -> {
                        SocketChannel channel = SocketChannel.open();
                        channel.configureBlocking(false);
                        channel.connect(
                                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
                        return channel;
                    }));
        }
        return clients;
    }

    /** They leave with a reset, and so without a TIME_WAIT. */
    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            if (channel.isConnected()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            channel.close();
        }
    }
}
