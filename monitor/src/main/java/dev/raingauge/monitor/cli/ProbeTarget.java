package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Printable;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerTarget;
import dev.raingauge.sockdiag.model.UnixName;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What to connect to: as targets are written everywhere, and here names are looked up. */
sealed interface ProbeTarget {
    /**
     * Addresses to be tried in order.
     *
     * @param name the name that they were found by; empty where an address was written
     */
    record Inet(String name, List<Endpoint> endpoints) implements ProbeTarget {
        public Inet {
            endpoints = List.copyOf(endpoints);
        }
    }

    record Unix(UnixName name) implements ProbeTarget {}

    /** Without a letter it is meant to be an address. */
    Pattern HOST_NAME = Pattern.compile("(?=.*[A-Za-z_-])[A-Za-z0-9_.-]{1,253}");

    List<IpAddress> LOOPBACK = List.of(IpAddress.v4(0x7f000001), IpAddress.v6(0, 1));

    /**
     * The target that {@code text} writes.
     *
     * @throws Failure wrong usage if it writes none; failed if the name is not found in time
     */
    static ProbeTarget parse(String text, Duration timeout) throws Failure {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean named =
                !host.equals("localhost")
                        && HOST_NAME.matcher(host).matches()
                        && IpAddress.parse(host).isEmpty();
        // The port, and everything but names, is read as it is for the other commands.
        String plain = named ? "localhost" + text.substring(colon) : text;
        ListenerTarget target;
        try {
            target = ListenerTarget.parse(plain);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage() == null ? "" : e.getMessage();
            throw Failure.wrongUsage(
                    named
                            ? message.replace("'" + plain + "'", "'" + Printable.of(text) + "'")
                            : message);
        }
        return switch (target) {
            case ListenerTarget.Unix(_, UnixName name) -> {
                if (name.bytes().length() > 107) {
                    throw Failure.wrongUsage(
                            "'" + Printable.of(text) + "': longer than the 107 bytes of a name");
                }
                yield new Unix(name);
            }
            case ListenerTarget.Inet(_, List<IpAddress> hosts, int port) -> {
                List<IpAddress> addresses = named ? HostNames.addresses(host, timeout) : hosts;
                yield new Inet(
                        named ? host : "",
                        (addresses.isEmpty() ? LOOPBACK : addresses)
                                .stream().map(address -> new Endpoint(address, port)).toList());
            }
        };
    }
}
