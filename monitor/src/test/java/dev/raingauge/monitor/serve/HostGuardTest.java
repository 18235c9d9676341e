package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostGuardTest {
    @ParameterizedTest(name = "listening on {0}, Host: {1} is allowed: {2}")
    @CsvSource({
        "127.0.0.1, 127.0.0.1:10077,  true",
        "127.0.0.1, 127.0.0.1,        true",
        "127.0.0.1, localhost:10077,  true",
        "127.0.0.1, LocalHost,        true",
        "127.0.0.1, [::1]:10077,      true",
        "127.0.0.1, 127.3.2.1:80,     true",
        "127.0.0.1, evil.example,     false",
        "127.0.0.1, evil.example:10077, false",
        "127.0.0.1, 127.0.0.1.evil.example, false",
        "127.0.0.1, localhost.evil.example, false",
        "127.0.0.1, 10.0.0.1:10077,   false",
        "127.0.0.1, '',               false",
        "::1,       [::1]:10077,      true",
        "::1,       [::ffff:127.0.0.1]:1, true",
        "::1,       [::2]:10077,      false",
        "0.0.0.0,   anything.example, true",
    })
    void names(String listen, String header, boolean allowed) {
        HostGuard guard = HostGuard.of(InetAddress.ofLiteral(listen), listen);
        assertThat(guard.allows(Optional.of(header))).isEqualTo(allowed);
    }

    @Test
    void theNameThatWasGivenToListenIsAllowed() {
        HostGuard guard = HostGuard.of(InetAddress.ofLiteral("127.0.0.1"), "metrics.local");
        assertThat(guard.allows(Optional.of("Metrics.local:10077"))).isTrue();
        assertThat(guard.allows(Optional.of("other.local:10077"))).isFalse();
        assertThat(guard.allows(Optional.empty())).isTrue();
    }
}
