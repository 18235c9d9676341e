package dev.raingauge.sockdiag.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.model.UnixName;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetUnixTest {
    private static final String HEADING =
            "Num       RefCount Protocol Flags    Type St Inode Path\n";
    private static final String SOCKET =
            "00000000494b2700: 00000002 00000000 00010000 0001 01   310";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/a b.sock",
                " /leading and trailing ",
                "/run/two\nlines",
                "\n",
                "/ends with one\n",
                "\n\n\n",
                "/tmp/\u0001\u001b[31m\u00ff",
                "/0123456789: 00000002 00000000 00010000",
            })
    void aNameIsWhateverItIs(String name) throws IOException {
        List<NetUnix> sockets =
                read(
                        HEADING + SOCKET + " " + name + "\n" + SOCKET + "\n" + SOCKET + " " + name
                                + "\n");
        assertThat(sockets)
                .extracting(NetUnix::name)
                .containsExactly(new UnixName(name), UnixName.NONE, new UnixName(name));
    }

    @Test
    void anAtSignIsANul() throws IOException {
        List<NetUnix> sockets = read(HEADING + SOCKET + " @x@y\n" + SOCKET + " @\n");
        assertThat(sockets)
                .extracting(NetUnix::name)
                .containsExactly(new UnixName("\0x@y"), new UnixName("\0"));
    }

    @Test
    void pointersMayBeHidden() throws IOException {
        String plain = SOCKET.substring(16);
        List<NetUnix> sockets =
                read(
                        HEADING
                                + "(____ptrval____)"
                                + plain
                                + "\n(null)"
                                + plain
                                + "\n00000000"
                                + plain
                                + "\n0000000000000000"
                                + plain
                                + "\n");
        assertThat(sockets).hasSize(4);
    }

    @Test
    void aLineThatContinuesNothingIsRefused() {
        assertThatThrownBy(() -> read(HEADING + "what is this\n"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("unix, line 2: expected a UNIX socket, not \"what is this\"");
        assertThatThrownBy(() -> read(HEADING + SOCKET + "\nand\u001b[2J this\n"))
                .as("a socket without a name has none to continue")
                .hasMessage("unix, line 3: expected a UNIX socket, not \"and?[2J this\"");
    }

    @Test
    void aNameCannotBeLongerThanItsField() throws IOException {
        assertThat(read(HEADING + SOCKET + " " + "n".repeat(108) + "\n")).hasSize(1);
        assertThatThrownBy(() -> read(HEADING + SOCKET + " " + "n".repeat(100) + "\n12345678\n"))
                .hasMessage("unix, line 3: a name of more than 108 bytes");
    }

    @Test
    void headingAndEndAreNeeded() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("expected the heading \"Num");
        assertThatThrownBy(() -> read(HEADING + SOCKET + " /run/cut"))
                .hasMessage("unix, line 2: the file ends within this line");
    }

    private static List<NetUnix> read(String text) throws IOException {
        return Recording.unix(Recording.latin1(text));
    }
}
