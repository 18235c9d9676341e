package dev.raingauge.monitor.history;

import java.io.ByteArrayOutputStream;

/** Writes whole numbers in few bytes: small ones in one, and any run of zeroes in two. */
final class Packer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    private long zeroes;

    /** Seven bits a byte, the lowest first; the number counts as unsigned. */
    void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Small numbers of either sign become small unsigned ones. */
    static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    /** One of many numbers, most of which are 0; after the last one {@link #endRun} is called. */
    void sparse(long value) {
        if (value == 0) {
            zeroes++;
        } else {
            endRun();
            number(value);
        }
    }

    void endRun() {
        if (zeroes > 0) {
            out.write(0);
            number(zeroes - 1);
            zeroes = 0;
        }
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
