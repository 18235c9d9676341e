package dev.raingauge.monitor.history;

/** Reads what {@link Packer} wrote, and trusts nothing. */
final class Unpacker {
    private static final int LONGEST = 63;

    private final byte[] bytes;
    private int at;
    private long zeroes;

    Unpacker(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    long number() throws CorruptBlockException {
        long value = 0;
        for (int shift = 0; shift <= LONGEST; shift += 7) {
            if (at >= bytes.length) {
                throw new CorruptBlockException("ends within a number, at byte " + at);
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new CorruptBlockException("a number of more than 64 bits at byte " + at);
    }

    static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    long sparse() throws CorruptBlockException {
        if (zeroes > 0) {
            zeroes--;
            return 0;
        }
        long value = number();
        if (value == 0) {
            zeroes = number();
        }
        return value;
    }

    /** A number that must be within a bound: a size. */
    int number(int most) throws CorruptBlockException {
        long value = number();
        if (value < 0 || value > most) {
            throw new CorruptBlockException(value + " where at most " + most + " is possible");
        }
        return (int) value;
    }

    /** After a list of sparse numbers: its last run must end with it. */
    void endRun() throws CorruptBlockException {
        if (zeroes != 0) {
            throw new CorruptBlockException("a run that is longer than its list");
        }
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }
}
