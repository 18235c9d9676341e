package dev.raingauge.sockdiag;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/** The machine that a file is of. */
final class Machine {
    private Machine() {}

    /** Its time in nanoseconds, which never jumps. */
    static LongSupplier ticks(Path file) {
        return System::nanoTime;
    }
}
