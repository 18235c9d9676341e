package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpSocket.Connection;
import dev.raingauge.sockdiag.model.TcpSocket.HalfOpen;
import dev.raingauge.sockdiag.model.TcpSocket.Listener;
import dev.raingauge.sockdiag.model.TcpSocket.TimeWait;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import dev.raingauge.sockdiag.model.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TcpRecordReaderTest {
    /** The window and the value it makes say the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.raingauge.sockdiag.wire.Recorded#kernels")
    void theWindowAndTheValueAgree(String kernel) throws IOException {
        var seen = new AtomicInteger();
        walk(
                Recorded.bytes(kernel, "tcp-all-legacy"),
                record -> {
                    TcpSocket socket = record.toSocket();
                    assertThat(socket.state()).isEqualTo(record.state());
                    assertThat(socket.interfaceIndex()).isEqualTo(record.interfaceIndex());
                    assertThat(socket.local())
                            .isEqualTo(
                                    endpoint(
                                            record,
                                            record.localHigh(),
                                            record.localLow(),
                                            record.localPort()));
                    assertThat(record.isTimeWaitRemains()).isEqualTo(socket instanceof TimeWait);
                    agree(record, socket);
                    seen.incrementAndGet();
                });
        assertThat(seen).hasValue(20);
    }

    private static void agree(TcpRecord record, TcpSocket socket) {
        Endpoint remote =
                endpoint(record, record.remoteHigh(), record.remoteLow(), record.remotePort());
        switch (socket) {
            case Connection connection -> {
                assertThat(connection.remote()).isEqualTo(remote);
                assertThat(connection.identity().inode()).isEqualTo(record.inode());
                assertThat(connection.identity().cookie()).hasValue(record.cookie());
                assertThat(connection.queues().unreadBytes()).isEqualTo(record.unreadBytes());
                assertThat(connection.queues().unacknowledgedBytes())
                        .isEqualTo(record.unacknowledgedBytes());
            }
            case Listener listener -> {
                assertThat(listener.identity().cookie()).hasValue(record.cookie());
                assertThat(record.unreadBytes()).as("connections are no bytes").isZero();
                assertThat(record.unacknowledgedBytes()).as("a limit is no bytes").isZero();
            }
            case HalfOpen halfOpen -> assertThat(halfOpen.remote()).isEqualTo(remote);
            case TimeWait timeWait -> assertThat(timeWait.remote()).isEqualTo(remote);
        }
    }

    private static Endpoint endpoint(TcpRecord record, long high, long low, int port) {
        return new Endpoint(
                record.isV6() ? IpAddress.v6(high, low) : IpAddress.v4((int) low), port);
    }

    @Test
    void theTransportIsWhatWasAskedFor() throws IOException {
        var reader =
                new TcpRecordReader(
                        Transport.MPTCP,
                        record ->
                                assertThat(((Listener) record.toSocket()).transport())
                                        .isEqualTo(Transport.MPTCP));
        var dump = new DumpReader(reader);
        dump.begin(Recorded.SEQUENCE);
        assertThat(dump.accept(MemorySegment.ofArray(Recorded.bytes("6.18", "tcp-listen-v6"))))
                .isTrue();
    }

    /** Attributes are read for values only; what is wrong with them ends the walk then. */
    @Test
    void aBadAttributeIsRefusedWhenAValueIsMade() throws IOException {
        Recorded.onlyLittleEndian();
        byte[] bad = odd("refused-long-attribute.hex");
        var seen = new AtomicInteger();
        walkOne(bad, record -> seen.addAndGet(record.localPort()));
        assertThat(seen).hasValue(80);
        assertThatThrownBy(() -> walkOne(bad, TcpRecord::toSocket))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("nlattr at offset 88 claims 12 bytes, 8 are left");
    }

    @Test
    void whatAVisitorThrowsItselfIsNotTouched() throws IOException {
        Recorded.onlyLittleEndian();
        var own = new UncheckedIOException(new IOException("disk full"));
        byte[] bytes = odd("more-to-come.hex");
        assertThatThrownBy(() ->
                        walkOne(
                                bytes,
                                _ -> {
                                    throw own;
                                }))
                .isSameAs(own);
    }

    private static byte[] odd(String file) throws IOException {
        return new Hex(Files.readString(OddDatagramTest.FOLDER.resolve(file))).bytes();
    }

    private static void walkOne(byte[] bytes, TcpVisitor visitor) throws IOException {
        var reader = new DumpReader(new TcpRecordReader(Transport.TCP, visitor));
        reader.begin(Recorded.SEQUENCE);
        assertThat(reader.accept(MemorySegment.ofArray(bytes))).isFalse();
    }

    /** A walk over a million sockets must cost no memory: not one byte for ten of them. */
    @Test
    void aWalkAllocatesNothingPerSocket() throws Exception {
        var counts = new long[TcpState.values().length];
        var reader =
                new DumpReader(
                        new TcpRecordReader(
                                Transport.TCP,
                                record -> {
                                    if (record.inode() != 0 && record.localLow() != 0) {
                                        counts[record.state().code()]++;
                                    }
                                }));
        var datagram = MemorySegment.ofArray(Recorded.bytes("6.18", "tcp-all-v4-ext")).asReadOnly();
        walk(reader, datagram, 20_000); // until it is compiled
        long before = allocatedBytes();
        walk(reader, datagram, 20_000);
        long allocated = allocatedBytes() - before;
        long sockets = 20_000 * 18L;
        assertThat(counts[TcpState.ESTABLISHED.code()]).isPositive();
        assertThat(allocated).as("bytes for " + sockets + " sockets").isLessThan(sockets / 10);
    }

    /** By reflection: the library, whose module the tests are in, does not read java.management. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads =
                Class.forName("java.lang.management.ManagementFactory")
                        .getMethod("getThreadMXBean")
                        .invoke(null);
        return (long)
                Objects.requireNonNull(
                        Class.forName("com.sun.management.ThreadMXBean")
                                .getMethod("getCurrentThreadAllocatedBytes")
                                .invoke(threads));
    }

    private static void walk(DumpReader reader, MemorySegment datagram, int times)
            throws IOException {
        for (int i = 0; i < times; i++) {
            reader.begin(Recorded.SEQUENCE);
            if (!reader.accept(datagram)) {
                throw new AssertionError("the dump has no end");
            }
        }
    }

    private static void walk(byte[] bytes, TcpVisitor visitor) throws IOException {
        walk(
                new DumpReader(new TcpRecordReader(Transport.TCP, visitor)),
                MemorySegment.ofArray(bytes),
                1);
    }
}
