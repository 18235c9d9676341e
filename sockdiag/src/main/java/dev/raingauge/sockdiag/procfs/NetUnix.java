package dev.raingauge.sockdiag.procfs;

import dev.raingauge.sockdiag.model.UnixName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code net/unix}: one socket a line ({@code unix_seq_show} in {@code net/unix/af_unix.c}), its
 * name last and as it is.
 *
 * <p>A name may hold spaces and newlines: a line that does not look like a socket continues the
 * name before it. Whoever may bind a name can therefore write a line that looks like a socket; the
 * file does not tell such a one from a true one. {@code @} stands for NUL, so a path that begins
 * with {@code @} cannot be told from an abstract name, and is taken for one.
 *
 * @param name unnamed where the socket is bound to none
 * @param listening whether {@code listen(2)} was called ({@code __SO_ACCEPTCON})
 * @param type {@code SOCK_STREAM} and so on
 * @param state {@code SS_*} of {@code include/uapi/linux/net.h}: 1 unconnected, 2 connecting (which
 *     is what waits in an accept queue), 3 connected
 * @param inode 0 for one that waits in an accept queue
 */
public record NetUnix(UnixName name, boolean listening, int type, int state, long inode) {
    /** {@code SS_CONNECTING}: it has no process yet, it waits in an accept queue. */
    public static final int CONNECTING = 2;

    public static final int CONNECTED = 3;

    private static final int SO_ACCEPTCON = 0x10000;

    /** {@code sun_path} of {@code struct sockaddr_un}. */
    private static final int LONGEST_NAME = 108;

    /** The kernel pointer may be hidden: {@code (____ptrval____)}, or all zeros. */
    private static final Pattern SOCKET =
            Pattern.compile(
                    "(?:[0-9a-fA-F]{1,16}|\\([^ ()]{1,24}\\)): [0-9A-F]{8} [0-9A-F]{8} ([0-9A-F]{8})"
                            + " ([0-9A-F]{4}) ([0-9A-F]{2}) +([0-9]{1,18})(?: (.*))?",
                    Pattern.DOTALL);

    /**
     * Shows every socket of the file to {@code each}, in the file's order.
     *
     * @throws MalformedFileException if the heading is missing, or a line is neither a socket nor
     *     the rest of a name
     */
    public static void walk(String file, InputStream in, Consumer<NetUnix> each)
            throws IOException {
        var lines = new ByteLines(file, in);
        lines.heading("Num");
        Matcher open = null;
        @Nullable StringBuilder name = null;
        while (lines.next()) {
            String line =
                    new String(
                            lines.bytes(),
                            lines.from(),
                            lines.to() - lines.from(),
                            StandardCharsets.ISO_8859_1);
            Matcher socket = SOCKET.matcher(line);
            if (socket.matches()) {
                if (open != null) {
                    each.accept(of(open, name));
                }
                open = socket;
                name = socket.group(5) == null ? null : new StringBuilder(socket.group(5));
            } else if (name != null) {
                name.append('\n').append(line);
            } else {
                throw lines.malformed(
                        "expected a UNIX socket, not \"" + TextLines.excerpt(line) + "\"");
            }
            if (name != null && name.length() > LONGEST_NAME) {
                throw lines.malformed("a name of more than " + LONGEST_NAME + " bytes");
            }
        }
        if (open != null) {
            each.accept(of(open, name));
        }
    }

    private static NetUnix of(Matcher socket, @Nullable StringBuilder name) {
        long flags = Long.parseLong(socket.group(1), 16);
        String text = name == null ? "" : name.toString();
        return new NetUnix(
                new UnixName(text.startsWith("@") ? "\0" + text.substring(1) : text),
                (flags & SO_ACCEPTCON) != 0,
                Integer.parseInt(socket.group(2), 16),
                Integer.parseInt(socket.group(3), 16),
                Long.parseLong(socket.group(4)));
    }
}
