package dev.raingauge.sockdiag;

/**
 * Knows each socket once, although the kernel may show it twice in one dump, and keeps no million
 * cookies for it.
 *
 * <p>The kernel walks its hash table bucket by bucket, and lets go of a bucket's lock after each 16
 * sockets and between datagrams; it then continues after as many sockets of the bucket as it has
 * shown ({@code inet_diag_dump_icsk} in {@code net/ipv4/inet_diag.c}). A socket that was put at the
 * bucket's head meanwhile pushes the others back, and the last ones are shown again, at once.
 * Nothing else repeats a socket: what changes its state keeps its cookie and its bucket, and walks
 * beside each other ask for different ports. So it is enough to remember the last sockets, by the
 * low bits of their cookies, which the kernel hands out in sequence.
 */
final class Unrepeated {
    private static final int REMEMBERED = 1024;

    /** {@code INET_DIAG_NOCOOKIE}, twice: a socket without a name. */
    private static final long NO_COOKIE = -1;

    private final long[] cookies = new long[REMEMBERED];

    /** Whether a socket of this cookie was not seen before; one without a name never was. */
    boolean isNew(long cookie) {
        int slot = (int) cookie & REMEMBERED - 1;
        if (cookies[slot] == cookie && cookie != 0 && cookie != NO_COOKIE) {
            return false;
        }
        cookies[slot] = cookie;
        return true;
    }
}
