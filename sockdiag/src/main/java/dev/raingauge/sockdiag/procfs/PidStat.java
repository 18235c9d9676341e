package dev.raingauge.sockdiag.procfs;

import java.nio.charset.StandardCharsets;

/**
 * {@code PID/stat}: what the kernel says of a process in one line ({@code man 5 proc_pid_stat}).
 *
 * @param state one letter; {@code Z} and {@code X} are processes that have ended
 * @param flags {@code PF_*} of {@code include/linux/sched.h}
 * @param startTicks when it started, in clock ticks since the host's boot; with the pid it names
 *     the process for good
 */
public record PidStat(char state, long flags, long startTicks) {
    private static final long PF_KTHREAD = 0x0020_0000;
    private static final int FLAGS = 9;
    private static final int START = 22;

    /** Whether it is a thread of the kernel, which holds no descriptors. */
    public boolean isKernelThread() {
        return (flags & PF_KTHREAD) != 0;
    }

    /** Whether it has ended and waits for its parent to notice. */
    public boolean hasEnded() {
        return state == 'Z' || state == 'X';
    }

    /**
     * Reads the three fields we want.
     *
     * @throws MalformedFileException if the name does not end, or a field is missing or no number
     */
    public static PidStat parse(String file, byte[] content) throws MalformedFileException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf(')'); // the name itself may hold parentheses and newlines
        if (end < 0) {
            throw new MalformedFileException(file, 1, "expected the name in parentheses");
        }
        String[] words = text.substring(end + 1).strip().split(" ", -1);
        return new PidStat(
                words[0].isEmpty() ? '?' : words[0].charAt(0),
                field(file, words, FLAGS),
                field(file, words, START));
    }

    /** Fields are counted from 1 as in the man page; the words begin with field 3. */
    private static long field(String file, String[] words, int number)
            throws MalformedFileException {
        try {
            if (words.length > number - 3) {
                return Long.parseLong(words[number - 3]);
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new MalformedFileException(file, 1, "expected a number in field " + number);
    }
}
