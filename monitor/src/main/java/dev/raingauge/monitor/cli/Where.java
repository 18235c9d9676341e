package dev.raingauge.monitor.cli;

/** Which network namespaces to look at. */
sealed interface Where {
    /** The caller's own. */
    record Own() implements Where {}

    /** Every one on the host. */
    record All() implements Where {}

    /** One, by a name in /run/netns, a pid or a file. */
    record Named(String text) implements Where {}

    static Where parse(String text) {
        return switch (text) {
            case "" -> new Own();
            case "all" -> new All();
            default -> new Named(text);
        };
    }
}
