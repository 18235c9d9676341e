package dev.raingauge.sockdiag.procfs;

/**
 * {@code PID/status}, of which we want the capabilities in force ({@code man 5 proc_pid_status}).
 *
 * @param effective one bit a capability, numbered as in {@code include/uapi/linux/capability.h}
 */
public record PidStatus(long effective) {
    public static final int CAP_DAC_READ_SEARCH = 2;
    public static final int CAP_SYS_PTRACE = 19;
    public static final int CAP_SYS_ADMIN = 21;

    private static final String KEY = "CapEff:";

    public boolean has(int capability) {
        return (effective >>> capability & 1) != 0;
    }

    /**
     * Reads the line of the effective capabilities.
     *
     * @throws MalformedFileException if there is no line "CapEff:" with a hexadecimal number
     */
    public static PidStatus parse(String file, byte[] content) throws MalformedFileException {
        TextLines text = TextLines.of(file, content);
        for (int i = 0; i < text.lines().size(); i++) {
            String line = text.lines().get(i);
            if (line.startsWith(KEY)) {
                try {
                    String number = line.substring(KEY.length()).strip();
                    return new PidStatus(Long.parseUnsignedLong(number, 16));
                } catch (NumberFormatException _) {
                    throw text.malformed(i, "expected a hexadecimal number");
                }
            }
        }
        throw new MalformedFileException(file, 0, "no line \"" + KEY + "\"");
    }
}
