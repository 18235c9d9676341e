package dev.raingauge.sockdiag.sys;

import java.util.Map;

/** Error numbers of the kernel ({@code include/uapi/asm-generic/errno.h}) and their names. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int ENOSYS = 38;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int EADDRINUSE = 98;
    public static final int ENOBUFS = 105;
    public static final int ETIMEDOUT = 110;
    public static final int ECONNREFUSED = 111;
    public static final int EINPROGRESS = 115;

    private static final Map<Integer, String> WORDS =
            Map.ofEntries(
                    Map.entry(EPERM, "EPERM, not permitted"),
                    Map.entry(ENOENT, "ENOENT, does not exist"),
                    Map.entry(EINTR, "EINTR, interrupted"),
                    Map.entry(EAGAIN, "EAGAIN, no answer in time"),
                    Map.entry(ENOMEM, "ENOMEM, out of memory"),
                    Map.entry(EACCES, "EACCES, permission denied"),
                    Map.entry(EBUSY, "EBUSY, busy"),
                    Map.entry(EEXIST, "EEXIST, exists already"),
                    Map.entry(EINVAL, "EINVAL, invalid argument"),
                    Map.entry(ENFILE, "ENFILE, the host has no descriptors left"),
                    Map.entry(EMFILE, "EMFILE, this process has no descriptors left"),
                    Map.entry(ENOSYS, "ENOSYS, unknown to this kernel"),
                    Map.entry(EPROTONOSUPPORT, "EPROTONOSUPPORT, unknown to this kernel"),
                    Map.entry(EOPNOTSUPP, "EOPNOTSUPP, not supported"),
                    Map.entry(EAFNOSUPPORT, "EAFNOSUPPORT, unknown to this kernel"),
                    Map.entry(EADDRINUSE, "EADDRINUSE, address in use"),
                    Map.entry(ENOBUFS, "ENOBUFS, no buffer space"),
                    Map.entry(ETIMEDOUT, "ETIMEDOUT, timed out"),
                    Map.entry(ECONNREFUSED, "ECONNREFUSED, refused"),
                    Map.entry(EINPROGRESS, "EINPROGRESS, under way"));

    private Errno() {}

    /** The name and what it means in a few words; the bare number where it is not listed here. */
    public static String words(int errno) {
        return WORDS.getOrDefault(errno, "error " + errno);
    }
}
