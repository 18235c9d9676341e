package dev.raingauge.monitor.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.analyse.HistoryReport;
import dev.raingauge.monitor.analyse.TimeSeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed while it writes: what it had written is there, every time. */
class KilledHistoryIT {
    private static final int TIMES = 25;
    private static final int LONGEST_LIFE_MILLIS = 400;
    private static final long LIMIT = 4L << 20;
    private static final long LOST_AT_MOST_SECONDS = 20;

    @TempDir private Path directory;

    @Test
    void nothingButTheLastSecondsIsLost() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        long second = Fake.START.getEpochSecond();
        for (int time = 0; time < TIMES; time++) {
            long begin = second;
            long said = killed(begin, random.nextInt(LONGEST_LIFE_MILLIS));
            Instant now = Instant.ofEpochSecond(said + 60);
            try (History history = History.open(directory, LIMIT, now)) {
                String where = "seed %d, time %d, %d to %d".formatted(seed, time, begin, said);
                assertThat(history.isPersistent()).as(where).isTrue();
                assertThat(history.gaps()).as(where).isEmpty();
                long expected = said - LOST_AT_MOST_SECONDS;
                if (expected > begin) {
                    assertThat(isKnown(history, expected, now)).as(where).isTrue();
                    assertThat(isKnown(history, begin + 1, now)).as(where).isTrue();
                }
            }
            second = said + 120;
        }
    }

    private static boolean isKnown(History history, long second, Instant now) {
        HistoryReport report =
                history.report(
                        Topic.listener("host", "tcp", "10.0.0.1:80"),
                        Instant.ofEpochSecond(second),
                        Instant.ofEpochSecond(second + 1),
                        10,
                        now);
        TimeSeries active = Fake.series(report, "active");
        return active.known(0);
    }

    /** The last second that it said it had gone on to. */
    private long killed(long begin, int millis) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        ProcessHandle.current().info().command().orElse("java"),
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Xmx64m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Writer.class.getName(),
                                        directory.toString(),
                                        Long.toString(begin)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            long said = Long.parseLong(lines.readLine());
            Thread.sleep(millis);
            // Not through the process itself, which would close its output as well.
            boolean _ = process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The last line may have been cut off.
                said = line.length() >= 10 ? Long.parseLong(line) : said;
            }
            process.waitFor();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
