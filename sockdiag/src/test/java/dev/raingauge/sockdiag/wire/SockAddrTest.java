package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.UnixName;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SockAddrTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 80, 0200 0050 7f000001 0000000000000000",
        "::1, 65535, 0a00 ffff 00000000 00000000000000000000000000000001 00000000",
        "2001:db8::7, 1, 0a00 0001 00000000 20010db8000000000000000000000007 00000000"
    })
    void bytesAsTheKernelTakesAndGivesThem(String address, int port, String hex) {
        var endpoint = new Endpoint(IpAddress.parse(address).orElseThrow(), port);
        byte[] bytes = SockAddr.of(endpoint);
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex.replace(" ", ""));
        }
        assertThat(SockAddr.decode(bytes)).contains(endpoint);
    }

    @Test
    void aPathEndsWithNulAndAnAbstractNameBeginsWithIt() {
        assertThat(SockAddr.of(UnixName.ofPath("/a"))).endsWith('/', 'a', 0).hasSize(5);
        assertThat(SockAddr.of(UnixName.ofAbstract("a"))).endsWith(0, 'a').hasSize(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SockAddr.of(UnixName.ofPath("/" + "x".repeat(107))));
    }

    @Test
    void whatIsNoIpAddressIsNone() {
        assertThat(SockAddr.decode(new byte[3])).isEmpty();
        assertThat(SockAddr.decode(new byte[128])).isEmpty();
    }
}
