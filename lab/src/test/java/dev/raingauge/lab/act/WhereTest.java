package dev.raingauge.lab.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.sys.Libc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laid out as {@code man 7 ip}, {@code ipv6} and {@code unix} say. */
class WhereTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            textBlock =
                    """
                    10.99.0.1:7000, 1b580a6300010000000000000000
                    [fd99::1]:7000, 1b5800000000fd99000000000000000000000000000100000000
                    @rg,            007267
                    """)
    void theBytesAfterTheFamily(String text, String hex) {
        byte[] bytes = Where.of(text).bytes();
        assertThat(HexFormat.of().formatHex(bytes, 2, bytes.length)).isEqualTo(hex);
    }

    @Test
    void theFamilyIsInHostOrder() {
        var bytes = ByteBuffer.wrap(Where.of("[::1]:1").bytes()).order(ByteOrder.nativeOrder());
        assertThat(bytes.getShort(0)).isEqualTo((short) Libc.AF_INET6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:80", "10.0.0.1", "10.0.0.1:123456"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> Where.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
