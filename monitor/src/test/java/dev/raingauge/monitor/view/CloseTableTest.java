package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import dev.raingauge.monitor.analyse.CloseReport;
import dev.raingauge.monitor.analyse.CloseReport.Row;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.Fate;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.SocketKey;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseTableTest {
    private static final Page EIGHTY = new Page(OptionalInt.of(80), true, false);

    @Test
    void aRehearsalFitsEightyColumnsWithItsAddressesWhole() throws IOException {
        String text =
                table(
                        true,
                        row("10.20.30.40:6379", "10.20.30.41:51234", "redis-server", null),
                        row("0.0.0.0:6379", "0.0.0.0:0", "redis-server", null));
        Golden.check("close-80.txt", text);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void everyFateIsTold() throws IOException {
        String text =
                table(
                        false,
                        row("10.0.0.1:1", "10.0.0.2:2", "a", Fate.CLOSED),
                        row("10.0.0.1:1", "10.0.0.2:3", "a", Fate.GONE),
                        row("10.0.0.1:1", "10.0.0.2:4", "a", Fate.NOT_FOUND),
                        row("10.0.0.1:1", "10.0.0.2:5", "a", Fate.NOT_PERMITTED),
                        row("10.0.0.1:1", "10.0.0.2:6", "a", Fate.NOT_SUPPORTED));
        Golden.check("close-done-80.txt", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b[2J", "a\nb", "\u202egnp", "\u009b31m", "\r", "\u2066x", "\u0007"})
    void namesFromOutsideAreNeverShownRaw(String name) throws IOException {
        for (boolean rehearsal : new boolean[] {true, false}) {
            Fate fate = rehearsal ? null : Fate.CLOSED;
            String text = table(rehearsal, row("10.0.0.1:1", "10.0.0.2:2", name, fate));
            assertThat(text).doesNotContain(name);
            assertThat(text.replace("\n", "")).matches("[\\P{C}]*");
        }
    }

    private static String table(boolean rehearsal, Row... rows) throws IOException {
        var look =
                new Look(
                        Instant.parse("2026-11-22T19:30:00.123Z"),
                        "web-1",
                        "6.18.44",
                        Set.of(Source.NETLINK),
                        true,
                        List.of());
        var text = new StringBuilder();
        CloseTable.write(new CloseReport(look, rehearsal, List.of(rows)), false, EIGHTY, text);
        return text.toString();
    }

    private static Row row(String local, String remote, String process, @Nullable Fate fate) {
        TcpState state = remote.endsWith(":0") ? TcpState.LISTEN : TcpState.CLOSE_WAIT;
        return new Row(
                new Namespace(1, process),
                SocketKey.of(GivenSocket.of(InetProtocol.TCP, state, local, remote, 7)),
                state,
                endpoint(local),
                endpoint(remote),
                Optional.empty(),
                7,
                List.of(new ProcessRef(11818, process, 3)),
                Optional.ofNullable(fate));
    }

    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new Endpoint(
                IpAddress.parse(text.substring(0, colon)).orElseThrow(),
                Integer.parseInt(text.substring(colon + 1)));
    }
}
