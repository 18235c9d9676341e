package dev.raingauge.monitor.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetFileTest {
    private static final String FILE =
            """
            [{"targets":["b:1","a:1"]},
             {"labels":{"team":"shop"},"targets":["c:1"]},
             {"targets":["d:1"],"labels":{}}]
            """;

    @Test
    void newOnesJoinThoseOfTheSameLabels() {
        TargetFile file =
                TargetFile.parse(FILE).with(List.of("e:1", "c:1"), Map.of("team", "shop"));
        assertThat(file.targets(Map.of())).containsExactly("a:1", "b:1", "d:1");
        assertThat(file.targets(Map.of("team", "shop"))).containsExactly("c:1", "e:1");
        assertThat(file.groups()).hasSize(2);
    }

    @Test
    void oneWithOtherLabelsIsMoved() {
        TargetFile file = TargetFile.parse(FILE).with(List.of("c:1"), Map.of("team", "till"));
        assertThat(file.groups()).doesNotContainKey(Map.of("team", "shop"));
        assertThat(file.targets(Map.of("team", "till"))).containsExactly("c:1");
        assertThat(file.targets()).containsExactly("a:1", "b:1", "c:1", "d:1");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        TargetFile file =
                TargetFile.empty().with(List.of("x:1", "[::1]:2"), Map.of("a", "\"\\\n\u001b"));
        assertThat(TargetFile.parse(file.json())).isEqualTo(file);
        assertThat(file.json()).endsWith("]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[",
                "[1]",
                "[{\"targets\":\"a\"}]",
                "- targets: [a]",
                "[{\"targets\":[\"a\"],\"comment\":\"mine\"}]"
            })
    void whatWouldBeLostIsRefused(String text) {
        assertThatThrownBy(() -> TargetFile.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
