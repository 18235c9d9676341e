package dev.raingauge.monitor.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers that the published schema has written, and others. */
class RemarkTest {
    private static final byte[] USUAL =
            answer(partial(1L << 40, "sample of \u00fcber-old time, out of bounds")).toByteArray();

    private static ExportMetricsPartialSuccess.Builder partial(long rejected, String why) {
        return ExportMetricsPartialSuccess.newBuilder()
                .setRejectedDataPoints(rejected)
                .setErrorMessage(why);
    }

    private static ExportMetricsServiceResponse answer(
            ExportMetricsPartialSuccess.Builder partial) {
        return ExportMetricsServiceResponse.newBuilder().setPartialSuccess(partial).build();
    }

    @Test
    void numberAndWordsAreRead() {
        assertThat(Remark.in(USUAL))
                .contains(new Remark(1L << 40, "sample of \u00fcber-old time, out of bounds"));
        assertThat(Remark.in(answer(partial(0, "deprecated")).toByteArray()))
                .contains(new Remark(0, "deprecated"));
        assertThat(Remark.in(answer(partial(7, "")).toByteArray())).contains(new Remark(7, ""));
        assertThat(
                        Remark.in(answer(partial(1, "x".repeat(10_000))).toByteArray())
                                .orElseThrow()
                                .text())
                .hasSize(303);
    }

    @Test
    void nothingIsSaidWhereNothingIsMeant() {
        assertThat(Remark.in(new byte[0])).isEmpty();
        assertThat(Remark.in(answer(partial(0, " ")).toByteArray())).isEmpty();
        assertThat(Remark.in(answer(partial(-1, "")).toByteArray())).isEmpty();
        assertThat(Remark.in("ok\n".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    /** A newer schema has more fields, of any kind, on both levels. */
    @Test
    void whatIsNewIsPassedOver() {
        var more =
                UnknownFieldSet.newBuilder()
                        .addField(
                                15,
                                UnknownFieldSet.Field.newBuilder()
                                        .addVarint(300)
                                        .addFixed32(1)
                                        .addFixed64(2)
                                        .addLengthDelimited(ByteString.copyFromUtf8("new"))
                                        .build())
                        .build();
        var response =
                answer(partial(3, "why").setUnknownFields(more)).toBuilder()
                        .setUnknownFields(more)
                        .build();
        assertThat(Remark.in(response.toByteArray())).contains(new Remark(3, "why"));
    }

    @Test
    void anyBytesAreReadOrLeft() {
        for (int seed = 0; seed < 20_000; seed++) {
            var chance = new Random(seed);
            byte[] bytes = Arrays.copyOf(USUAL, chance.nextInt(USUAL.length + 4));
            for (int change = chance.nextInt(4); change > 0 && bytes.length > 0; change--) {
                bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt();
            }
            Optional<Remark> read = Remark.in(bytes);
            assertThat(read.map(Remark::rejected).orElse(0L)).as("seed %d", seed).isNotNegative();
        }
    }
}
