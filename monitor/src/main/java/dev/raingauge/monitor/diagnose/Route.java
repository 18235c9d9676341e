package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;

/**
 * From one local address to one destination: within it every connection needs a local port of its
 * own.
 */
public record Route(IpAddress source, Endpoint destination) {
    @Override
    public String toString() {
        return source + " -> " + destination;
    }
}
