package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.sys.NetnsVisit;
import dev.raingauge.sockdiag.tape.Tape;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The machine that a file is of: this one, this one being recorded, or a recorded one. */
final class Machine {
    private Machine() {}

    /** The recording that a file is seen through; null for a file of this machine, as it is. */
    static @Nullable Tape tape(Path file) {
        return file.getFileSystem().equals(FileSystems.getDefault()) ? null : Tape.behind(file);
    }

    /** Its time in nanoseconds, which never jumps. */
    static LongSupplier ticks(Path file) {
        Tape tape = tape(file);
        return tape == null ? System::nanoTime : tape::ticks;
    }

    /** As {@link NetnsVisit#in}. */
    static <T> T visit(Path namespace, NetnsVisit.Work<T> work) throws IOException {
        Tape tape = tape(namespace);
        return tape == null ? NetnsVisit.in(namespace, work) : tape.visit(namespace, work);
    }
}
