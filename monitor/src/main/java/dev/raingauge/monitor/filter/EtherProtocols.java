package dev.raingauge.monitor.filter;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Names of Ethernet protocols ({@code include/uapi/linux/if_ether.h}); case does not matter. */
final class EtherProtocols {
    private static final Map<String, Integer> BY_NAME =
            Map.ofEntries(
                    Map.entry("all", 0x0003),
                    Map.entry("ip", 0x0800),
                    Map.entry("ipv4", 0x0800),
                    Map.entry("arp", 0x0806),
                    Map.entry("rarp", 0x8035),
                    Map.entry("802.1q", 0x8100),
                    Map.entry("ipv6", 0x86dd),
                    Map.entry("ppp_disc", 0x8863),
                    Map.entry("ppp_ses", 0x8864),
                    Map.entry("802.1ad", 0x88a8),
                    Map.entry("lldp", 0x88cc),
                    Map.entry("loop", 0x0060));

    private EtherProtocols() {}

    static OptionalInt named(String name) {
        Integer number = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
