package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.TcpFigure;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What seven kernels said of connections beyond the fixed part of a record. */
class RecordedDetailsTest {
    @ParameterizedTest
    @MethodSource("dev.raingauge.sockdiag.wire.Recorded#kernels")
    void everyFigureOfAConnectionIsRead(String kernel) throws IOException {
        var established = new AtomicInteger();
        walk(
                kernel,
                (state, details) -> {
                    if (state != TcpState.ESTABLISHED) {
                        return;
                    }
                    established.incrementAndGet();
                    for (TcpFigure figure : TcpFigure.values()) {
                        assertThat(details.tcp(figure)).as("%s", figure).isPresent();
                    }
                    assertThat(details.tcp(TcpFigure.STATE)).hasValue(1);
                    assertThat(details.tcp(TcpFigure.SND_CWND)).hasValue(10);
                    assertThat(details.tcp(TcpFigure.SND_MSS).orElseThrow())
                            .isBetween(536L, 65_495L);
                    assertThat(details.tcp(TcpFigure.RTO).orElseThrow())
                            .isBetween(200_000L, 3_000_000L);
                    assertThat(details.tcp(TcpFigure.RTT).orElseThrow()).isBetween(1L, 1_000_000L);
                    assertThat(details.tcp(TcpFigure.SND_WSCALE).orElseThrow()).isBetween(1L, 14L);
                    for (MemoryFigure figure : MemoryFigure.values()) {
                        assertThat(details.memory(figure)).as("%s", figure).isPresent();
                    }
                    assertThat(details.memory(MemoryFigure.RECEIVE_LIMIT).orElseThrow())
                            .isBetween(2_304L, 6_291_456L);
                    assertThat(details.congestionControl().orElseThrow()).matches("[a-z]{3,8}");
                    assertThat(details.typeOfService()).hasValue(0);
                    assertThat(details.shutdown()).hasValue(0);
                });
        assertThat(established).hasPositiveValue();
    }

    /** One end has read everything and shut down, so its peer was told. */
    @ParameterizedTest
    @MethodSource("dev.raingauge.sockdiag.wire.Recorded#kernels")
    void whoWasShutIsTold(String kernel) throws IOException {
        var closeWait = new AtomicInteger();
        walk(
                kernel,
                (state, details) -> {
                    if (state == TcpState.CLOSE_WAIT) {
                        closeWait.incrementAndGet();
                        assertThat(details.shutdown()).hasValue(1);
                    }
                });
        assertThat(closeWait).hasPositiveValue();
    }

    private interface Look {
        void at(TcpState state, InetDetails details);
    }

    private static void walk(String kernel, Look look) throws IOException {
        var reader =
                new DumpReader(
                        TcpRecordReader.of(
                                InetProtocol.TCP,
                                socket -> look.at(socket.state(), socket.details())));
        reader.begin(Recorded.SEQUENCE);
        byte[] answer = Recorded.bytes(kernel, "tcp-all-v4-ext");
        assertThat(reader.accept(MemorySegment.ofArray(answer).asReadOnly())).isTrue();
    }
}
