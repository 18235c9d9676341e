package dev.raingauge.monitor.otlp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a collector that answers 200 says all the same: {@code ExportMetricsPartialSuccess} in
 * {@code opentelemetry/proto/collector/metrics/v1/metrics_service.proto}. The exporter does not
 * read it.
 *
 * @param rejected data points of the push that it did not take; with 0 the text is a warning
 * @param text why, in the collector's words; may be empty
 */
record Remark(long rejected, String text) {
    private static final int MOST_CHARACTERS = 300;

    private static final int PARTIAL_SUCCESS = 1;
    private static final int REJECTED_DATA_POINTS = 1;
    private static final int ERROR_MESSAGE = 2;

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    /**
     * The remark in the body of an answer; empty where there is none, where it says nothing, and
     * where the body is no such message: the answer's status has said already that the figures
     * came.
     */
    static Optional<Remark> in(byte[] answer) {
        try {
            var response = ByteBuffer.wrap(answer);
            long rejected = 0;
            String text = "";
            while (response.hasRemaining()) {
                long tag = varint(response);
                if (tag != (PARTIAL_SUCCESS << 3 | LENGTH)) {
                    skip(response, tag);
                    continue;
                }
                ByteBuffer partial = piece(response);
                while (partial.hasRemaining()) {
                    long inner = varint(partial);
                    if (inner == (REJECTED_DATA_POINTS << 3 | VARINT)) {
                        rejected = varint(partial);
                    } else if (inner == (ERROR_MESSAGE << 3 | LENGTH)) {
                        text = StandardCharsets.UTF_8.decode(piece(partial)).toString();
                    } else {
                        skip(partial, inner);
                    }
                }
            }
            return rejected <= 0 && text.isBlank()
                    ? Optional.empty()
                    : Optional.of(new Remark(Math.max(rejected, 0), shortened(text.strip())));
        } catch (BufferUnderflowException noSuchMessage) {
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }

    /** Seven bits a byte, the least first. */
    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = from.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }

    /** As many bytes as are announced, and are there. */
    private static ByteBuffer piece(ByteBuffer from) {
        int length = room(from, varint(from));
        ByteBuffer piece = from.slice(from.position(), length);
        from.position(from.position() + length);
        return piece;
    }

    private static int room(ByteBuffer in, long wanted) {
        if (wanted < 0 || wanted > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) wanted;
    }

    /** Passes over a field that we do not know. */
    private static void skip(ByteBuffer from, long tag) {
        switch ((int) (tag & 7)) {
            case VARINT -> varint(from);
            case EIGHT_BYTES -> from.position(from.position() + room(from, 8));
            case LENGTH -> piece(from);
            case FOUR_BYTES -> from.position(from.position() + room(from, 4));
            default -> throw new BufferUnderflowException(); // groups are of another age
        }
    }
}
