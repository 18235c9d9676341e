package dev.raingauge.monitor.top;

import dev.raingauge.sockdiag.model.ListenerAddress;

/** What names a row of the screen while it moves up and down. */
record ListenerKey(long namespace, ListenerAddress address) {}
