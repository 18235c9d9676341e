package dev.raingauge.sockdiag.procfs;

import dev.raingauge.sockdiag.model.TcpSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Files of /proc/net recorded from seven kernels: the same scene on each. */
final class Recording {
    private Recording() {}

    static Stream<String> kernels() {
        return Stream.of("5.10-old", "5.10", "6.1", "6.12", "6.16", "6.18", "7.3");
    }

    static byte[] bytes(String kernel, String file) throws IOException {
        String name = "/kernels/" + kernel + "/proc-net-" + file + ".txt";
        try (InputStream in =
                Objects.requireNonNull(Recording.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static List<TcpSocket> tcp(byte[] content, boolean v6) throws IOException {
        var sockets = new ArrayList<TcpSocket>();
        NetTcp.walk(
                v6 ? "tcp6" : "tcp",
                new ByteArrayInputStream(content),
                v6,
                ByteOrder.LITTLE_ENDIAN,
                socket -> sockets.add(socket.toSocket()));
        return sockets;
    }

    static List<NetUnix> unix(byte[] content) throws IOException {
        var sockets = new ArrayList<NetUnix>();
        NetUnix.walk("unix", new ByteArrayInputStream(content), sockets::add);
        return sockets;
    }
}
