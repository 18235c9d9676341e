import org.jspecify.annotations.NullMarked;

/** Throw-away network namespaces in which one thing goes wrong, and is found. */
@NullMarked
module dev.raingauge.lab {
    requires static org.jspecify;
    requires transitive dev.raingauge.sockdiag;

    exports dev.raingauge.lab;
    exports dev.raingauge.lab.scenario;
}
