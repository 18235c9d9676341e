package dev.raingauge.monitor.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.raingauge.monitor.analyse.HistoryReport;
import dev.raingauge.monitor.analyse.TimeSeries;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final long MUCH = 64L << 20;

    @TempDir private Path directory;

    private History open() throws VaultException {
        return open(Fake.START);
    }

    private History open(Instant now) throws VaultException {
        return History.open(directory, MUCH, now);
    }

    /** One listener over some seconds; its queue holds 1, but 50 in one tenth of one second. */
    private static void measure(History history, int from, int seconds, int peakAt) {
        for (int i = from; i < from + seconds; i++) {
            Instant at = Fake.START.plusSeconds(i);
            history.add(at, List.of(Fake.depth(Fake.WEB, 1)), true);
            if (i == peakAt) {
                history.add(at.plusMillis(100), List.of(Fake.depth(Fake.WEB, 50)), false);
                history.add(at.plusMillis(200), List.of(Fake.depth(Fake.WEB, 0)), false);
            }
        }
    }

    private static HistoryReport report(History history, int from, int to, int points, int now) {
        return history.report(
                Fake.WEB,
                Fake.START.plusSeconds(from),
                Fake.START.plusSeconds(to),
                points,
                Fake.START.plusSeconds(now));
    }

    @Test
    void aPeakIsNeverAveragedAway() throws Exception {
        try (History history = open()) {
            measure(history, 0, 1300, 1234);
            TimeSeries fine =
                    Fake.series(report(history, 1200, 1300, 600, 1300), "acceptQueueDepth");
            assertThat(fine.max(34)).isEqualTo(50);
            assertThat(fine.min(34)).isZero();
            assertThat(fine.mean(34)).isEqualTo(17);
            assertThat(fine.last(34)).isZero();
            measure(history, 1300, 3 * 3600 - 1300, -1);
            HistoryReport tens = report(history, 0, 3600, 600, 3 * 3600);
            assertThat(tens.stepSeconds()).isEqualTo(10);
            TimeSeries depth = Fake.series(tens, "acceptQueueDepth");
            assertThat(depth.size()).isEqualTo(360);
            assertThat(depth.max(123)).isEqualTo(50);
            assertThat(depth.mean(123)).isCloseTo((9 * 1 + 17) / 10.0, within(0.01));
            assertThat(depth.last(123)).isEqualTo(1);
            HistoryReport hours = report(history, 0, 3 * 3600, 30, 3 * 3600);
            assertThat(hours.stepSeconds()).isEqualTo(360);
            assertThat(Fake.series(hours, "acceptQueueDepth").max(3)).isEqualTo(50);
            HistoryReport minutes = report(history, 0, 3 * 3600, 100, 3 * 3600);
            assertThat(minutes.stepSeconds()).isEqualTo(120);
            assertThat(Fake.series(minutes, "acceptQueueDepth").max(10)).isEqualTo(50);
            assertThat(history.blocks().get(Tier.MINUTES)).isEqualTo(2);
        }
    }

    @Test
    void whatWasNotLookedAtIsNotKnown() throws Exception {
        try (History history = open()) {
            measure(history, 0, 60, -1);
            measure(history, 63, 40, -1); // three seconds without a look: what was known stands
            measure(history, 200, 40, -1);
            TimeSeries depth = Fake.series(report(history, 0, 240, 600, 240), "acceptQueueDepth");
            assertThat(depth.known(61)).isTrue();
            assertThat(depth.known(102)).isTrue();
            assertThat(depth.known(103)).isFalse();
            assertThat(depth.known(199)).isFalse();
            assertThat(depth.known(200)).isTrue();
            assertThat(depth.max(103)).isNaN();
        }
    }

    @Test
    void yesterdayIsFoundAgain() throws Exception {
        try (History history = open()) {
            measure(history, 0, 1800, 600);
            history.add(finding(Fake.START.plusSeconds(600), Optional.empty()));
        }
        Instant tomorrow = Fake.START.plus(Duration.ofDays(1));
        try (History history = open(tomorrow)) {
            HistoryReport report =
                    history.report(
                            Fake.WEB, Fake.START, Fake.START.plusSeconds(1800), 600, tomorrow);
            assertThat(Fake.series(report, "acceptQueueDepth").max(60)).isEqualTo(50);
            assertThat(report.findings()).hasSize(1);
            // It did not last longer than anybody looked.
            assertThat(report.findings().getFirst().end())
                    .isEqualTo(Optional.of(Fake.START.plusSeconds(1800)));
            HistoryReport since =
                    history.report(Fake.WEB, tomorrow.minusSeconds(60), tomorrow, 60, tomorrow);
            assertThat(since.marks())
                    .extracting(HistoryReport.Mark::kind, HistoryReport.Mark::text)
                    .containsExactly(
                            tuple("restart", "serve was started; nothing was looked at for 23 h"));
        }
    }

    /** A listener on a port that the kernel chose has no series of its own. */
    @Test
    void findingsStandUnderTheSeriesThatTheirListenerShares() throws Exception {
        Topic shared = Topic.shared("host", "tcp", "127.0.0.1:40123");
        Instant end = Fake.START.plusSeconds(20);
        try (History history = open()) {
            add(history, 0, Fake.depth(Fake.WEB, 0), Fake.depth(shared, 0));
            history.add(finding(Fake.START, Optional.empty()));
            history.add(finding("127.0.0.1:40123", Fake.START, Optional.empty()));
            history.add(finding("127.0.0.2:40123", Fake.START, Optional.empty()));
            assertThat(history.report(shared, Fake.START, end, 20, end).findings())
                    .extracting(HistoryReport.Spell::address)
                    .containsExactly(Optional.of("127.0.0.1:40123"));
            assertThat(history.report(Fake.WEB, Fake.START, end, 20, end).findings())
                    .extracting(HistoryReport.Spell::address)
                    .containsExactly(Optional.of("127.0.0.1:80"));
        }
    }

    private static KeptFinding finding(Instant begin, Optional<Instant> end) {
        return finding("127.0.0.1:80", begin, end);
    }

    private static KeptFinding finding(String address, Instant begin, Optional<Instant> end) {
        return new KeptFinding(
                "accept-queue-overflow",
                "critical",
                "host",
                1,
                Optional.of(address),
                begin,
                end,
                "It overflows.",
                "{\"rule\":\"accept-queue-overflow\"}");
    }

    @Test
    void limitsOwnersComingAndGoingAreMarked() throws Exception {
        try (History history = open()) {
            add(history, 0, Fake.depth(Topic.of(Topic.Kind.STATES, "host"), 0));
            add(history, 10, reading(128, new Owner(7, "old")));
            add(history, 20, reading(512, new Owner(7, "old")));
            add(history, 30, reading(512, new Owner(8, "new")));
            add(history, 40);
            HistoryReport report = report(history, 0, 60, 60, 60);
            assertThat(report.marks())
                    .extracting(HistoryReport.Mark::kind)
                    .containsExactly("appeared", "limit", "owner", "gone");
            assertThat(report.marks().get(1).text()).isEqualTo("limit 128 -> 512");
            assertThat(report.marks().get(2).text()).isEqualTo("old (7) -> new (8)");
            Moment before = at(history, 25);
            assertThat(before.owners()).containsExactly(new Owner(7, "old"));
            assertThat(before.count(Columns.LIMIT)).hasValue(512);
            assertThat(at(history, 35).owners()).containsExactly(new Owner(8, "new"));
            assertThat(history.at(Fake.START.plusSeconds(5), Fake.START, Topic.Kind.LISTENER))
                    .isEmpty();
        }
    }

    private static Reading reading(int limit, Owner owner) {
        return Fake.depth(Fake.WEB, 0).with(Columns.LIMIT, limit).heldBy(List.of(owner));
    }

    private static void add(History history, int second, Reading... readings) {
        for (int i = 0; i < 10; i++) {
            history.add(Fake.START.plusSeconds(second + i), List.of(readings), true);
        }
    }

    private static Moment at(History history, int second) {
        return history.at(
                        Fake.START.plusSeconds(second),
                        Fake.START.plusSeconds(60),
                        Topic.Kind.LISTENER)
                .getFirst();
    }

    /** The goal: under one byte a value. Counted in the blocks, and in the whole file. */
    @Test
    void aValueTakesLessThanAByte() throws Exception {
        var random = new Random(42);
        int listeners = 50;
        int hours = 3;
        try (History history = open()) {
            for (int i = 0; i < hours * 3600; i++) {
                history.add(
                        Fake.START.plusSeconds(i),
                        Fake.listeners(listeners, listeners / 5, random, i),
                        true);
            }
        }
        long values = 0;
        try (var vault = VaultDoor.open(directory, Fake.START).vault()) {
            long bytes = 0;
            for (Tier tier : Tier.values()) {
                Vault.Shelf shelf = Vault.Shelf.of(tier);
                Optional<Long> key = vault.atLeast(shelf, 0);
                while (key.isPresent()) {
                    byte[] block = vault.read(shelf, key.get()).orElseThrow();
                    bytes += block.length + 4;
                    values += 4L * tier.steps() * Block.unpack(block).columns().size();
                    key = vault.atLeast(shelf, key.get() + 1);
                }
            }
            assertThat((double) bytes / values).as("bytes a value, in blocks").isLessThan(0.5);
            vault.squeeze();
        }
        double inFile = (double) Files.size(directory.resolve(VaultDoor.FILE)) / values;
        assertThat(inFile).as("bytes a value, in the file").isLessThan(1);
    }

    @Test
    void theLimitIsKeptAndTheOldestGoesFirst() throws Exception {
        long limit = 1L << 20;
        var random = new Random(7);
        try (History history = History.open(directory, limit, Fake.START)) {
            long most = 0;
            int seconds = 5 * 3600;
            for (int i = 0; i < seconds; i++) {
                history.add(Fake.START.plusSeconds(i), Fake.listeners(20, 20, random, i), true);
                most = Math.max(most, Files.size(directory.resolve(VaultDoor.FILE)));
            }
            assertThat(most).isGreaterThan(limit / 2).isLessThanOrEqualTo(limit);
            Topic one = Topic.listener("host", "tcp", "10.0.0.1:80");
            Instant now = Fake.START.plusSeconds(seconds);
            TimeSeries last =
                    Fake.series(
                            history.report(one, now.minusSeconds(600), now, 600, now), "active");
            assertThat(last.known(last.size() - 2)).isTrue();
            // The seconds are gone, and then the tens; what is left of them are minutes.
            HistoryReport old =
                    history.report(one, Fake.START, Fake.START.plusSeconds(3600), 600, now);
            assertThat(old.stepSeconds()).isEqualTo(60);
            assertThat(Fake.series(old, "active").known(30)).isTrue();
            assertThat(history.blocks().get(Tier.TENS)).isLessThan(20 * 5 * 6);
        }
    }

    @Test
    void aDamagedBlockIsLeftOutAndReported() throws Exception {
        try (History history = open()) {
            measure(history, 0, 120, -1);
        }
        try (var vault = VaultDoor.open(directory, Fake.START).vault()) {
            long key = vault.atLeast(Vault.Shelf.SECONDS, 0).orElseThrow();
            byte[] body = vault.read(Vault.Shelf.SECONDS, key).orElseThrow();
            // Well sealed, and no block; the next one sealed for another place.
            vault.write(Vault.Shelf.SECONDS, key, new byte[] {-1, -1});
            assertThat(body).isNotEmpty();
            vault.commit();
        }
        try (History history = open(Fake.START.plusSeconds(120))) {
            TimeSeries depth = Fake.series(report(history, 0, 120, 600, 120), "acceptQueueDepth");
            assertThat(depth.known(5)).isFalse();
            assertThat(depth.known(15)).isTrue();
            assertThat(history.gaps().toString()).contains("1 damaged blocks");
        }
    }

    @Test
    void aDamagedFileIsSetAside() throws Exception {
        try (History history = open()) {
            measure(history, 0, 120, -1);
        }
        Path file = directory.resolve(VaultDoor.FILE);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[(int) bytes.length()];
            new Random(3).nextBytes(noise);
            bytes.write(noise);
        }
        try (History history = open(Fake.START.plusSeconds(200))) {
            assertThat(history.isPersistent()).isTrue();
            assertThat(history.gaps().toString()).contains("set aside as", ".damaged-");
            measure(history, 200, 30, -1);
            assertThat(Fake.series(report(history, 200, 230, 60, 230), "acceptQueueDepth").known(5))
                    .isTrue();
        }
        try (var files = Files.list(directory)) {
            assertThat(files.map(path -> "" + path.getFileName()))
                    .contains(
                            "history.mv",
                            "history.mv.damaged-" + (Fake.START.getEpochSecond() + 200));
        }
    }

    @Test
    void aNewerFormatIsRefusedAndLeftAlone() throws Exception {
        Path file = directory.resolve(VaultDoor.FILE);
        try (MVStore newer = MVStore.open(file.toString())) {
            newer.setStoreVersion(Vault.FORMAT + 1);
            newer.commit();
        }
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(this::open)
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("newer version of raingauge")
                .hasMessageContaining("--data=DIR");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void theSecondOnOneDirectoryGoesOnInMemory() throws Exception {
        try (History first = open();
                History second = open()) {
            assertThat(first.isPersistent()).isTrue();
            assertThat(second.isPersistent()).isFalse();
            assertThat(second.gaps().toString())
                    .contains("another raingauge serve writes to it", "in memory");
            measure(second, 0, 30, -1);
            assertThat(second.knows(Fake.WEB)).isTrue();
            assertThat(first.knows(Fake.WEB)).isFalse();
        }
    }

    /** What was kept in memory stands under other numbers than on disk. */
    @Test
    void whatWasKeptInMemoryIsBroughtAlong() throws Exception {
        Topic other = Topic.listener("host", "tcp", "127.0.0.1:81");
        History history;
        try (History before = open()) {
            add(before, 0, Fake.depth(other, 7));
            add(before, 1, Fake.depth(other, 7), Fake.depth(Fake.WEB, 3));
            before.add(finding("127.0.0.1:80", Fake.START, Optional.empty()));
            before.add(finding("127.0.0.1:81", Fake.START, Optional.empty()));
            add(before, 30, Fake.depth(other, 7), Fake.depth(Fake.WEB, 3));
            history = open(Fake.START.plusSeconds(40));
        }
        try (history) {
            assertThat(history.isPersistent()).isFalse();
            measure(history, 40, 30, 55);
            Instant end = Fake.START.plusSeconds(60);
            history.add(finding("127.0.0.1:80", Fake.START, Optional.of(end)));
            history.add(finding("127.0.0.1:80", Fake.START.plusSeconds(65), Optional.empty()));
            measure(history, 70, 70, -1);
            assertThat(history.isPersistent()).isTrue();
            assertThat(history.gaps()).isEmpty();
            assertBroughtAlong(history, other);
        }
        try (History after = open(Fake.START.plusSeconds(150))) {
            assertThat(after.isPersistent()).isTrue();
            assertBroughtAlong(after, other);
        }
    }

    private static void assertBroughtAlong(History history, Topic other) {
        HistoryReport web = report(history, 0, 140, 140, 150);
        TimeSeries depth = Fake.series(web, "acceptQueueDepth");
        assertThat(depth.last(9)).isEqualTo(3);
        assertThat(depth.last(39)).isEqualTo(3);
        assertThat(depth.last(40)).isEqualTo(1);
        assertThat(depth.max(55)).isEqualTo(50);
        assertThat(depth.last(138)).isEqualTo(1);
        assertThat(web.findings())
                .extracting(HistoryReport.Spell::begin)
                .containsExactly(Fake.START, Fake.START.plusSeconds(65));
        assertThat(web.findings().getFirst().end()).contains(Fake.START.plusSeconds(60));
        Instant end = Fake.START.plusSeconds(140);
        HistoryReport gone = history.report(other, Fake.START, end, 140, end);
        assertThat(Fake.series(gone, "acceptQueueDepth").last(39)).isEqualTo(7);
        assertThat(gone.findings())
                .singleElement()
                .satisfies(one -> assertThat(one.end()).isPresent());
        assertThat(gone.marks()).extracting(HistoryReport.Mark::text).contains("no longer listens");
    }

    @Test
    void withoutADirectoryItGoesOnInMemory() throws Exception {
        Path taken = Files.writeString(directory.resolve("file"), "");
        try (History history = History.open(taken.resolve("data"), MUCH, Fake.START)) {
            assertThat(history.isPersistent()).isFalse();
            assertThat(history.gaps().toString()).contains("cannot be used", "in memory");
        }
    }

    @Test
    void inMemoryLittleIsKept() {
        var random = new Random(7);
        try (History history = History.inMemory(Fake.START)) {
            for (int i = 0; i < 2 * 3600; i++) {
                history.add(Fake.START.plusSeconds(i), Fake.listeners(100, 100, random, i), true);
            }
            assertThat(history.bytes())
                    .isGreaterThan(History.MOST_BYTES_IN_MEMORY / 8)
                    .isLessThanOrEqualTo(History.MOST_BYTES_IN_MEMORY);
        }
    }

    @Test
    void aClockThatIsSetBackHarmsNothing() throws Exception {
        try (History history = open()) {
            measure(history, 100, 60, -1);
            measure(history, 130, 60, -1); // thirty seconds back: waited for
            measure(history, 0, 60, -1); // two minutes back: gone along with
            measure(history, 190, 60, -1);
            TimeSeries depth = Fake.series(report(history, 0, 250, 600, 250), "acceptQueueDepth");
            assertThat(depth.known(30)).isTrue();
            assertThat(depth.known(120)).isTrue();
            assertThat(depth.known(240)).isTrue();
            assertThat(depth.known(70)).isFalse();
        }
    }
}
