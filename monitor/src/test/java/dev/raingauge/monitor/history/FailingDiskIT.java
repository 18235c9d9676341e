package dev.raingauge.monitor.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full or read-only, made of a small tmpfs. */
class FailingDiskIT {
    private static final long LIMIT = 64L << 20;

    @TempDir private Path disk;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "raingauge-test", disk.toString()),
                "a tmpfs may not be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        boolean _ = run("umount", disk.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.waitFor() == 0;
    }

    private static void measure(History history, int from, int seconds) {
        var random = new Random(from);
        for (int i = from; i < from + seconds; i++) {
            history.add(Fake.START.plusSeconds(i), Fake.listeners(100, 100, random, i), true);
        }
    }

    private static boolean isKnown(History history, int second) {
        return Fake.series(
                        history.report(
                                Topic.listener("host", "tcp", "10.0.0.1:80"),
                                Fake.START.plusSeconds(second),
                                Fake.START.plusSeconds(second + 1),
                                10,
                                Fake.START.plusSeconds(second + 1)),
                        "active")
                .known(0);
    }

    @Test
    void aFullDiskIsSaidAndTheRestIsKeptInMemory() throws Exception {
        Path data = disk.resolve("data");
        try (History history = History.open(data, LIMIT, Fake.START)) {
            measure(history, 0, 30);
            assertThat(history.isPersistent()).isTrue();
            assertThat(history.gaps()).isEmpty();
            measure(history, 30, 1_800);
            assertThat(history.isPersistent()).isFalse();
            assertThat(history.gaps().toString())
                    .contains("could not be written", "No space left", "kept in memory");
            assertThat(isKnown(history, 1_800)).isTrue();
        }
        // What was written before the disk was full is still there.
        try (History history = History.open(data, LIMIT, Fake.START.plusSeconds(2_000))) {
            assertThat(isKnown(history, 20)).isTrue();
        }
    }

    @Test
    void whenThereIsRoomAgainWhatWasKeptInMemoryIsWritten() throws Exception {
        Path data = disk.resolve("data");
        try (History history = History.open(data, LIMIT, Fake.START)) {
            measure(history, 0, 1_500);
            assertThat(history.isPersistent()).isFalse();
            assertThat(run("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
            measure(history, 1_500, 80);
            assertThat(history.gaps()).isEmpty();
            assertThat(history.isPersistent()).isTrue();
        }
        try (History history = History.open(data, LIMIT, Fake.START.plusSeconds(2_000))) {
            assertThat(isKnown(history, 20)).isTrue();
            assertThat(isKnown(history, 1_490)).isTrue();
            assertThat(isKnown(history, 1_570)).isTrue();
        }
    }

    @Test
    void aReadOnlyDiskIsSaidAndEverythingIsKeptInMemory() throws Exception {
        Path data = Files.createDirectory(disk.resolve("data"));
        for (Path directory : List.of(data, disk.resolve("none"))) {
            assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
            try (History history = History.open(directory, LIMIT, Fake.START)) {
                measure(history, 0, 30);
                assertThat(history.isPersistent()).isFalse();
                assertThat(history.gaps().toString())
                        .contains("" + directory, "cannot be used", "kept in memory");
                assertThat(isKnown(history, 20)).isTrue();
            }
        }
    }
}
