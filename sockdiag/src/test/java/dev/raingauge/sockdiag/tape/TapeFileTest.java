package dev.raingauge.sockdiag.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written comes back; what was cut off, changed or is something else is refused. */
class TapeFileTest {
    private static final TapeHead HEAD =
            new TapeHead(
                    Instant.parse("2026-11-25T20:00:00.5Z"),
                    "web-1",
                    "6.18.44",
                    "raingauge test",
                    "",
                    "/proc",
                    true,
                    false);

    @TempDir Path folder;
    private Path machine;
    private Path file;

    @BeforeEach
    void aMachineAndARecordingOfIt() throws IOException {
        machine = Files.createDirectory(folder.resolve("machine"));
        Files.writeString(machine.resolve("first"), "one\n");
        Path descriptors = Files.createDirectory(machine.resolve("fd"));
        Files.createSymbolicLink(descriptors.resolve("3"), Path.of("socket:[77]"));
        Files.createSymbolicLink(descriptors.resolve("4"), Path.of("/home/someone/letter"));
        Files.createSymbolicLink(machine.resolve("net"), Path.of("net:[4026531840]"));
        file = folder.resolve("tape.rg");
        try (Recorder recorder = Recorder.into(file, HEAD)) {
            assertThat(recorder.look("demo")).isTrue();
            assertThat(read(recorder)).isEqualTo("one\n");
            Files.writeString(machine.resolve("first"), "two\n");
            assertThat(read(recorder)).isEqualTo("two\n");
            assertThatThrownBy(() -> Files.size(recorder.path(machine + "/gone")))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(names(recorder)).containsExactlyInAnyOrder("3", "4");
            assertThat(link(recorder, "fd/3")).isEqualTo("socket:[77]");
            assertThat(link(recorder, "fd/4")).isEmpty();
            assertThat(link(recorder, "net")).isEqualTo("net:[4026531840]");
            assertThat(recorder.fact("known", () -> Optional.of("yes"))).contains("yes");
            assertThat(recorder.clock(InstantSource.fixed(Instant.EPOCH)).instant())
                    .isEqualTo(Instant.EPOCH);
            assertThat(Files.exists(file)).as("not before it is complete").isFalse();
            assertThat(recorder.end().looks()).isEqualTo(1);
        }
    }

    @Test
    void whatWasReadIsReadAgain() throws IOException {
        Files.delete(machine.resolve("first"));
        try (Player player = Player.open(file)) {
            assertThat(player.head()).isEqualTo(HEAD);
            assertThat(player.look("demo")).isTrue();
            assertThat(read(player)).isEqualTo("one\n");
            assertThat(read(player)).isEqualTo("two\n");
            assertThat(read(player)).as("asked once more").isEqualTo("two\n");
            assertThatThrownBy(() -> Files.size(player.path(machine + "/gone")))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessage(machine + "/gone");
            assertThat(names(player)).containsExactlyInAnyOrder("3", "4");
            assertThat(link(player, "fd/4")).isEmpty();
            assertThat(link(player, "fd/3")).isEqualTo("socket:[77]");
            assertThat(player.namespace(player.path(machine + "/net")))
                    .as("a file that was not looked at, by its link")
                    .isEqualTo("net:4026531840");
            assertThat(player.fact("known", Optional::empty)).contains("yes");
            assertThat(player.fact("other", () -> Optional.of("live"))).isEmpty();
            assertThat(player.clock(InstantSource.system()).instant()).isEqualTo(Instant.EPOCH);
            assertThat(player.look("demo")).isFalse();
        }
    }

    @Test
    void whatItLacksIsSaidAndNotMadeUp() throws IOException {
        try (Player player = Player.open(file)) {
            assertThatThrownBy(() -> player.look("doctor"))
                    .isInstanceOf(TapeFailure.class)
                    .hasMessage(
                            file
                                    + " does not hold what doctor asks for; it was recorded for: demo");
            assertThat(player.look("demo")).isTrue();
            assertThatThrownBy(() -> Files.readString(player.path("/proc/other")))
                    .isInstanceOf(TapeFailure.class)
                    .hasMessageContaining("does not hold the file /proc/other");
        }
    }

