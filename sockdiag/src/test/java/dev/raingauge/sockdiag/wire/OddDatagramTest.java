package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.Transport;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Datagrams that are odd in one way each, one to a file with its explanation. What is read from
 * them stands in the file; {@code -Dgolden.update=true} writes it anew, to be reviewed in the diff.
 */
class OddDatagramTest {
    static final Path FOLDER =
            Path.of(System.getProperty("raingauge.root", ".."), "sockdiag/src/test/resources/wire");

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".hex"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void isReadOrRefusedAsTheFileSays(String file) throws IOException {
        Recorded.onlyLittleEndian();
        Path path = FOLDER.resolve(file);
        var hex = new Hex(Files.readString(path));
        List<String> read = read(hex);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(path, hex.expecting(read).text());
        }
        assertThat(read).isEqualTo(hex.expected()).isNotEmpty();
    }

    @Test
    void filesThatAreCalledRefusedAreRefused() throws IOException {
        for (String file : files().toList()) {
            var hex = new Hex(Files.readString(FOLDER.resolve(file)));
            assertThat(hex.expected().getLast().startsWith("refused: "))
                    .as(file)
                    .isEqualTo(file.startsWith("refused-"));
        }
    }

    @Test
    void anEmptyDatagramIsRefused() {
        assertThat(new Hex("# kind: tcp").bytes()).isEmpty();
        assertThat(read(new Hex("# kind: tcp")))
                .containsExactly("refused: nlmsghdr at offset 0 needs 16 bytes, 0 are available");
    }

    private static List<String> read(Hex hex) {
        var lines = new ArrayList<String>();
        Consumer<Object> sink = socket -> lines.add(printable(socket.toString()));
        var reader =
                new DumpReader(
                        hex.isUnix()
                                ? new UnixRecordReader(sink::accept)
                                : new TcpRecordReader(
                                        Transport.TCP, record -> sink.accept(record.toSocket())));
        reader.begin(Recorded.SEQUENCE);
        try {
            boolean done = reader.accept(MemorySegment.ofArray(hex.bytes()).asReadOnly());
            lines.add(
                    (done ? "done" : "more to come")
                            + (reader.interrupted() ? ", interrupted" : "")
                            + (reader.errno() == 0 ? "" : ", errno " + reader.errno())
                            + (reader.words().isEmpty() ? "" : ", \"" + reader.words() + "\""));
        } catch (MalformedMessageException refused) {
            lines.add("refused: " + refused.getMessage());
        }
        return lines;
    }

    private static String printable(String text) {
        return text.replace("\n", "\\n").replace("\0", "\\0").replace("\u001b", "\\e");
    }
}
