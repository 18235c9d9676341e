package dev.raingauge.monitor.terminal;

/** What a cell means; {@link Colours} says how that looks. No meaning hangs on the colour alone. */
public enum Ink {
    PLAIN,
    /** Of no importance now: zeroes, frames. */
    FAINT,
    STRONG,
    /** Healthy. */
    GOOD,
    /** Worth a look. */
    WARN,
    /** Something is being lost. */
    BAD,
    /** Names and headings within text. */
    ACCENT,
    /** The bar at the top. */
    TITLE,
    /** The heads of a table. */
    HEAD,
    /** The head that the table is sorted by. */
    SORTED,
    /** What a key does, in the bar at the foot. */
    KEY_LABEL,
    BADGE_GOOD,
    BADGE_WARN,
    BADGE_BAD
}