    /** Cut at every byte: also at each border of a frame or a block. */
    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length), "cut to " + length);
        }
    }

    /** Cut between frames and packed again, so that gzip finds nothing wrong. */
    @Test
    void aRecordingWithoutItsEndIsRefused() throws IOException {
        byte[] frames = unpacked();
        int last = frames.length - TapeFormat.FRAME_HEAD - Long.BYTES;
        assertThat(frames[last]).isEqualTo(TapeFormat.END);
        assertThat(message(packed(Arrays.copyOf(frames, last)))).contains(" is cut off after ");
    }

    /** A few bits of a packed block mean nothing: those behind its last code. */
    @Test
    void aChangedFileIsRefusedOrSaysTheSame() throws IOException {
        int harmless = 0;
        byte[] whole = Files.readAllBytes(file);
        for (long seed = 1; seed <= 4; seed++) {
            var random = new Random(seed);
            for (int run = 0; run < 250; run++) {
                byte[] changed = whole.clone();
                int at = random.nextInt(changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                String what = "seed %d, run %d, byte %d".formatted(seed, run, at);
                if (message(changed).equals("accepted")) {
                    harmless++;
                } else {
                    refused(changed, what);
                }
            }
        }
        assertThat(harmless).isLessThan(10);
    }

    /** Below the checksums of gzip: what a frame says of itself is checked as well. */
    @Test
    void aChangedFrameIsRefused() throws IOException {
        byte[] frames = unpacked();
        for (int at = 0; at < frames.length; at++) {
            byte[] changed = frames.clone();
            changed[at] ^= 1;
            refused(packed(changed), "unpacked byte " + at);
        }
    }

    @Test
    void anotherFileIsNoRecording() throws IOException {
        assertThat(message("a letter".getBytes(StandardCharsets.UTF_8)))
                .endsWith(" is no recording of Raingauge: 'raingauge record FILE' makes one");
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("a packed letter".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(message(bytes.toByteArray())).contains(" is no recording of Raingauge");
    }

    @Test
    void aNewerFormatIsRefusedByItsNumber() throws IOException {
        byte[] frames = unpacked();
        frames[TapeFormat.MAGIC.length()] = '2';
        assertThat(message(packed(frames)))
                .endsWith(
                        " was recorded by a newer Raingauge (format 2, this one reads 1): update"
                                + " Raingauge to play it");
    }

    @Test
    void aRecordingThatWasGivenUpLeavesNothing() throws IOException {
        Path other = folder.resolve("other.rg");
        try (Recorder recorder = Recorder.into(other, HEAD)) {
            assertThat(recorder.look("demo")).isTrue();
        }
        try (var left = Files.list(folder)) {
            assertThat(left.map(at -> at.getFileName().toString()))
                    .containsExactlyInAnyOrder("machine", "tape.rg");
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidInOneSentence() {
        assertThatThrownBy(() -> Recorder.into(folder.resolve("no/such/file"), HEAD))
                .hasMessage(
                        "cannot record into %s: no such directory", folder.resolve("no/such/file"));
        assertThatThrownBy(() -> Recorder.into(folder, HEAD))
                .hasMessage("%s is a directory: name a file to record into", folder);
    }

    private String read(Tape tape) throws IOException {
        return Files.readString(tape.path(machine + "/first"));
    }

    private String link(Tape tape, String name) throws IOException {
        return Files.readSymbolicLink(tape.path(machine + "/" + name)).toString();
    }

    private List<String> names(Tape tape) throws IOException {
        var names = new ArrayList<String>();
        try (var entries = Files.newDirectoryStream(tape.path(machine + "/fd"))) {
            entries.forEach(at -> names.add(String.valueOf(at.getFileName())));
        }
        return names;
    }

    private byte[] unpacked() throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private static byte[] packed(byte[] frames) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(frames);
        }
        byte[] packed = bytes.toByteArray();
        System.arraycopy(TapeFormat.GZIP_HEAD, 0, packed, 0, TapeFormat.GZIP_HEAD.length);
        return packed;
    }

    private String message(byte[] bytes) throws IOException {
        Path changed = Files.write(folder.resolve("changed.rg"), bytes);
        try (Player _ = Player.open(changed)) {
            return "accepted";
        } catch (TapeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void refused(byte[] bytes, String what) throws IOException {
        try {
            assertThat(message(bytes)).as(what).startsWith(folder.toString()).doesNotContain("\n");
        } catch (RuntimeException e) {
            fail(what, e);
        }
    }
}
