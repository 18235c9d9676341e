package dev.raingauge.monitor.history;

import java.util.List;
import java.util.stream.Collectors;

/** A process that held a listener. */
public record Owner(int pid, String name) {
    /** {@code nginx (12), nginx (13)}. */
    static String text(List<Owner> owners) {
        return owners.isEmpty()
                ? "nobody visible"
                : owners.stream()
                        .map(owner -> owner.name() + " (" + owner.pid() + ")")
                        .collect(Collectors.joining(", "));
    }
}
