package dev.raingauge.monitor.top;

import dev.raingauge.monitor.Sample;
import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.Change;
import dev.raingauge.monitor.diagnose.Confidence;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.ProcessFacts;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Signal;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.diagnose.SynFinding;
import dev.raingauge.monitor.view.Trouble;
import dev.raingauge.sockdiag.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Boards of made-up hosts. */
final class Boards {
    private static final Instant NOW = Instant.parse("2026-11-22T19:30:00Z");
    static final Namespace SHOP = new Namespace(4_026_532_246L, "shop");

    private Boards() {}

    /** Everything that looks different, and one trouble. */
    static Board variety() {
        return board(List.of(Sample.variety().seen()), List.of(refused("127.0.0.1:7777")));
    }

    /** Two namespaces and nothing wrong. */
    static Board calm() {
        var host = new Sample(Sample.HOST).tcp("0.0.0.0:22", 0, 128, 0, 1).counts(2, 0, 0, 0);
        var shop = new Sample(SHOP).tcp("0.0.0.0:80", 1, 511, 0, 2).counts(40, 1, 0, 0);
        host.owner(1, 900, "sshd", 3);
        shop.owner(2, 901, "nginx", 6);
        return board(List.of(host.seen(), shop.seen()), List.of());
    }

    static Board hostile() {
        return board(List.of(Sample.hostile().seen()), List.of(refused("\u001b[2J\nOK")));
    }

    /** So many listeners on one port after the other. */
    static Board many(int count) {
        var sample = new Sample(Sample.HOST);
        for (int i = 0; i < count; i++) {
            sample.tcp("10.0.0.1:" + (1000 + i), 0, 128, 0, 5000 + i).counts(i, 0, 0, 0);
        }
        return board(List.of(sample.seen()), List.of());
    }

    static Board nobody() {
        return board(List.of(new Sample(Sample.HOST).seen()), List.of());
    }

    static Board board(List<SeenListeners> seen, List<Finding> findings) {
        List<Episode> episodes =
                findings.stream()
                        .map(one -> new Episode(one, NOW.minusSeconds(65), NOW, Optional.empty()))
                        .toList();
        var entries = new ArrayList<Entry>();
        for (SeenListeners one : seen) {
            ListenersReport.rows(one).forEach(row -> entries.add(entry(row, findings)));
        }
        return new Board(
                Optional.of(NOW),
                "web-1",
                "6.18.44",
                seen.stream().map(SeenListeners::namespace).toList(),
                entries,
                episodes,
                Duration.ofSeconds(130),
                Map.of(
                        Sample.HOST.id(),
                        new Board.Flow(OptionalDouble.of(12.3), OptionalDouble.of(0))),
                List.of());
    }

    /** A queue that has filled in the last half minute; a full one has lost packets since then. */
    private static Entry entry(Row row, List<Finding> findings) {
        int[] peaks = new int[Track.SECONDS];
        int[] dropped = new int[Track.SECONDS];
        Arrays.fill(dropped, row.drops().isPresent() ? 0 : Track.UNKNOWN);
        boolean full = row.acceptQueue().full().orElse(false);
        for (int i = 0; i < 30; i++) {
            int at = Track.SECONDS - 30 + i;
            peaks[at] = (int) Math.round(row.acceptQueue().depth() * Math.min(1, (i + 1) / 20.0));
            dropped[at] = full && i >= 20 && row.drops().isPresent() ? 3 : dropped[at];
        }
        long lost = full ? 30 : 0;
        boolean unix = row.address().transport().isUnix();
        List<Trouble> troubles =
                Trouble.of(findings).stream()
                        .filter(trouble ->
                                trouble.main()
                                        .common()
                                        .subject()
                                        .address()
                                        .equals(Optional.of(row.address().toString())))
                        .toList();
        return new Entry(
                row,
                new Track(peaks, dropped, 1_000_003),
                unix
                        ? Optional.empty()
                        : Optional.of(new Losses(Duration.ofSeconds(10), lost, 0, 0, 0)),
                troubles,
                row.longestWait()
                        .filter(Duration::isPositive)
                        .map(wait -> new Entry.Waits(wait, wait.dividedBy(2), full ? 1 : 0)),
                OptionalLong.of(4096),
                Optional.of(Duration.ofSeconds(1)),
                Optional.of(Duration.ofSeconds(14)));
    }

    private static Finding refused(String address) {
        var facts =
                new ProcessFacts(
                        11818,
                        "python3",
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        false,
                        OptionalLong.empty());
        var subject = new Subject(Sample.HOST, Optional.of(address), List.of(facts));
        var signal = Signal.of("TcpExtTCPReqQFullDrop", new Change(3, 8));
        return new SynFinding.SynQueueOverflow(
                new Case(Severity.CRITICAL, Confidence.CERTAIN, subject, List.of(signal)), 5, 17);
    }
}
