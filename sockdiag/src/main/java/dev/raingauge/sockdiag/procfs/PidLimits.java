package dev.raingauge.sockdiag.procfs;

/**
 * {@code PID/limits}: the resource limits of a process ({@code proc_pid_limits} in {@code
 * fs/proc/base.c}), of which we want the number of descriptors.
 *
 * @param softLimit {@code RLIMIT_NOFILE}: accept(2) and socket(2) fail with EMFILE beyond it
 * @param hardLimit how far the process itself may raise it
 */
public record PidLimits(long softLimit, long hardLimit) {
    private static final String OPEN_FILES = "Max open files";

    /**
     * Reads the line of the descriptors.
     *
     * @throws MalformedFileException if there is no line "Max open files" with two limits
     */
    public static PidLimits parse(String file, byte[] content) throws MalformedFileException {
        TextLines text = TextLines.of(file, content);
        for (int i = 0; i < text.lines().size(); i++) {
            String line = text.lines().get(i);
            if (!line.startsWith(OPEN_FILES)) {
                continue;
            }
            String[] words = line.substring(OPEN_FILES.length()).strip().split(" +", -1);
            if (words.length < 2) {
                throw text.malformed(i, "expected a soft and a hard limit");
            }
            return new PidLimits(limit(text, i, words[0]), limit(text, i, words[1]));
        }
        throw new MalformedFileException(file, 0, "no line \"" + OPEN_FILES + "\"");
    }

    private static long limit(TextLines text, int line, String word) throws MalformedFileException {
        if (word.equals("unlimited")) {
            return Long.MAX_VALUE;
        }
        long limit = text.counter(line, word);
        if (limit < 0) {
            throw text.malformed(line, "expected a limit, not \"" + TextLines.excerpt(word) + "\"");
        }
        return limit;
    }
}
