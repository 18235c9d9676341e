package dev.raingauge.lab.act;

import dev.raingauge.sockdiag.sys.Libc;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as {@code bind(2)} and {@code connect(2)} take it ({@code man 7 ip}, {@code ipv6},
 * {@code unix}).
 */
public final class Where {
    private static final Pattern INTERNET =
            Pattern.compile("\\[?([0-9a-f.:]+?)]?:([0-9]{1,5})", Pattern.CASE_INSENSITIVE);
    private static final int MOST_NAME_BYTES = 107;

    private final int family;
    private final byte[] bytes;

    private Where(int family, byte[] bytes) {
        this.family = family;
        this.bytes = bytes;
    }

    /**
     * Reads {@code 10.0.0.1:80}, {@code [::1]:80} or {@code @abstract}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    public static Where of(String text) {
        if (text.startsWith("@")) {
            return unix(text);
        }
        Matcher internet = INTERNET.matcher(text);
        if (!internet.matches()) {
            throw new IllegalArgumentException("no address: " + text);
        }
        byte[] ip = InetAddress.ofLiteral(internet.group(1)).getAddress();
        short port = (short) Integer.parseInt(internet.group(2));
        return ip.length == 4
                ? new Where(Libc.AF_INET, inet(port, ip))
                : new Where(Libc.AF_INET6, inet6(port, ip));
    }

    /** {@code struct sockaddr_un}: an abstract name begins with NUL and has no end mark. */
    private static Where unix(String text) {
        byte[] name = text.substring(1).getBytes(StandardCharsets.UTF_8);
        if (name.length > MOST_NAME_BYTES) {
            throw new IllegalArgumentException("too long for a UNIX socket: " + text);
        }
        byte[] bytes = new byte[3 + name.length];
        start(bytes, Libc.AF_UNIX).put((byte) 0).put(name);
        return new Where(Libc.AF_UNIX, bytes);
    }

    /** {@code struct sockaddr_in}, which ends with eight bytes of nothing. */
    private static byte[] inet(short port, byte[] ip) {
        byte[] bytes = new byte[16];
        start(bytes, Libc.AF_INET).order(ByteOrder.BIG_ENDIAN).putShort(port).put(ip);
        return bytes;
    }

    /** {@code struct sockaddr_in6}: a flow label of 0 stands between port and address. */
    private static byte[] inet6(short port, byte[] ip) {
        byte[] bytes = new byte[28];
        start(bytes, Libc.AF_INET6).order(ByteOrder.BIG_ENDIAN).putShort(port).putInt(0).put(ip);
        return bytes;
    }

    private static ByteBuffer start(byte[] bytes, int family) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putShort((short) family);
    }

    public int family() {
        return family;
    }

    /** A fresh copy. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
