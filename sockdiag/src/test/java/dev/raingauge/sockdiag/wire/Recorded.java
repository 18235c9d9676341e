package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Answers recorded from seven kernels: the same scene on each. */
final class Recorded {
    /** The question's number in every recording. */
    static final int SEQUENCE = 1;

    static final List<String> FILES =
            List.of(
                    "tcp-listen-v4",
                    "tcp-listen-v6",
                    "tcp-all-v4",
                    "tcp-all-v6",
                    "tcp-all-v4-ext",
                    "tcp-all-legacy",
                    "unix-all");

    private Recorded() {}

    static Stream<String> kernels() {
        return Stream.of("5.10-old", "5.10", "6.1", "6.12", "6.16", "6.18", "7.3");
    }

    static void onlyLittleEndian() {
        assumeTrue(
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
                "bytes of x86-64: netlink speaks the host's byte order");
    }

    /** The datagrams of one dump, one after the other, as if they were one. */
    static byte[] bytes(String kernel, String file) throws IOException {
        onlyLittleEndian();
        String name = "/kernels/" + kernel + "/" + file + ".bin";
        try (InputStream in =
                Objects.requireNonNull(Recorded.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    static List<TcpSocket> tcp(String kernel, String file) throws IOException {
        var sockets = new ArrayList<TcpSocket>();
        read(
                bytes(kernel, file),
                new TcpRecordReader(Transport.TCP, record -> sockets.add(record.toSocket())));
        return sockets;
    }

    static List<UnixSocket> unix(String kernel) throws IOException {
        var sockets = new ArrayList<UnixSocket>();
        read(bytes(kernel, "unix-all"), new UnixRecordReader(sockets::add));
        return sockets;
    }

    private static void read(byte[] answer, RecordReader records) throws IOException {
        var reader = new DumpReader(records);
        reader.begin(SEQUENCE);
        assertThat(reader.accept(MemorySegment.ofArray(answer).asReadOnly())).isTrue();
        assertThat(reader.errno()).isZero();
        assertThat(reader.interrupted()).isFalse();
    }
}
