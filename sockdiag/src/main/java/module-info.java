import org.jspecify.annotations.NullMarked;

/** What the Linux kernel knows about its sockets, as Java values. */
@NullMarked
@SuppressWarnings("module") // the lab is compiled after us, so its name is not known yet
module dev.raingauge.sockdiag {
    requires static org.jspecify;

    exports dev.raingauge.sockdiag;
    exports dev.raingauge.sockdiag.model;
    exports dev.raingauge.sockdiag.sys to
            dev.raingauge.lab;
}
