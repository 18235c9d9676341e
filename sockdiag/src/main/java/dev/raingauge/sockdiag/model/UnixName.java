package dev.raingauge.sockdiag.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The name of a UNIX socket: any bytes, of which a path is only the usual case ({@code man 7
 * unix}).
 *
 * @param bytes the name's bytes, one per char (ISO 8859-1), so that nothing is lost; an abstract
 *     name begins with NUL; empty for a socket without a name
 */
public record UnixName(String bytes) implements Comparable<UnixName> {
    public static final UnixName NONE = new UnixName("");

    /** The name of a path, as the file system writes it (UTF-8). */
    public static UnixName ofPath(String path) {
        return new UnixName(
                new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    /** The abstract name that is written {@code @name}. */
    public static UnixName ofAbstract(String name) {
        return new UnixName("\0" + ofPath(name).bytes);
    }

    public boolean isAbstract() {
        return bytes.startsWith("\0");
    }

    public boolean isUnnamed() {
        return bytes.isEmpty();
    }

    // Written out, as in IpAddress: it is part of a key of maps.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnixName(String otherBytes) && bytes.equals(otherBytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public int compareTo(UnixName other) {
        return bytes.compareTo(other.bytes);
    }

    /**
     * The name as text: the path or {@code @name}. Bytes that are not UTF-8 are written {@code
     * \xNN}; control characters stay what they are, so whoever prints it to a terminal must escape
     * them.
     */
    @Override
    public String toString() {
        if (isUnnamed()) {
            return "";
        }
        String plain = isAbstract() ? bytes.substring(1) : bytes;
        String text = decode(plain);
        return isAbstract() ? "@" + text : text;
    }

    private static String decode(String latin1) {
        byte[] raw = latin1.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException notUtf8) {
            var text = new StringBuilder(raw.length * 2);
            for (byte b : raw) {
                if (b >= 0) {
                    text.append((char) b);
                } else {
                    text.append("\\x").append(Integer.toHexString(b & 0xff));
                }
            }
            return text.toString();
        }
    }
}
