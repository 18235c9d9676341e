package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.Filter.End;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class FilterMatchTest {
    @ParameterizedTest(name = "{0} in {1}/{2}: {3}")
    @CsvSource(
            textBlock =
                    """
                    10.1.2.3,           10.1.2.3,        32, true
                    10.1.2.3,           10.1.2.2,        32, false
                    10.1.2.3,           10.1.2.2,        31, true
                    10.1.2.3,           10.255.0.0,       8, true
                    10.1.2.3,           11.0.0.0,         8, false
                    10.1.2.3,           11.0.0.0,         7, true
                    10.1.2.3,           192.0.0.0,        0, true
                    ::ffff:10.1.2.3,    10.1.0.0,        16, true
                    ::ffff:10.1.2.3,    10.2.0.0,        16, false
                    ::ffff:10.1.2.3,    0.0.0.0,          0, true
                    ::1,                0.0.0.0,          0, false
                    10.1.2.3,           ::ffff:10.1.2.3, 96, false
                    10.1.2.3,           ::,               0, false
                    2001:db8::1,        2001:db8::,      32, true
                    2001:db8::1,        2001:db9::,      32, false
                    2001:db8::1,        2001:db8::1,    128, true
                    2001:db8::1,        2001:db8::2,    128, false
                    2001:db8::1,        2001:db8::2,    126, true
                    2001:db8::1,        2001:db8:0:1::,  64, false
                    2001:db8::1,        2001:db8:0:1::,  63, true
                    2001:db8::1,        ::,               0, true
                    """)
    void addresses(String address, String prefix, int bits, boolean matches) throws IOException {
        Endpoint end = new Endpoint(IpAddress.parse(address).orElseThrow(), 80);
        IpAddress of = IpAddress.parse(prefix).orElseThrow();
        SeenSocket socket = SeenSocket.at(TcpState.ESTABLISHED, end, 0, 1);
        assertThat(FilterMatch.of(new Filter.Address(End.LOCAL, of, bits)).test(socket))
                .isEqualTo(matches);
        assertThat(FilterMatch.of(new Filter.Address(End.REMOTE, of, bits)).test(socket))
                .isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "80, 80, true",
        "0, 65535, true",
        "79, 79, false",
        "81, 81, false",
        "0, 79, false",
        "81, 65535, false"
    })
    void ports(int low, int high, boolean matches) throws IOException {
        SeenSocket socket = at80();
        assertThat(FilterMatch.of(new Filter.Port(End.LOCAL, low, high)).test(socket))
                .isEqualTo(matches);
        assertThat(FilterMatch.of(new Filter.Port(End.REMOTE, 40_000, 40_000)).test(socket))
                .isTrue();
    }

    @Test
    void logic() throws IOException {
        Filter yes = new Filter.Port(End.LOCAL, 80, 80);
        Filter no = new Filter.Not(yes);
        SeenSocket socket = at80();
        assertThat(FilterMatch.of(no).test(socket)).isFalse();
        assertThat(FilterMatch.of(new Filter.And(List.of())).test(socket)).isTrue();
        assertThat(FilterMatch.of(new Filter.Or(List.of())).test(socket)).isFalse();
        assertThat(FilterMatch.of(new Filter.And(List.of(yes, no))).test(socket)).isFalse();
        assertThat(FilterMatch.of(new Filter.And(List.of(yes, yes))).test(socket)).isTrue();
        assertThat(FilterMatch.of(new Filter.Or(List.of(no, yes))).test(socket)).isTrue();
        assertThat(FilterMatch.of(new Filter.Or(List.of(no, no))).test(socket)).isFalse();
    }

    static final List<Filter> UNKNOWN =
            List.of(
                    new Filter.Interface(1),
                    new Filter.Mark(1, 1),
                    new Filter.Cgroup(1),
                    new Filter.Not(new Filter.AutoBound()),
                    new Filter.And(List.of(new Filter.Or(List.of(new Filter.Interface(0))))));

    @ParameterizedTest
    @FieldSource("UNKNOWN")
    void whatProcDoesNotShowIsRefused(Filter filter) {
        assertThatThrownBy(() -> FilterMatch.of(filter))
                .isInstanceOf(SockDiagException.class)
                .hasMessageMatching("cannot filter by .*: /proc does not show them; netlink does");
    }

    private static SeenSocket at80() {
        return SeenSocket.at(
                TcpState.ESTABLISHED,
                new Endpoint(IpAddress.parse("10.1.2.3").orElseThrow(), 80),
                0,
                1);
    }
}
