package dev.raingauge.monitor.diagnose;

import java.util.BitSet;
import java.util.Optional;

/** The local ports that the kernel chooses from when an application does not. */
public final class PortRange {
    public static final String RANGE = "net.ipv4.ip_local_port_range";
    public static final String RESERVED = "net.ipv4.ip_local_reserved_ports";

    private static final int PORTS = 65_536;

    private PortRange() {}

    /**
     * How many there are.
     *
     * @param range {@code net.ipv4.ip_local_port_range}: two numbers
     * @param reserved {@code net.ipv4.ip_local_reserved_ports}: numbers and ranges, by commas
     * @return 0 where the range is unknown
     */
    public static long available(Optional<String> range, Optional<String> reserved) {
        String[] ends = range.orElse("").trim().split("\\s+", -1);
        int low = number(ends[0]);
        int high = ends.length == 2 ? number(ends[1]) : -1;
        if (low < 0 || high < low) {
            return 0;
        }
        var ports = new BitSet(PORTS);
        ports.set(low, high + 1);
        for (String part : reserved.orElse("").split(",", -1)) {
            String[] bounds = part.trim().split("-", 2);
            int from = number(bounds[0]);
            int to = bounds.length == 2 ? number(bounds[1]) : from;
            if (from >= 0 && to >= from) {
                ports.clear(from, to + 1);
            }
        }
        return ports.cardinality();
    }

    private static int number(String text) {
        boolean plain =
                !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(Character::isDigit);
        int number = plain ? Integer.parseInt(text) : -1;
        return number < PORTS ? number : -1;
    }
}
