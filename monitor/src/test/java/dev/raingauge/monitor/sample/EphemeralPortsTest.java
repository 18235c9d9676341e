package dev.raingauge.monitor.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Sysctls;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EphemeralPortsTest {
    private static final String RANGE = "net.ipv4.ip_local_port_range";
    private static final String RESERVED = "net.ipv4.ip_local_reserved_ports";

    @ParameterizedTest(name = "{0}:{1} is called {2}")
    @CsvSource({
        "127.0.0.1, 80,    127.0.0.1:80",
        "127.0.0.1, 32767, 127.0.0.1:32767",
        "127.0.0.1, 32768, 127.0.0.1:ephemeral",
        "::1,       60999, [::1]:ephemeral",
        "::,        61000, [::]:61000",
        "0.0.0.0,   50051, 0.0.0.0:50051",
        "0.0.0.0,   50061, 0.0.0.0:50061",
        "0.0.0.0,   50062, 0.0.0.0:ephemeral",
    })
    void names(String ip, int port, String expected) {
        var ports =
                EphemeralPorts.of(
                        new Sysctls(Map.of(RANGE, "32768\t60999", RESERVED, "50051,50060-50061")));
        var address = ListenerAddress.of(Given.tcp(ip, port, 0, 1, 0, 1));
        assertThat(ports.series(address).address()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"''", "x y", "60999 32768", "1 2 3", "-5 70000"})
    void anUnknownFormOfTheFileMakesNothingEphemeral(String range) {
        var ports = EphemeralPorts.of(new Sysctls(Map.of(RANGE, range)));
        assertThat(ports.contains(40_000)).isFalse();
    }

    @Test
    void aUnixPathIsItself() {
        var address = ListenerAddress.of(Given.unix("/run/a:40000", 0, 1, 1));
        assertThat(EphemeralPorts.NONE.series(address).address()).isEqualTo("/run/a:40000");
    }
}
