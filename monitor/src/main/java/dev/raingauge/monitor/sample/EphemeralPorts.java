package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Sysctls;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ports that the kernel gives out by itself ({@code net.ipv4.ip_local_port_range} without
 * {@code ip_local_reserved_ports}). A listener on one of them has another port after each restart,
 * so a time series of its own would be a new one each time: they share one.
 */
public final class EphemeralPorts {
    /** No port is ephemeral: what is assumed where the settings cannot be read. */
    public static final EphemeralPorts NONE = new EphemeralPorts(new BitSet());

    private static final int PORTS = 65_536;

    /** A name is made once and not ten times a second. */
    private static final int MOST_NAMES = 20_000;

    private final BitSet ports;
    private final Map<ListenerAddress, SeriesKey> names = new ConcurrentHashMap<>();

    private EphemeralPorts(BitSet ports) {
        this.ports = ports;
    }

    public static EphemeralPorts of(Sysctls sysctls) {
        var ports = new BitSet();
        sysctls.text("net.ipv4.ip_local_port_range")
                .ifPresent(range -> mark(ports, range.strip().split("\\s+"), true));
        sysctls.text("net.ipv4.ip_local_reserved_ports")
                .filter(text -> !text.isBlank())
                .ifPresent(list -> {
                    for (String part : list.strip().split(",", -1)) {
                        mark(ports, part.split("-"), false);
                    }
                });
        return new EphemeralPorts(ports);
    }

    public boolean contains(int port) {
        return ports.get(port);
    }

    /** The name of the series that this listener belongs to. */
    public SeriesKey series(ListenerAddress address) {
        if (names.size() >= MOST_NAMES) {
            names.clear();
        }
        return names.computeIfAbsent(address, this::name);
    }

    private SeriesKey name(ListenerAddress address) {
        return switch (address) {
            case ListenerAddress.Inet(var transport, Endpoint(var ip, int port), _)
                    when contains(port) ->
                    new SeriesKey(transport, bracketed(ip) + ":ephemeral");
            default -> new SeriesKey(address.transport(), address.toString());
        };
    }

    private static String bracketed(IpAddress ip) {
        return ip.version() == IpAddress.Version.V6 ? "[" + ip + "]" : ip.toString();
    }

    /** Marks the ports of a range of two numbers, or of a single one; ignores what is neither. */
    private static void mark(BitSet ports, String[] range, boolean value) {
        try {
            int from = Integer.parseInt(range[0].strip());
            int to = Integer.parseInt(range[range.length - 1].strip());
            if (range.length <= 2 && 0 <= from && from <= to && to < PORTS) {
                ports.set(from, to + 1, value);
            }
        } catch (NumberFormatException notARange) {
            // An unknown form of the file: then no port counts as ephemeral, and nothing is lost.
        }
    }
}
