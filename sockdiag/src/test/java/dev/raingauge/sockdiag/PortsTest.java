package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.Transport;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            textBlock =
                    """
                    80,                80-80
                    80 81 82,          80-82
                    80 82 83 65535,    80-80 82-83 65535-65535
                    0 1 65534 65535,   0-1 65534-65535
                    """)
    void neighboursBecomeOneRange(String ports, String ranges) {
        var set = new BitSet();
        Arrays.stream(ports.split(" ")).mapToInt(Integer::parseInt).forEach(set::set);
        Filter filter = Ports.local(set).orElseThrow();
        List<Filter> parts = filter instanceof Filter.Or(var several) ? several : List.of(filter);
        assertThat(
                        String.join(
                                " ",
                                parts.stream()
                                        .map(Filter.Port.class::cast)
                                        .map(port -> port.low() + "-" + port.high())
                                        .toList()))
                .isEqualTo(ranges);
    }

    @Test
    void tooManyRangesAreNoFilter() {
        var set = new BitSet();
        IntStream.range(0, 64).forEach(i -> set.set(1000 + 2 * i));
        assertThat(Ports.local(set)).isPresent();
        set.set(2000);
        assertThat(Ports.local(set)).isEmpty();
        assertThat(Ports.local(new BitSet())).isEmpty();
    }

    /**
     * Whatever its ports, a socket is in one slice, so that nobody is counted twice or left out.
     */
    @ParameterizedTest(name = "{0} slices")
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void everySocketIsInOneSlice(int count) {
        var random = new Random(count);
        List<Filter> slices = Ports.slices(count, List.of(listener(443), listener(40_000)));
        assertThat(slices).hasSize(count);
        var edges = new int[] {0, 1, 443, 32_767, 32_768, 40_000, 46_883, 46_884, 60_999, 65_535};
        for (int i = 0; i < 20_000; i++) {
            int local = i < 100 ? edges[i % 10] : random.nextInt(65_536);
            int remote = i < 100 ? edges[i / 10] : random.nextInt(65_536);
            assertThat(slices.stream().filter(slice -> matches(slice, local, remote)).count())
                    .as("%d slices, local port %d, remote port %d", count, local, remote)
                    .isEqualTo(1);
        }
    }

    /** Both ends of connections to one port, high or low, are shared out. */
    @ParameterizedTest(name = "server at {0}")
    @ValueSource(ints = {80, 40_000})
    void twoSlicesAreAboutEqual(int server) {
        Filter first = Ports.slices(2, List.of(listener(server))).getFirst();
        long ofServer =
                IntStream.range(32_768, 61_000).filter(p -> matches(first, server, p)).count();
        long ofClients =
                IntStream.range(32_768, 61_000).filter(p -> matches(first, p, server)).count();
        assertThat(ofServer).isBetween(14_000L, 14_200L);
        assertThat(ofClients).isBetween(14_000L, 14_200L);
    }

    private static boolean matches(Filter filter, int local, int remote) {
        return switch (filter) {
            case Filter.And(var parts) ->
                    parts.stream().allMatch(part -> matches(part, local, remote));
            case Filter.Or(var parts) ->
                    parts.stream().anyMatch(part -> matches(part, local, remote));
            case Filter.Not(var part) -> !matches(part, local, remote);
            case Filter.Port(var end, var low, var high) -> {
                int port = end == Filter.End.LOCAL ? local : remote;
                yield low <= port && port <= high;
            }
            default -> throw new AssertionError(filter);
        };
    }

    private static TcpSocket.Listener listener(int port) {
        return new TcpSocket.Listener(
                Transport.TCP,
                new Endpoint(IpAddress.ANY_V4, port),
                0,
                Optional.empty(),
                AcceptQueue.of(0, 1),
                OptionalLong.empty(),
                new SocketIdentity(
                        OptionalLong.empty(), 1, OptionalLong.of(0), OptionalLong.empty()));
    }
}
