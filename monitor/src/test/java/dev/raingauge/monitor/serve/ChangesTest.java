package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangesTest {
    @Test
    void onlyWhatChangedIsToldAndWhatIsNoMore() {
        var changes = new Changes<String, Integer>();
        assertThat(changes.take(Map.of("a", 1)))
                .isEqualTo(new Changes.Delta<>(List.of(1), List.of()));
        assertThat(changes.take(Map.of("a", 1)).isEmpty()).isTrue();
        assertThat(changes.take(Map.of("a", 1, "b", 2)))
                .isEqualTo(new Changes.Delta<>(List.of(2), List.of()));
        assertThat(changes.take(Map.of("b", 3)))
                .isEqualTo(new Changes.Delta<>(List.of(3), List.of("a")));
        assertThat(changes.all()).containsExactly(3);
    }
}
