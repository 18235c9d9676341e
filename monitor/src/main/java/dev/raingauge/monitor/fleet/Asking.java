package dev.raingauge.monitor.fleet;

import java.util.List;

/** The way to a server. */
@FunctionalInterface
public interface Asking {
    /**
     * Asks all of them at once, and answers in their order.
     *
     * @throws FleetException if one of them cannot be answered
     */
    List<Answer> ask(List<Question> questions) throws FleetException;
}
