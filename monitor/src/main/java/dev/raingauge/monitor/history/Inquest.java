package dev.raingauge.monitor.history;

import dev.raingauge.monitor.analyse.HistoryReport;
import dev.raingauge.sockdiag.model.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers what was, out of blocks and diary. */
final class Inquest {
    private final Keeper keeper;
    private final Instant now;

    Inquest(Keeper keeper, Instant now) {
        this.keeper = keeper;
        this.now = now;
    }

    /**
     * How an answer is divided.
     *
     * @param tier what it is read from
     * @param stepSeconds a multiple of the tier's
     */
    record Division(Tier tier, long stepSeconds) {}

    /** The finest that is there from the beginning on, and that makes few enough steps. */
    private Division division(long from, long to, int points) {
        long seconds = Math.max(1, to - from);
        Tier tier = Tier.SECONDS;
        while (true) {
            long step = tier.stepSeconds();
            long wanted = step * Math.max(1, Math.ceilDiv(seconds, step * points));
            Optional<Tier> coarser = tier.coarser();
            if (coarser.isEmpty()
                    || (wanted < coarser.get().stepSeconds() && reaches(tier, from))) {
                return new Division(tier, wanted);
            }
            tier = coarser.get();
        }
    }

    /** Whether a tier holds all that there is from there on. */
    private boolean reaches(Tier tier, long from) {
        long since = keeper.archive().oldest(tier).orElse(now.getEpochSecond());
        return since <= Math.max(from, keeper.archive().begin().orElse(from));
    }

    HistoryReport report(Topic topic, Instant from, Instant to, int points, List<Gap> gaps) {
        Division division = division(from.getEpochSecond(), to.getEpochSecond(), points);
        long step = division.stepSeconds();
        long first = Math.floorDiv(from.getEpochSecond(), step) * step;
        int size =
                (int) Math.clamp(Math.ceilDiv(to.getEpochSecond() - first, step), 1, points + 1L);
        long end = first + size * step;
        var gathering = new SeriesGathering(first, step, size);
        Optional<TopicEntry> entry = keeper.book().of(topic);
        entry.ifPresent(of -> gather(of.id(), division.tier(), first, end, gathering));
        Instant begin = Instant.ofEpochSecond(first);
        Instant after = Instant.ofEpochSecond(end);
        Instant told = to.isAfter(after) ? to : after; // events of the second that has just begun
        return new HistoryReport(
                begin,
                after,
                step,
                gathering.series(),
                marks(topic, entry, begin, told),
                keeper.diary().findings(begin, told).stream()
                        .filter(finding -> isAbout(finding, topic))
                        .map(Inquest::spell)
                        .toList(),
                gaps);
    }

    private void gather(int topic, Tier tier, long from, long end, SeriesGathering gathering) {
        // Nothing is older than the oldest block, and nothing is newer than now.
        long oldest = keeper.archive().oldest().orElse(now.getEpochSecond());
        long begin = Math.max(from, Math.min(oldest, end));
        long last = Math.min(end - 1, now.getEpochSecond());
        for (long period = tier.period(begin); period <= tier.period(last); period++) {
            Optional<Block> block = keeper.archive().block(tier, period, topic);
            if (block.isPresent()) {
                gathering.take(tier.start(period), tier.stepSeconds(), block.get());
            }
        }
    }

    private boolean isAbout(KeptFinding finding, Topic topic) {
        return finding.namespace().equals(topic.namespace())
                && (topic.kind() != Topic.Kind.LISTENER
                        || finding.address().equals(Optional.of(topic.address()))
                        || finding.address().filter(at -> shares(at, topic)).isPresent());
    }

    /** Whether a listener's figures are in this series: those with one of their own are not. */
    private boolean shares(String address, Topic topic) {
        return topic.isShared()
                && address.substring(0, address.lastIndexOf(':') + 1).equals(topic.host())
                && keeper.book()
                        .of(Topic.listener(topic.namespace(), topic.protocol(), address))
                        .isEmpty();
    }

    private static HistoryReport.Spell spell(KeptFinding finding) {
        return new HistoryReport.Spell(
                finding.rule(),
                finding.severity(),
                finding.namespace(),
                finding.address(),
                finding.begin(),
                finding.end(),
                finding.summary());
    }

    private List<HistoryReport.Mark> marks(
            Topic topic, Optional<TopicEntry> entry, Instant from, Instant to) {
        boolean ofListener = topic.kind() == Topic.Kind.LISTENER;
        Map<Integer, Topic> inNamespace = new HashMap<>();
        if (!ofListener) {
            for (TopicEntry one : keeper.book().all()) {
                if (one.topic().namespace().equals(topic.namespace())) {
                    inNamespace.put(one.id(), one.topic());
                }
            }
        }
        List<HistoryReport.Mark> found = new ArrayList<>();
        for (Mark mark : keeper.diary().marks(from, to)) {
            Topic named = inNamespace.get(mark.topic());
            boolean own = entry.isPresent() && entry.get().id() == mark.topic();
            if (mark.topic() == Mark.EVERYTHING || own || named != null) {
                String text =
                        named == null || own ? mark.text() : named.label() + ": " + mark.text();
                found.add(new HistoryReport.Mark(mark.time(), mark.kind().label(), text));
            }
        }
        return found;
    }

    /** What was known at a moment of every topic of a kind; one that was not there is not in it. */
    List<Moment> at(Instant time, Topic.Kind kind) {
        Map<Integer, List<Owner>> changedLater = new HashMap<>();
        Set<Integer> decided = new HashSet<>();
        if (kind == Topic.Kind.LISTENER) {
            for (Mark mark : keeper.diary().marks(time.plusMillis(1), now)) {
                if (mark.kind() == Mark.Kind.OWNER && decided.add(mark.topic())) {
                    changedLater.put(mark.topic(), mark.ownersBefore());
                }
            }
        }
        List<Moment> all = new ArrayList<>();
        for (TopicEntry entry : keeper.book().all()) {
            if (entry.topic().kind() == kind) {
                Map<String, Double> values = values(time, entry.id());
                if (!values.isEmpty()) {
                    all.add(
                            new Moment(
                                    entry.topic(),
                                    entry.namespaceId(),
                                    values,
                                    changedLater.getOrDefault(entry.id(), entry.owners())));
                }
            }
        }
        return all;
    }

    private Map<String, Double> values(Instant time, int topic) {
        Duration age = Duration.between(time, now);
        for (Tier tier : Tier.values()) {
            if (age.compareTo(tier.kept()) > 0) {
                continue;
            }
            long second = time.getEpochSecond();
            long period = tier.period(second);
            Optional<Block> block = keeper.archive().block(tier, period, topic);
            if (block.isPresent()) {
                int step = (int) ((second - tier.start(period)) / tier.stepSeconds());
                return values(block.get(), step);
            }
        }
        return Map.of();
    }

    private static Map<String, Double> values(Block block, int step) {
        Map<String, Double> values = new HashMap<>();
        block.columns()
                .forEach((number, steps) -> {
                    Optional<Column> column = Columns.of(number);
                    // In the second that runs, what was known just before still stands.
                    int at = steps.known(step) || step == 0 ? step : step - 1;
                    if (column.isPresent() && steps.known(at)) {
                        values.put(column.get().name(), column.get().value(steps.last(at)));
                    }
                });
        return values;
    }
}
