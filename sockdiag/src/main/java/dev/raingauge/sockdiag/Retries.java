package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.sys.Errno;
import java.io.IOException;

/** Asks again where an answer was interrupted or lost, a bounded number of times. */
final class Retries {
    /** Once, and three times more. */
    static final int MOST_TRIES = 4;

    private Retries() {}

    /** What one try brought, and whether the kernel said that it was interrupted. */
    record Answer<T>(T value, boolean consistent) {}

    /** One try; nothing of an earlier one may be in its answer. */
    @FunctionalInterface
    interface Attempt<T> {
        Answer<T> run() throws IOException;
    }

    /**
     * The first consistent answer, or the last one, which says itself that it is not consistent.
     *
     * @throws IOException of the last try if the kernel had no memory each time (ENOBUFS); any
     *     other error at once
     */
    static <T> T of(Attempt<T> attempt) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                Answer<T> answer = attempt.run();
                if (tries == MOST_TRIES || answer.consistent()) {
                    return answer.value();
                }
            } catch (SockDiagException lost) {
                if (tries == MOST_TRIES || lost.errno() != Errno.ENOBUFS) {
                    throw lost;
                }
            }
        }
    }
}
