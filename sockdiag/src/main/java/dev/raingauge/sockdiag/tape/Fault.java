package dev.raingauge.sockdiag.tape;

import dev.raingauge.sockdiag.sys.SyscallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/**
 * An error as it was met while recording, so that it is met again.
 *
 * @param code which class of error
 * @param errno of a system call, else 0
 * @param what the call, the reason or the message
 * @param advice what would help, of a system call
 */
record Fault(Code code, int errno, String what, String advice) {
    /** With the letter that a file has for it. */
    enum Code {
        OTHER('?'),
        NO_SUCH_FILE('n'),
        NOT_A_DIRECTORY('d'),
        NOT_A_LINK('l'),
        DENIED('p'),
        FILE_SYSTEM('f'),
        SYSTEM_CALL('s'),
        /** Not the kernel's: {@code --redact} left the answer out. */
        LEFT_OUT('r');

        private final char letter;

        Code(char letter) {
            this.letter = letter;
        }

        private static Code of(byte letter) {
            for (Code code : values()) {
                if (code.letter == letter) {
                    return code;
                }
            }
            return OTHER;
        }
    }

    static final Fault LEFT_OUT = new Fault(Code.LEFT_OUT, 0, "", "");

    static Fault of(IOException e) {
        return switch (e) {
            case SyscallException call ->
                    new Fault(Code.SYSTEM_CALL, call.errno(), call.operation(), call.advice());
            case NoSuchFileException _ -> new Fault(Code.NO_SUCH_FILE, 0, "", "");
            case NotDirectoryException _ -> new Fault(Code.NOT_A_DIRECTORY, 0, "", "");
            case NotLinkException _ -> new Fault(Code.NOT_A_LINK, 0, "", "");
            case AccessDeniedException _ -> new Fault(Code.DENIED, 0, "", "");
            case FileSystemException file ->
                    new Fault(Code.FILE_SYSTEM, 0, text(file.getReason()), "");
            default -> new Fault(Code.OTHER, 0, text(e.getMessage()), "");
        };
    }

    private static String text(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    /**
     * The error again.
     *
     * @param file which file it is about, if any
     */
    IOException toException(String file) {
        return switch (code) {
            case NO_SUCH_FILE -> new NoSuchFileException(file);
            case NOT_A_DIRECTORY -> new NotDirectoryException(file);
            case NOT_A_LINK -> new NotLinkException(file);
            case DENIED -> new AccessDeniedException(file);
            case FILE_SYSTEM -> new FileSystemException(file, null, what);
            case SYSTEM_CALL -> new SyscallException(what, errno, advice);
            case LEFT_OUT -> new IOException(file + " was left out of the recording by --redact");
            case OTHER -> new IOException(what);
        };
    }

    byte[] toBytes() {
        byte[] first = what.getBytes(StandardCharsets.UTF_8);
        byte[] second = advice.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(9 + first.length + second.length)
                .put((byte) code.letter)
                .putInt(errno)
                .putInt(first.length)
                .put(first)
                .put(second)
                .array();
    }

    /** Empty-handed for bytes that are no fault: whoever wrote them knew more codes. */
    static Fault parse(byte[] bytes, int from) {
        ByteBuffer data = ByteBuffer.wrap(bytes, from, bytes.length - from);
        if (data.remaining() < 9) {
            return new Fault(Code.OTHER, 0, "unknown", "");
        }
        Code code = Code.of(data.get());
        int errno = data.getInt();
        byte[] first = new byte[Math.clamp(data.getInt(), 0, data.remaining())];
        data.get(first);
        byte[] second = new byte[data.remaining()];
        data.get(second);
        return new Fault(
                code,
                errno,
                new String(first, StandardCharsets.UTF_8),
                new String(second, StandardCharsets.UTF_8));
    }
}
