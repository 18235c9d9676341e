package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.TcpFigure;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes are read or refused with the one exception that says so; nothing else happens. */
class FuzzTest {
    private static final int RUNS = 20_000;

    /** Longer datagrams than this are cut: the odd part is as likely near the beginning. */
    private static final int MOST_BYTES = 600;

    private static final int[] LENGTHS = {0, 1, 3, 4, 15, 16, 17, 20, 72, 88, 0xffff, -1, 1 << 31};

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyBytesAreReadOrRefused(long seed) throws IOException {
        List<byte[]> corpus = corpus();
        var random = new Random(seed);
        var seen = new Seen();
        int refused = 0;
        for (int run = 0; run < RUNS; run++) {
            byte[] bytes = mutated(corpus.get(random.nextInt(corpus.size())), random);
            try {
                refused += seen.read(bytes, random.nextInt(4)) ? 0 : 1;
            } catch (RuntimeException | AssertionError e) {
                fail(
                        "seed %d, run %d: %s".formatted(seed, run, HexFormat.of().formatHex(bytes)),
                        e);
            }
        }
        assertThat(refused).as("refused of " + RUNS).isBetween(RUNS / 20, RUNS * 19 / 20);
        assertThat(seen.sockets).as("sockets read").isGreaterThan(RUNS / 4);
        assertThat(seen.sum).as("what was looked at").isNotZero();
    }

    /** Reads with all readers and looks at everything that a record shows. */
    private static final class Seen {
        private long sockets;
        private long sum;
        private final DumpReader tcp =
                new DumpReader(new TcpRecordReader(Transport.TCP, this::look));
        private final DumpReader unix = new DumpReader(UnixRecordReader.of(this::look));
        private final List<DumpReader> others =
                Arrays.stream(OtherSocket.Family.values())
                        .map(family -> new DumpReader(new OtherRecordReader(family, this::keep)))
                        .toList();

        private void look(TcpRecord record) {
            sum += record.state().code() + record.localPort() + record.remotePort();
            sum += record.localHigh() + record.localLow();
            sum += record.remoteHigh() + record.remoteLow();
            sum += record.interfaceIndex() + record.inode() + record.cookie();
            sum += record.unreadBytes() + record.unacknowledgedBytes();
            sum += record.isTimeWaitRemains() ? 1 : 0;
            sum += record.receiveQueue() + record.sendQueue() + record.uid();
            sum += record.timer().hashCode();
            look(record.details());
            keep(record.toSocket());
        }

        private void look(InetDetails details) {
            for (TcpFigure figure : TcpFigure.values()) {
                sum += details.tcp(figure).orElse(1);
            }
            for (MemoryFigure figure : MemoryFigure.values()) {
                sum += details.memory(figure).orElse(1);
            }
            sum += details.congestionControl().map(String::length).orElse(1);
            sum += details.mark().orElse(1) + details.cgroupId().orElse(1);
            sum += details.typeOfService().orElse(1) + details.trafficClass().orElse(1);
            sum += details.shutdown().orElse(1) + (details.v6Only().orElse(false) ? 1 : 0);
        }

        private void look(UnixSocket socket, UnixDetails details) {
            sum += details.state().code() + details.shutdown().orElse(1);
            sum += details.memory(MemoryFigure.DROPS).orElse(1);
            keep(socket);
        }

        /** Text is dear: every 64th socket is written as such. */
        private void keep(Object socket) {
            sum += sockets++ % 64 == 0 ? socket.toString().length() : socket.hashCode();
        }

        /** Whether both readers read it. The bytes begin anywhere, as in a real buffer. */
        boolean read(byte[] bytes, int shift) {
            byte[] shifted = new byte[bytes.length + shift];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            MemorySegment data = MemorySegment.ofArray(shifted).asSlice(shift).asReadOnly();
            int sequence = bytes.length < 12 ? 1 : data.get(ValueLayout.JAVA_INT_UNALIGNED, 8);
            boolean asTcp = accepts(tcp, data, sequence);
            boolean asUnix = accepts(unix, data, sequence);
            for (DumpReader other : others) {
                boolean _ = accepts(other, data, sequence);
            }
            return asTcp && asUnix;
        }

        private static boolean accepts(DumpReader reader, MemorySegment data, int sequence) {
            reader.begin(sequence);
            try {
                boolean done = reader.accept(data);
                return done || reader.errno() == 0;
            } catch (MalformedMessageException refused) {
                return false;
            }
        }
    }

    private static List<byte[]> corpus() throws IOException {
        var corpus = new ArrayList<byte[]>();
        for (String kernel : Recorded.kernels().toList()) {
            for (String file : Recorded.FILES) {
                corpus.add(Recorded.bytes(kernel, file));
            }
        }
        Path odd =
                Path.of(
                        System.getProperty("raingauge.root", ".."),
                        "sockdiag/src/test/resources/wire");
        try (Stream<Path> files = Files.list(odd)) {
            for (Path file : files.sorted().toList()) {
                corpus.add(new Hex(Files.readString(file)).bytes());
            }
        }
        return corpus;
    }

    private static byte[] mutated(byte[] original, Random random) {
        int from = original.length > MOST_BYTES ? start(original, random) : 0;
        byte[] bytes =
                Arrays.copyOfRange(original, from, Math.min(original.length, from + MOST_BYTES));
        if (random.nextInt(8) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 8));
        }
        for (int i = random.nextInt(5); i > 0 && bytes.length > 8; i--) {
            int at = random.nextInt(bytes.length - 4);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> write(bytes, at & ~1, 2, LENGTHS[random.nextInt(LENGTHS.length)]);
                default -> write(bytes, at & ~3, 4, LENGTHS[random.nextInt(LENGTHS.length)]);
            }
        }
        return bytes;
    }

    /** The beginning of one of the messages, so that later ones are mutated too. */
    private static int start(byte[] bytes, Random random) {
        var data = MemorySegment.ofArray(bytes);
        int at = 0;
        for (int i = random.nextInt(12); i > 0; i--) {
            int next = at + data.get(ValueLayout.JAVA_INT_UNALIGNED, at);
            if (next >= bytes.length) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private static void write(byte[] bytes, int at, int width, int value) {
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
