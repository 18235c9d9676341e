package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.fleet.Asking;
import java.net.URI;

/**
 * Whom to ask about other hosts.
 *
 * @param asking the way to it; any thread may ask
 * @param server its address, without a slash at the end; holds no password
 */
public record FleetSource(Asking asking, URI server) {}
