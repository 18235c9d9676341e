package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowingTest {
    private static final ReadingOptions WATCH =
            new ReadingOptions(
                    false,
                    Optional.of(Duration.ofMillis(10)),
                    new Where.Own(),
                    Path.of("/proc"),
                    true);

    @Test
    void aTerminalIsDrawnOverAndHoldsNoMoreThanItsLines() {
        List<String> frames = frames(true, 2, "a\n".repeat(500));
        assertThat(frames)
                .allSatisfy(frame -> {
                    assertThat(frame).startsWith("\u001b[H2026-11-22T19:30:00.123Z");
                    assertThat(frame).endsWith("more lines)\u001b[K\u001b[J");
                    assertThat(frame.lines().count()).isLessThan(500);
                });
    }

    @Test
    void aPipeGetsOneBlockAfterTheOther() {
        assertThat(frames(false, 2, "a\nb\n"))
                .containsExactly(
                        "2026-11-22T19:30:00.123Z\na\nb\n\n", "2026-11-22T19:30:00.123Z\na\nb\n\n");
    }

    /** What is written until the reader has had enough. */
    private static List<String> frames(boolean terminal, int most, String text) {
        var frames = new ArrayList<String>();
        var out =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("a frame comes in one piece");
                    }

                    @Override
                    public void write(byte[] frame) throws IOException {
                        if (frames.size() == most) {
                            throw new IOException("Broken pipe");
                        }
                        frames.add(new String(frame, StandardCharsets.UTF_8));
                    }
                };
        var around =
                new Surroundings(
                        out,
                        OutputStream.nullOutputStream(),
                        Map.of(),
                        new Screen(terminal, true, false, Map.of()),
                        InstantSource.fixed(Instant.parse("2026-11-22T19:30:00.123Z")));
        assertThatExceptionOfType(ClosedOutputException.class)
                .isThrownBy(() -> new Showing(WATCH, around).run((_, page) -> page.append(text)));
        return frames;
    }
}
