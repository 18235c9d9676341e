package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Socket addresses as bind(2) and connect(2) take them. */
final class Sockaddr {
    private static final short AF_UNIX = 1;
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;

    private Sockaddr() {}

    /** {@code struct sockaddr_in} or {@code sockaddr_in6}. */
    static byte[] inet(String host, int port) {
        IpAddress address = IpAddress.parse(host).orElseThrow();
        boolean v4 = address.version() == IpAddress.Version.V4;
        var bytes = ByteBuffer.allocate(v4 ? 16 : 28).order(ByteOrder.nativeOrder());
        bytes.putShort(v4 ? AF_INET : AF_INET6);
        bytes.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
        return v4
                ? bytes.putInt((int) address.low()).array()
                : bytes.putInt(0).putLong(address.high()).putLong(address.low()).array();
    }

    /** {@code struct sockaddr_un}; a name that begins with NUL is abstract. */
    static byte[] unix(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + text.length + (name.startsWith("\0") ? 0 : 1))
                .order(ByteOrder.nativeOrder())
                .putShort(AF_UNIX)
                .put(text)
                .array();
    }
}
