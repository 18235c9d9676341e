package dev.raingauge.sockdiag.procfs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * {@code PID/comm}: the name of a process, any bytes but NUL, at most 15 of them (63 for a thread
 * of the kernel) and a newline ({@code comm_show} in {@code fs/proc/base.c}).
 */
public final class PidComm {
    private static final int LONGEST = 256;

    private PidComm() {}

    /**
     * The name without the kernel's newline. Nothing is lost: where the bytes are no UTF-8, those
     * above 127 are written {@code \xNN}. Control characters stay what they are.
     *
     * @throws MalformedFileException if there is no newline, or the name is far too long
     */
    public static String parse(String file, byte[] content) throws MalformedFileException {
        int length = content.length - 1;
        if (length < 0 || content[length] != '\n' || length > LONGEST) {
            throw new MalformedFileException(
                    file, 0, "expected a name and a newline, not " + content.length + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            var text = new StringBuilder(length * 2);
            for (int i = 0; i < length; i++) {
                if (content[i] >= 0) {
                    text.append((char) content[i]);
                } else {
                    text.append("\\x").append(Integer.toHexString(content[i] & 0xff));
                }
            }
            return text.toString();
        }
    }
}
