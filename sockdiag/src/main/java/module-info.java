import org.jspecify.annotations.NullMarked;

/** What the Linux kernel knows about its sockets, as Java values. */
@NullMarked
@SuppressWarnings("module") // both are compiled after us, so their names are not known yet
module dev.raingauge.sockdiag {
    requires static org.jspecify;

    exports dev.raingauge.sockdiag;
    exports dev.raingauge.sockdiag.model;
    exports dev.raingauge.sockdiag.tape;
    exports dev.raingauge.sockdiag.sys to
            dev.raingauge.lab,
            dev.raingauge.monitor;
}
