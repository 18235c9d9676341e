package dev.raingauge.monitor.history;

import java.util.Arrays;

/**
 * The bytes of one figure: first what all steps have in common, as bits of one byte, then only what
 * differs. The last value is written as its change, the smallest and the largest as their distance
 * from it, the mean as its distance from the middle of those two: all of them 0 while a figure
 * stands still, and runs of 0 take two bytes.
 */
final class PackedSteps {
    private static final int ALL_KNOWN = 1;
    private static final int CONSTANT = 2;
    private static final int NO_LOWER = 4;
    private static final int NO_HIGHER = 8;
    private static final int MEAN_IN_THE_MIDDLE = 16;
    private static final int ALL_FLAGS = 31;

    /** One of the numbers of a step. */
    @FunctionalInterface
    private interface Part {
        long of(int step);
    }

    private PackedSteps() {}

    static void write(Steps steps, Packer out) {
        int flags = ALL_KNOWN | CONSTANT | NO_LOWER | NO_HIGHER | MEAN_IN_THE_MIDDLE;
        int first = -1;
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.known(i)) {
                flags &= ~ALL_KNOWN;
                continue;
            }
            first = first < 0 ? i : first;
            flags &= steps.last(i) == steps.last(first) ? ALL_FLAGS : ~CONSTANT;
            flags &= steps.min(i) == steps.last(i) ? ALL_FLAGS : ~NO_LOWER;
            flags &= steps.max(i) == steps.last(i) ? ALL_FLAGS : ~NO_HIGHER;
            flags &= offMiddle(steps, i) == 0 ? ALL_FLAGS : ~MEAN_IN_THE_MIDDLE;
        }
        out.number(flags);
        if ((flags & ALL_KNOWN) == 0) {
            runs(steps, out);
        }
        if (first < 0) {
            return;
        }
        if ((flags & CONSTANT) != 0) {
            out.number(Packer.zigzag(steps.last(first)));
        } else {
            long before = 0;
            for (int i = 0; i < steps.size(); i++) {
                if (steps.known(i)) {
                    out.sparse(Packer.zigzag(steps.last(i) - before));
                    before = steps.last(i);
                }
            }
            out.endRun();
        }
        if ((flags & NO_LOWER) == 0) {
            each(steps, out, i -> steps.last(i) - steps.min(i));
        }
        if ((flags & NO_HIGHER) == 0) {
            each(steps, out, i -> steps.max(i) - steps.last(i));
        }
        if ((flags & MEAN_IN_THE_MIDDLE) == 0) {
            each(steps, out, i -> Packer.zigzag(offMiddle(steps, i)));
        }
    }

    private static void each(Steps steps, Packer out, Part part) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.known(i)) {
                out.sparse(part.of(i));
            }
        }
        out.endRun();
    }

    /** The lengths of what is known, unknown, known, ... */
    private static void runs(Steps steps, Packer out) {
        boolean known = true;
        int length = 0;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.known(i) != known) {
                out.number(length);
                known = !known;
                length = 0;
            }
            length++;
        }
        out.number(length);
    }

    private static long middle(long min, long max) {
        return (min + max) * (Column.MEAN / 2);
    }

    private static long offMiddle(Steps steps, int i) {
        return steps.mean(i) - middle(steps.min(i), steps.max(i));
    }

    static Steps read(Unpacker in, int size) throws CorruptBlockException {
        var steps = new Steps(size);
        int flags = in.number(ALL_FLAGS);
        boolean[] known = (flags & ALL_KNOWN) != 0 ? all(size) : readRuns(in, size);
        int count = 0;
        for (boolean one : known) {
            count += one ? 1 : 0;
        }
        if (count == 0) {
            return steps;
        }
        long[] last = new long[count];
        if ((flags & CONSTANT) != 0) {
            Arrays.fill(last, Unpacker.unzigzag(in.number()));
        } else {
            long before = 0;
            for (int i = 0; i < count; i++) {
                before += Unpacker.unzigzag(in.sparse());
                last[i] = before;
            }
            in.endRun();
        }
        long[] lower = readPart(in, count, (flags & NO_LOWER) != 0);
        long[] higher = readPart(in, count, (flags & NO_HIGHER) != 0);
        long[] off = readPart(in, count, (flags & MEAN_IN_THE_MIDDLE) != 0);
        int at = 0;
        for (int i = 0; i < size; i++) {
            if (known[i]) {
                long min = last[at] - lower[at];
                long max = last[at] + higher[at];
                steps.set(i, min, max, middle(min, max) + Unpacker.unzigzag(off[at]), last[at]);
                at++;
            }
        }
        return steps;
    }

    private static boolean[] all(int size) {
        var known = new boolean[size];
        Arrays.fill(known, true);
        return known;
    }

    private static boolean[] readRuns(Unpacker in, int size) throws CorruptBlockException {
        var known = new boolean[size];
        int at = 0;
        boolean value = true;
        while (at < size) {
            int length = in.number(size - at);
            if (length == 0 && at > 0) {
                throw new CorruptBlockException("an empty run");
            }
            Arrays.fill(known, at, at + length, value);
            at += length;
            value = !value;
        }
        return known;
    }

    private static long[] readPart(Unpacker in, int count, boolean zero)
            throws CorruptBlockException {
        var part = new long[count];
        if (!zero) {
            for (int i = 0; i < count; i++) {
                part[i] = in.sparse();
            }
            in.endRun();
        }
        return part;
    }
}
