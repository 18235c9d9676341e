package dev.raingauge.monitor.cli;

/** Which Raingauge this is. */
final class Version {
    /** The same as in pom.xml; a test compares them. */
    static final String TEXT = "0.1.0-SNAPSHOT";

    private Version() {}
}
