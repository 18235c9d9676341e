package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnrepeatedTest {
    private static final Endpoint SOMEWHERE = new Endpoint(IpAddress.ANY_V4, 80);

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            textBlock =
                    """
                    1 2 3 2 3 4, 1 2 3 4
                    1 1025 1,    1 1025 1
                    7 7 7,       7
                    # without a cookie nothing can be said
                    0 0,         0 0
                    -1 -1,       -1 -1
                    """)
    void eachCookieIsShownOnce(String kernel, String shown) {
        var seen = new ArrayList<String>();
        var unrepeated = new Unrepeated(socket -> seen.add(Long.toString(socket.cookie())));
        Arrays.stream(kernel.split(" "))
                .map(Long::valueOf)
                .map(cookie ->
                        new SeenSocket(TcpState.ESTABLISHED, SOMEWHERE, SOMEWHERE, 0, 1, cookie))
                .forEach(unrepeated::visit);
        assertThat(String.join(" ", seen)).isEqualTo(shown);
    }
}
