package dev.raingauge.sockdiag.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.model.IpAddress.Version;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    /** RFC 5952: shortest form, lower case, the longest and leftmost run of zeros left out. */
    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource(
            textBlock =
                    """
                    127.0.0.1,                               127.0.0.1
                    0.0.0.0,                                 0.0.0.0
                    255.255.255.255,                         255.255.255.255
                    ::,                                      ::
                    ::1,                                     ::1
                    1::,                                     1::
                    0:0:0:0:0:0:0:0,                         ::
                    2001:0DB8:0000:0000:0000:0000:0000:0001, 2001:db8::1
                    2001:db8:0:1:1:1:1:1,                    2001:db8:0:1:1:1:1:1
                    2001:db8:0:0:1:0:0:1,                    2001:db8::1:0:0:1
                    2001:0:0:1:0:0:0:1,                      2001:0:0:1::1
                    0:0:1:0:0:0:0:0,                         0:0:1::
                    0:1:2:3:4:5:6:7,                         0:1:2:3:4:5:6:7
                    1:2:3:4:5:6:7:0,                         1:2:3:4:5:6:7:0
                    1:2:3:4:5:6::,                           1:2:3:4:5:6::
                    1:2:3:4:5:6:7::,                         1:2:3:4:5:6:7:0
                    ::2:3:4:5:6:7:8,                         0:2:3:4:5:6:7:8
                    fe80::ABCD:ef01,                         fe80::abcd:ef01
                    ::ffff:192.0.2.128,                      ::ffff:192.0.2.128
                    ::FFFF:c000:280,                         ::ffff:192.0.2.128
                    ::ffff:0:0,                              ::ffff:0.0.0.0
                    64:ff9b::192.0.2.33,                     64:ff9b::c000:221
                    1:2:3:4:5:6:1.2.3.4,                     1:2:3:4:5:6:102:304
                    ::1.2.3.4,                               ::102:304
                    ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
                    """)
    void isWrittenAsTheRfcSays(String text, String canonical) {
        IpAddress address = IpAddress.parse(text).orElseThrow();
        assertThat(address).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).contains(address);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                ":::",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "+1.2.3.4",
                "0x7f.0.0.1",
                "localhost",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "12345::",
                "g::",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "1:",
                ":1",
                "::1%lo",
                "[::1]",
                "::1.2.3",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "1:1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::-1",
                "\u0661.0.0.1",
                "::\uff11",
                "0000:0000:0000:0000:0000:0000:000.000.000.0001"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void everyAddressIsReadAsItIsWritten() {
        var random = new Random(1);
        for (int run = 0; run < 20_000; run++) {
            IpAddress address =
                    random.nextBoolean()
                            ? IpAddress.v4(random.nextInt())
                            : IpAddress.v6(sparse(random), sparse(random));
            assertThat(IpAddress.parse(address.toString())).as("run %d", run).contains(address);
        }
    }

    /** Often with zeros in it, where the writing is difficult. */
    private static long sparse(Random random) {
        long bits = random.nextLong();
        for (int i = 0; i < 4; i++) {
            bits &= random.nextBoolean() ? -1L : ~(0xffffL << (16 * i));
        }
        return bits;
    }

    @Test
    void mappedAddressesHideAnIpv4Address() {
        IpAddress mapped = IpAddress.v6(0, 0xffff_7f00_0001L);
        assertThat(mapped.isMapped()).isTrue();
        assertThat(mapped.unmapped()).isEqualTo(IpAddress.v4(0x7f00_0001));
        assertThat(mapped.isLoopback()).isTrue();
        assertThat(mapped.isAny()).isFalse();
        IpAddress v4 = mapped.unmapped();
        assertThat(v4.isMapped()).isFalse();
        assertThat(v4.unmapped()).isSameAs(v4);
        assertThat(IpAddress.v6(1, 0xffff_7f00_0001L).isMapped()).isFalse();
        assertThat(IpAddress.v6(0, 0x1_ffff_7f00_0001L).isMapped()).isFalse();
    }

    @ParameterizedTest(name = "{0}: any {1}, loopback {2}")
    @CsvSource(
            textBlock =
                    """
                    0.0.0.0,          true,  false
                    ::,               true,  false
                    127.0.0.0,        false, true
                    127.255.255.255,  false, true
                    128.0.0.0,        false, false
                    ::1,              false, true
                    ::2,              false, false
                    1::1,             false, false
                    ::ffff:0.0.0.0,   false, false
                    """)
    void knowsWhatItStandsFor(String text, boolean any, boolean loopback) {
        IpAddress address = IpAddress.parse(text).orElseThrow();
        assertThat(address.isAny()).isEqualTo(any);
        assertThat(address.isLoopback()).isEqualTo(loopback);
    }

    @Test
    void addressesAreOrderedAsUnsignedNumbersAndIpv4First() {
        List<IpAddress> ordered =
                Stream.of(
                                "0.0.0.0",
                                "127.0.0.1",
                                "255.0.0.1",
                                "::",
                                "::1",
                                "::8000:0:0:0",
                                "1::",
                                "fe80::")
                        .map(text -> IpAddress.parse(text).orElseThrow())
                        .toList();
        assertThat(ordered.reversed().stream().sorted()).containsExactlyElementsOf(ordered);
    }

    @Test
    void anIpv4AddressHas32Bits() {
        assertThatThrownBy(() -> new IpAddress(Version.V4, 0, 1L << 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an IPv4 address has 32 bits");
        assertThatThrownBy(() -> new IpAddress(Version.V4, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(IpAddress.v4(-1)).hasToString("255.255.255.255");
    }
}
