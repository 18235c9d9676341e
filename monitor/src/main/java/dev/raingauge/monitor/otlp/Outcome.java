package dev.raingauge.monitor.otlp;

import java.time.Duration;
import java.util.Optional;

/** What became of one push. */
sealed interface Outcome {
    /** Why it did not work, the end of a sentence; empty where it worked. */
    String why();

    /**
     * The collector has the figures.
     *
     * @param remark what it says about them all the same
     */
    record Accepted(Optional<Remark> remark) implements Outcome {
        @Override
        public String why() {
            return "";
        }
    }

    /**
     * The collector asks for patience.
     *
     * @param after for how long, if it says so
     */
    record Busy(int status, Optional<Duration> after) implements Outcome {
        @Override
        public String why() {
            return "it answers " + status + ", so it is overloaded or not ready";
        }
    }

    /** The collector will not take these figures; the same again would not help. */
    record Refused(int status) implements Outcome {
        @Override
        public String why() {
            return "it answers "
                    + status
                    + switch (status) {
                        case 401, 403 ->
                                ": a password or token is given in OTEL_EXPORTER_OTLP_HEADERS";
                        case 404, 405 ->
                                ": no OTLP is taken at this path; for most collectors it is"
                                        + " /v1/metrics";
                        default -> status / 100 == 3 ? ": give the address it leads to" : "";
                    };
        }
    }

    /** There was no answer. */
    record Unreachable(String why) implements Outcome {}
}
