package dev.raingauge.sockdiag.wire;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.UnixName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code struct sockaddr_in}, {@code sockaddr_in6} and {@code sockaddr_un} ({@code man 7 ip},
 * {@code ipv6}, {@code unix}): the family in host order, port and address in network order.
 */
public final class SockAddr {
    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;

    /** {@code sizeof sun_path}. */
    public static final int LONGEST_NAME = 108;

    private static final int IN_BYTES = 16;
    private static final int IN6_BYTES = 28;
    private static final int IN6_ADDRESS = 8;

    private SockAddr() {}

    public static int family(Endpoint endpoint) {
        return endpoint.address().version() == IpAddress.Version.V4 ? AF_INET : AF_INET6;
    }

    /** Of no interface: flow label and scope are 0. */
    public static byte[] of(Endpoint endpoint) {
        int family = family(endpoint);
        byte[] bytes = new byte[family == AF_INET ? IN_BYTES : IN6_BYTES];
        ByteBuffer buffer = start(bytes, family).order(ByteOrder.BIG_ENDIAN);
        buffer.putShort((short) endpoint.port());
        if (family == AF_INET) {
            buffer.putInt((int) endpoint.address().low());
        } else {
            buffer.position(IN6_ADDRESS);
            buffer.putLong(endpoint.address().high()).putLong(endpoint.address().low());
        }
        return bytes;
    }

    /**
     * A path ends with NUL; an abstract name begins with it and has no end mark.
     *
     * @throws IllegalArgumentException if the name is longer than a socket's name can be
     */
    public static byte[] of(UnixName name) {
        byte[] path = name.bytes().getBytes(StandardCharsets.ISO_8859_1);
        int end = name.isAbstract() ? 0 : 1;
        if (path.length + end > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "a name of " + path.length + " bytes; a UNIX socket's has " + LONGEST_NAME);
        }
        byte[] bytes = new byte[2 + path.length + end];
        start(bytes, AF_UNIX).put(path);
        return bytes;
    }

    private static ByteBuffer start(byte[] bytes, int family) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putShort((short) family);
    }

    /** The IP address and port; empty for any other family, or too few bytes. */
    public static Optional<Endpoint> decode(byte[] bytes) {
        if (bytes.length < IN_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int family = buffer.getShort();
        buffer.order(ByteOrder.BIG_ENDIAN);
        int port = Short.toUnsignedInt(buffer.getShort());
        if (family == AF_INET) {
            return Optional.of(new Endpoint(IpAddress.v4(buffer.getInt()), port));
        }
        if (family != AF_INET6 || bytes.length < IN6_BYTES) {
            return Optional.empty();
        }
        buffer.position(IN6_ADDRESS);
        return Optional.of(new Endpoint(IpAddress.v6(buffer.getLong(), buffer.getLong()), port));
    }
}
