package dev.raingauge.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The capabilities that the lab needs ({@code man 7 capabilities}). */
final class Capabilities {
    private enum Needed {
        CAP_NET_ADMIN(12),
        CAP_NET_RAW(13),
        CAP_SYS_PTRACE(19),
        CAP_SYS_ADMIN(21);

        final int bit;

        Needed(int bit) {
            this.bit = bit;
        }
    }

    private Capabilities() {}

    /**
     * The names of those that are missing.
     *
     * @param status the text of {@code /proc/self/status}; without its line {@code CapEff}, all are
     *     missing
     */
    static Optional<String> missing(String status) {
        long effective =
                status.lines()
                        .filter(line -> line.startsWith("CapEff:"))
                        .map(line -> line.substring("CapEff:".length()).strip())
                        .filter(mask -> mask.matches("[0-9a-f]{1,16}"))
                        .mapToLong(mask -> Long.parseUnsignedLong(mask, 16))
                        .findFirst()
                        .orElse(0);
        List<String> missing = new ArrayList<>();
        for (Needed needed : Needed.values()) {
            if ((effective & 1L << needed.bit) == 0) {
                missing.add(needed.name());
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", missing));
    }
}
