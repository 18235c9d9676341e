package dev.raingauge.monitor.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.Sysctls;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.Transport;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DropTotalsTest {
    private static final SeriesKey WEB = new SeriesKey(Transport.TCP, "127.0.0.1:80");

    private final DropTotals totals = new DropTotals();
    private EphemeralPorts ephemeral = EphemeralPorts.NONE;

    @Test
    void theFirstSightCountsWhatTheSocketHasDroppedAlready() {
        assertThat(seen(80, 27, 1)).containsExactly(Map.entry(WEB, 27L));
    }

    @Test
    void aRestartedListenerGoesOnWhereItWas() {
        seen(80, 27, 1);
        assertThat(seen(80, 0, 2)).containsEntry(WEB, 27L);
        assertThat(seen(80, 3, 2)).containsEntry(WEB, 30L);
    }

    @Test
    void aListenerThatWasAwayGoesOnWhereItWas() {
        seen(80, 27, 1);
        assertThat(totals.add(Given.pass(), ephemeral)).isEmpty();
        assertThat(seen(80, 1, 2)).containsEntry(WEB, 28L);
    }

    @Test
    void a32BitCounterThatWrapsGoesOn() {
        seen(80, 0xffff_fff0L, 1);
        assertThat(seen(80, 5, 1)).containsEntry(WEB, 0xffff_fff0L + 21);
    }

    @Test
    void aSocketThatOnePassMissedIsNotCountedAgain() {
        seen(80, 27, 1);
        for (int i = 0; i < 150; i++) {
            totals.add(Given.pass(), ephemeral);
            assertThat(seen(80, 27, 1)).containsEntry(WEB, 27L);
        }
    }

    @Test
    void membersOfOneAddressAreAddedUp() {
        var both =
                Given.pass(
                        Given.tcp("127.0.0.1", 80, 0, 5, 4, 1),
                        Given.tcp("127.0.0.1", 80, 0, 5, 6, 2));
        assertThat(totals.add(both, ephemeral)).containsExactly(Map.entry(WEB, 10L));
    }

    @Test
    void ephemeralPortsShareATotalThatNeverGoesDown() {
        ephemeral =
                EphemeralPorts.of(
                        new Sysctls(Map.of("net.ipv4.ip_local_port_range", "32768\t60999")));
        var key = new SeriesKey(Transport.TCP, "127.0.0.1:ephemeral");
        assertThat(seen(40_000, 8, 1)).containsExactly(Map.entry(key, 8L));
        assertThat(seen(40_001, 1, 2)).containsExactly(Map.entry(key, 9L));
    }

    @Test
    void unknownDropsAreNotZero() {
        var known = Given.tcp("127.0.0.1", 80, 0, 5, 4, 1);
        var unknown =
                new TcpSocket.Listener(
                        known.transport(),
                        known.local(),
                        0,
                        known.v6Only(),
                        known.acceptQueue(),
                        OptionalLong.empty(),
                        known.identity());
        assertThat(totals.add(Given.pass(unknown), ephemeral)).isEmpty();
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < 3 * DropTotals.MOST_ADDRESSES; i++) {
            seen(1 + i % 65_535, 1, i, "10.0." + (i >> 16) + ".1");
        }
        assertThat(totals.remembered()).isLessThanOrEqualTo(2 * DropTotals.MOST_ADDRESSES);
    }

    private Map<SeriesKey, Long> seen(int port, long drops, long cookie) {
        return seen(port, drops, cookie, "127.0.0.1");
    }

    private Map<SeriesKey, Long> seen(int port, long drops, long cookie, String ip) {
        return totals.add(Given.pass(Given.tcp(ip, port, 0, 5, drops, cookie)), ephemeral);
    }
}
