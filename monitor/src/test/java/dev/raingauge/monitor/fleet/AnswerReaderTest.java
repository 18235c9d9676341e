package dev.raingauge.monitor.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final String VECTOR =
            """
            {"status":"success","isPartial":false,"warnings":["store 10.0.0.7 is away"],
             "data":{"resultType":"vector","result":[
              {"metric":{"__name__":"up","instance":"a\\u001b[2J\\"b"},"value":[1764106432.123,"1"]},
              {"metric":{},"value":[1764106432,"NaN"]},
              {"metric":{"x":"y"},"value":[1.764106432e9,"+Inf"]},
              {"metric":{"native":"1"},"histogram":[1764106432,{"count":"1","buckets":[[0,"0","1","2"]]}]}],
              "stats":{"deep":[[[{}]]]}}}
            """;

    private static Answer read(String text) throws FleetException {
        return AnswerReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aVector() throws FleetException {
        Answer answer = read(VECTOR);
        assertThat(answer.warnings()).containsExactly("store 10.0.0.7 is away");
        assertThat(answer.series()).hasSize(3);
        assertThat(answer.series().getFirst().labels())
                .isEqualTo(Map.of("__name__", "up", "instance", "a\u001b[2J\"b"));
        assertThat(answer.series().getFirst().points())
                .containsExactly(new Series.Point(1764106432.123, 1));
        assertThat(answer.series().get(1).last()).isNaN();
        assertThat(answer.series().get(2).last()).isInfinite();
    }

    @Test
    void aFloodOfWarningsIsCutOff() throws FleetException {
        String flood = "\"w\",".repeat(1_000) + "\"w\"";
        Answer answer = read(VECTOR.replace("\"store 10.0.0.7 is away\"", flood));
        assertThat(answer.warnings()).hasSize(20);
        assertThat(answer.series()).hasSize(3);
    }

    @Test
    void aMatrix() throws FleetException {
        Answer answer =
                read(
                        """
                        {"data":{"result":[{"values":[[1,"2"],[3,"4.5"]],"metric":{"a":"b"}}],
                         "resultType":"matrix"},"status":"success"}
                        """);
        assertThat(answer.series().getFirst().points())
                .containsExactly(new Series.Point(1, 2), new Series.Point(3, 4.5));
    }

    @Test
    void anErrorIsToldInItsWords() {
        assertThatThrownBy(() ->
                        read(
                                """
                                {"status":"error","errorType":"timeout","error":"query timed out"}
                                """))
                .isInstanceOf(FleetException.class)
                .hasMessage("it says: query timed out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "null",
                "{\"status\":\"success\"}",
                "{\"status\":\"success\",\"data\":null}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"x\"]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
            })
    void whatIsNoAnswerIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("HTTP API of Prometheus");
    }

    @Test
    void nestingHasAnEnd() {
        assertThatThrownBy(() -> read("{\"x\":" + "[".repeat(3_000_000)))
                .isInstanceOf(FleetException.class);
    }

    @Test
    void anyBytesAreReadOrRefused() {
        byte[] good = VECTOR.getBytes(StandardCharsets.UTF_8);
        for (long seed = 1; seed <= 4; seed++) {
            var random = new Random(seed);
            for (int run = 0; run < 3000; run++) {
                byte[] bytes = good.clone();
                for (int i = 0; i <= random.nextInt(4); i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                try {
                    Answer _ = AnswerReader.read(bytes);
                } catch (FleetException refused) {
                    // the one lawful way to say no
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", run " + run, e);
                }
            }
        }
    }
}
