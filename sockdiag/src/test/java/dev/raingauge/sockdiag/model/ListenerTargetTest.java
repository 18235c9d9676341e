package dev.raingauge.sockdiag.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerTargetTest {
    private static final SocketIdentity SOMEBODY =
            new SocketIdentity(OptionalLong.of(1), 2, OptionalLong.of(3), OptionalLong.empty());

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    [1:::5           | the bracket is not closed; write [ADDRESS]:PORT
                    [1:::5]:80       | '1:::5' between the brackets is no IPv6 address
                    [127.0.0.1]:80   | '127.0.0.1' between the brackets is no IPv6 address
                    [::1]            | no port after the bracket; write [::1]:PORT
                    [::1]80          | no port after the bracket; write [::1]:PORT
                    [::1]:           | no port after the colon
                    [fe80::1%lo]:80  | leave out the interface after %
                    ::1:80           | an IPv6 address stands in brackets; write [ADDRESS]:PORT
                    1.2.3.4:99999    | port 99999 is not between 1 and 65535
                    1.2.3.4:0        | port 0 is not between 1 and 65535
                    1.2.3.4:65536    | port 65536 is not between 1 and 65535
                    1.2.3.4:4294967376 | port 4294967376 is not between 1 and 65535
                    1.2.3.4:-1       | '-1' is no port number
                    1.2.3.4:http     | 'http' is no port number
                    1.2.3.4:٨٠       | '٨٠' is no port number
                    1.2.3.4          | no port; write 1.2.3.4:PORT
                    1.2.3.4:         | no port after the colon
                    1.2.3:80         | '1.2.3' is no IPv4 address
                    1.2.3.256:80     | '1.2.3.256' is no IPv4 address
                    example.org:80   | 'example.org' is no IP address, and names are not looked up
                    8080             | a port alone is written :8080
                    run/x.sock       | the path of a UNIX socket begins with /
                    /                | names no listener; write HOST:PORT, :PORT, /path or @name
                    @                | names no listener; write HOST:PORT, :PORT, /path or @name
                    ""               | names no listener; write HOST:PORT, :PORT, /path or @name
                    """)
    void whatIsWrongIsShown(String text, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerTarget.parse(text))
                .withMessage("'%s': %s".formatted(text, what));
    }

    @Test
    void theMessageMovesNoTerminal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerTarget.parse("\u001b[2J:80"))
                .withMessage(
                        "'\\x1b[2J:80': '\\x1b[2J' is no IP address, and names are not looked up");
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            textBlock =
                    """
                    # target,           listeners,                       named
                    127.0.0.1:80,       127.0.0.1:80 0.0.0.0:80,         127.0.0.1:80
                    127.0.0.1:80,       0.0.0.0:80 [::]:80,              0.0.0.0:80
                    127.0.0.1:80,       [::]:80 127.0.0.1:81,            [::]:80
                    127.0.0.1:80,       [::]:80!,                        ''
                    127.0.0.1:80,       10.0.0.1:80,                     ''
                    0.0.0.0:80,         10.0.0.1:80 0.0.0.0:80,          0.0.0.0:80
                    0.0.0.0:80,         [::]:80,                         [::]:80
                    [::1]:80,           [::1]:80 [::]:80,                [::1]:80
                    [::1]:80,           0.0.0.0:80 [::]:80!,             [::]:80
                    [::1]:80,           0.0.0.0:80,                      ''
                    [::ffff:1.2.3.4]:80, 1.2.3.4:80,                     1.2.3.4:80
                    1.2.3.4:80,         [::ffff:1.2.3.4]:80,             [::ffff:1.2.3.4]:80
                    localhost:80,       127.0.0.1:80 [::1]:80 [::]:80!,  127.0.0.1:80 [::1]:80
                    :80,                10.0.0.1:80 [::]:80 10.0.0.1:81, 10.0.0.1:80 [::]:80
                    *:80,               10.0.0.1:80 [::]:80 10.0.0.1:81, 10.0.0.1:80 [::]:80
                    /run/a,             /run/a /run/b,                   /run/a
                    @a,                 @a /a,                           @a
                    """)
    void aTargetNamesWhatItsClientsReach(String target, String listeners, String named) {
        var tcp =
                Arrays.stream(listeners.split(" "))
                        .filter(text -> text.contains(":"))
                        .map(ListenerTargetTest::tcp)
                        .toList();
        var unix =
                Arrays.stream(listeners.split(" "))
                        .filter(text -> !text.contains(":"))
                        .map(ListenerTargetTest::unix)
                        .toList();

        var found = ListenerTarget.parse(target).among(new QueuePass(tcp, unix, true));

        assertThat(String.join(" ", found.stream().map(Object::toString).toList()))
                .isEqualTo(named);
    }

    /** {@code !} marks a listener that takes IPv6 clients only. */
    private static TcpSocket.Listener tcp(String text) {
        boolean v6Only = text.endsWith("!");
        String plain = v6Only ? text.substring(0, text.length() - 1) : text;
        int colon = plain.lastIndexOf(':');
        String host = plain.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new TcpSocket.Listener(
                Transport.TCP,
                new Endpoint(
                        IpAddress.parse(host).orElseThrow(),
                        Integer.parseInt(plain.substring(colon + 1))),
                0,
                host.contains(":") ? Optional.of(v6Only) : Optional.empty(),
                AcceptQueue.of(0, 1),
                OptionalLong.empty(),
                SOMEBODY);
    }

    private static UnixSocket.Listener unix(String text) {
        return new UnixSocket.Listener(
                text.startsWith("@")
                        ? UnixName.ofAbstract(text.substring(1))
                        : UnixName.ofPath(text),
                UnixSocket.Kind.STREAM,
                AcceptQueue.of(0, 1),
                Optional.empty(),
                List.of(),
                SOMEBODY);
    }
}
