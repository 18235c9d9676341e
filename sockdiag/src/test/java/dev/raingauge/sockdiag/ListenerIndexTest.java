package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerIndexTest {
    private static final SocketIdentity SOMEBODY =
            new SocketIdentity(OptionalLong.of(1), 2, OptionalLong.of(3), OptionalLong.empty());

    /** {@code %2} is the interface with that index, {@code !} marks an IPv6-only listener. */
    @ParameterizedTest(name = "{1} among {0} belongs to {2}")
    @CsvSource(
            textBlock =
                    """
                    # listeners,                        connection,            belongs to
                    127.0.0.1:80 0.0.0.0:80,            127.0.0.1:80,          127.0.0.1:80
                    127.0.0.1:80 0.0.0.0:80,            127.0.0.2:80,          0.0.0.0:80
                    127.0.0.1:80 0.0.0.0:81,            127.0.0.2:80,          nobody
                    0.0.0.0:80,                         127.0.0.1:81,          nobody
                    # the family tells whose child it is
                    0.0.0.0:80 [::]:80,                 127.0.0.1:80,          0.0.0.0:80
                    0.0.0.0:80 [::]:80,                 [::ffff:127.0.0.1]:80, [::]:80
                    [::]:80,                            [::ffff:127.0.0.1]:80, [::]:80
                    [::]:80!,                           [::ffff:127.0.0.1]:80, nobody
                    [::]:80!,                           [::1]:80,              [::]:80
                    [::]:80,                            127.0.0.1:80,          nobody
                    [::ffff:127.0.0.1]:80 [::]:80,      [::ffff:127.0.0.1]:80, [::ffff:127.0.0.1]:80
                    [::ffff:127.0.0.1]:80 [::]:80,      [::ffff:127.0.0.2]:80, [::]:80
                    [::1]:80 [::]:80,                   [::1]:80,              [::1]:80
                    # interfaces
                    0.0.0.0%2:80 0.0.0.0:80,            127.0.0.1%2:80,        0.0.0.0%2:80
                    0.0.0.0%2:80 0.0.0.0:80,            127.0.0.1:80,          0.0.0.0:80
                    0.0.0.0%2:80,                       127.0.0.1:80,          nobody
                    0.0.0.0%2:80,                       127.0.0.1%3:80,        nobody
                    [::]:80,                            [fe80::1%3]:80,        [::]:80
                    127.0.0.1:80 0.0.0.0%2:80,          127.0.0.1%2:80,        127.0.0.1:80
                    127.0.0.1%2:80 127.0.0.1:80,        127.0.0.1%2:80,        127.0.0.1%2:80
                    127.0.0.1%2:80 0.0.0.0:80,          127.0.0.1:80,          0.0.0.0:80
                    """)
    void theKernelsChoiceIsMadeAgain(String listeners, String connection, String owner) {
        List<TcpSocket.Listener> all =
                Arrays.stream(listeners.split(" ")).map(ListenerIndexTest::listener).toList();
        var index = new ListenerIndex(all);

        int row = index.rowOf(connection(connection));

        assertThat(row == ListenerIndex.NONE ? "nobody" : written(index.rows().get(row)))
                .isEqualTo(owner);
    }

    @Test
    void socketsOfOneAddressShareItsRow() {
        var one = listener("0.0.0.0:80");
        var index = new ListenerIndex(List.of(one, one, listener("0.0.0.0:81"), one));
        assertThat(index.rows())
                .extracting(Object::toString)
                .containsExactly("0.0.0.0:80", "0.0.0.0:81");
    }

    /** Open addressing against a plain search through the list. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void manyListenersAreFoundAsFewAre(long seed) {
        var random = new Random(seed);
        var all = new ArrayList<TcpSocket.Listener>();
        for (int i = 0; i < 500; i++) {
            all.add(listener(text(random)));
        }
        var index = new ListenerIndex(all);
        for (int i = 0; i < 2_000; i++) {
            SeenSocket seen = connection(text(random));
            int row = index.rowOf(seen);
            assertThat(row == ListenerIndex.NONE ? "nobody" : written(index.rows().get(row)))
                    .as("seed %d, %s", seed, seen)
                    .isEqualTo(searched(all, seen));
        }
    }

    private static String text(Random random) {
        String zone = random.nextInt(4) == 0 ? "%" + (1 + random.nextInt(2)) : "";
        int port = random.nextInt(4) == 0 ? random.nextInt(65_536) : 80 + random.nextInt(8);
        return switch (random.nextInt(5)) {
            case 0 -> "0.0.0.0" + zone + ":" + port;
            case 1 -> "[::" + zone + "]:" + port;
            case 2 -> "[::" + random.nextInt(9) + zone + "]:" + port;
            case 3 -> "[::ffff:10.0.0." + random.nextInt(9) + zone + "]:" + port;
            default -> "10.0.0." + random.nextInt(9) + zone + ":" + port;
        };
    }

    private static String searched(List<TcpSocket.Listener> all, SeenSocket seen) {
        IpAddress any = seen.isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
        for (IpAddress address : List.of(seen.local().address(), any)) {
            for (int interfaceIndex : new int[] {seen.interfaceIndex(), 0}) {
                for (TcpSocket.Listener listener : all) {
                    if (listener.local().equals(new Endpoint(address, seen.localPort()))
                            && listener.interfaceIndex() == interfaceIndex) {
                        return written(ListenerAddress.of(listener));
                    }
                }
            }
        }
        return "nobody";
    }

    private static String written(ListenerAddress address) {
        if (!(address instanceof ListenerAddress.Inet(_, Endpoint endpoint, int index))) {
            throw new AssertionError(address);
        }
        String zone = index == 0 ? "" : "%" + index;
        return endpoint.address().version() == IpAddress.Version.V6
                ? "[" + endpoint.address() + zone + "]:" + endpoint.port()
                : endpoint.address() + zone + ":" + endpoint.port();
    }

    private static SeenSocket connection(String text) {
        TcpSocket.Listener at = listener(text);
        return SeenSocket.at(TcpState.ESTABLISHED, at.local(), at.interfaceIndex(), 1);
    }

    private static TcpSocket.Listener listener(String text) {
        boolean v6Only = text.endsWith("!");
        String plain = v6Only ? text.substring(0, text.length() - 1) : text;
        int colon = plain.lastIndexOf(':');
        String[] host = plain.substring(0, colon).replaceAll("[\\[\\]]", "").split("%", 2);
        return new TcpSocket.Listener(
                Transport.TCP,
                new Endpoint(
                        IpAddress.parse(host[0]).orElseThrow(),
                        Integer.parseInt(plain.substring(colon + 1))),
                host.length == 1 ? 0 : Integer.parseInt(host[1]),
                host[0].contains(":") ? Optional.of(v6Only) : Optional.empty(),
                AcceptQueue.of(0, 1),
                OptionalLong.empty(),
                SOMEBODY);
    }
}
