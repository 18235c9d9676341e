package dev.raingauge.monitor.diagnose;

/**
 * Something that a rule found. It carries its numbers; the text is made of them elsewhere, in
 * switches without a default, so that a new kind of finding does not compile until it is described.
 */
public sealed interface Finding permits QueueFinding, SynFinding, ConnectionFinding, HostFinding {
    /** Severity, confidence, whom it is about, and the numbers that prove it. */
    Case common();

    /** The id in JSON, in metrics and in the name of its page in {@code docs/diagnosis}. */
    String rule();
}
