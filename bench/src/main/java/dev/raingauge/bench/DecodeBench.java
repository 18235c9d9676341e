package dev.raingauge.bench;

import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.wire.DumpReader;
import dev.raingauge.sockdiag.wire.MalformedMessageException;
import dev.raingauge.sockdiag.wire.TcpRecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one socket of a dump costs to decode. The datagram is of the size that the kernel sends, and
 * consists of records that Linux 6.18 sent. {@code -prof gc} shows that counting allocates nothing
 * per socket.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBench {
    private static final int LENGTH_AT = 0;
    private static final int TYPE_AT = 4;
    private static final int SEQUENCE_AT = 8;
    private static final int NLMSG_DONE = 3;

    /** Records of the recorded dump, and how often it is repeated: 252 records, about 32 KB. */
    private static final int RECORDS = 18;

    private static final int REPEATS = 14;
    private static final int SOCKETS = RECORDS * REPEATS;

    private MemorySegment datagram = MemorySegment.NULL;
    private int sequence;
    private long bytes;

    @Setup
    public void read() throws IOException {
        try (InputStream in = DecodeBench.class.getResourceAsStream("tcp-all-v4.bin")) {
            if (in == null) {
                throw new IOException("tcp-all-v4.bin is not on the class path");
            }
            byte[] recorded = in.readAllBytes();
            var view = ByteBuffer.wrap(recorded).order(ByteOrder.nativeOrder());
            int end = 0;
            int count = 0;
            while (view.getShort(end + TYPE_AT) != NLMSG_DONE) {
                end += view.getInt(end + LENGTH_AT);
                count++;
            }
            if (count != RECORDS) {
                throw new IOException("the recorded dump holds " + count + " records");
            }
            sequence = view.getInt(SEQUENCE_AT);
            var repeated = new byte[end * REPEATS];
            for (int i = 0; i < REPEATS; i++) {
                System.arraycopy(recorded, 0, repeated, i * end, end);
            }
            datagram = MemorySegment.ofArray(repeated);
        }
    }

    @Benchmark
    @OperationsPerInvocation(SOCKETS)
    public long count() throws MalformedMessageException {
        bytes = 0;
        walk(
                new TcpRecordReader(
                        Transport.TCP,
                        socket -> bytes += socket.unreadBytes() + socket.localPort()));
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(SOCKETS)
    public long toValues() throws MalformedMessageException {
        bytes = 0;
        walk(
                new TcpRecordReader(
                        Transport.TCP, socket -> bytes += socket.toSocket().local().port()));
        return bytes;
    }

    private void walk(TcpRecordReader records) throws MalformedMessageException {
        var reader = new DumpReader(records);
        reader.begin(sequence);
        boolean _ = reader.accept(datagram);
    }
}
