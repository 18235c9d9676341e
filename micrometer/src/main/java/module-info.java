import org.jspecify.annotations.NullMarked;

/** The listeners of a Java server, their queues and their losses, as Micrometer meters. */
@NullMarked
@SuppressWarnings("requires-transitive-automatic") // micrometer has no module descriptor
module dev.raingauge.micrometer {
    requires static org.jspecify;
    requires transitive dev.raingauge.sockdiag;
    requires transitive micrometer.core;

    exports dev.raingauge.micrometer;
}
