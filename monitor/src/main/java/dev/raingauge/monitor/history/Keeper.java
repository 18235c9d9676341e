package dev.raingauge.monitor.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Takes readings in: figures into the open period, changes into the diary. */
final class Keeper {
    /** Is told when a period was written. */
    @FunctionalInterface
    interface Written {
        void written(Vault vault, Keeper by, long period);
    }

    private static final int FULL_PERCENT = 45;
    private static final int MAKE_ROOM_PERCENT = 5;

    /** A file of more than this part of the limit is put together more tightly. */
    private static final int LARGE_PERCENT = 60;

    private static final int SQUEEZE_PERCENT = 80;
    private static final int LOOSE_PERCENT = 50;
    private static final int TIGHT_PERCENT = 80;
    private static final int MOST_AT_ONCE_BYTES = 2 << 20;
    private static final int PERCENT = 100;

    private final Vault vault;
    private final TopicBook book;
    private final Diary diary;
    private final OpenPeriod open;
    private final Archive archive;
    private final Map<Topic, Double> limits = new HashMap<>();
    private Set<Topic> there = new HashSet<>();
    private boolean begun;

    Keeper(Vault vault, Written written) {
        this.vault = vault;
        this.book = new TopicBook(vault);
        this.diary = new Diary(vault);
        this.open =
                new OpenPeriod((period, blocks) -> {
                    write(period, blocks);
                    written.written(vault, this, period);
                });
        this.archive = new Archive(vault, open::block);
    }

    TopicBook book() {
        return book;
    }

    Diary diary() {
        return diary;
    }

    Archive archive() {
        return archive;
    }

    /**
     * Takes over everything that another one has written.
     *
     * @param lastLook until when this one was kept
     */
    void takeFrom(Keeper other, Instant lastLook) {
        Map<Integer, Integer> ids = book.takeFrom(other.book);
        archive.takeFrom(other.archive, ids);
        diary.takeFrom(other.diary, ids, lastLook);
        limits.putAll(other.limits);
    }

    private void write(long period, Map<Integer, Block> blocks) {
        blocks.forEach((topic, block) -> archive.write(Tier.SECONDS, period, topic, block));
    }

    void add(Instant time, List<Reading> readings, boolean everything) {
        if (!open.goTo(time.getEpochSecond())) {
            return;
        }
        Set<Topic> seen = new HashSet<>();
        for (Reading reading : readings) {
            TopicEntry entry = entry(reading, time);
            seen.add(reading.topic());
            reading.forEach((column, value) -> open.see(entry.id(), column, value));
            noteLimit(entry, reading, time);
        }
        if (everything) {
            Set<Topic> gone = begun ? there : thereBefore();
            gone.removeAll(seen);
            gone.forEach(topic -> goes(topic, time));
            there = seen;
            begun = true;
        }
    }

    /** Those that were there when this program ended last time. */
    private Set<Topic> thereBefore() {
        Set<Topic> before = new HashSet<>();
        for (TopicEntry entry : book.all()) {
            if (entry.there()) {
                before.add(entry.topic());
            }
        }
        return before;
    }

    private TopicEntry entry(Reading reading, Instant time) {
        Optional<TopicEntry> known = book.of(reading.topic());
        TopicEntry before =
                known.orElseGet(() ->
                        book.add(reading.topic(), reading.namespaceId(), time.toEpochMilli()));
        List<Owner> owners = reading.owners().orElse(before.owners());
        boolean isNew = known.isEmpty() || !before.there();
        if (!isNew
                && before.namespaceId() == reading.namespaceId()
                && before.owners().equals(owners)) {
            return before;
        }
        if (isNew && begun && isListener(before)) {
            mark(time, Mark.Kind.APPEARED, before, "began to listen", List.of());
        }
        if (known.isPresent() && !before.owners().equals(owners)) {
            mark(
                    time,
                    Mark.Kind.OWNER,
                    before,
                    Owner.text(before.owners()) + " -> " + Owner.text(owners),
                    before.owners());
        }
        TopicEntry now = before.present(reading.namespaceId(), owners, time.toEpochMilli());
        book.put(now);
        return now;
    }

    private void noteLimit(TopicEntry entry, Reading reading, Instant time) {
        OptionalDouble limit = reading.value(Columns.LIMIT);
        if (limit.isPresent()) {
            Double before = limits.put(entry.topic(), limit.getAsDouble());
            if (before != null && before != limit.getAsDouble()) {
                mark(
                        time,
                        Mark.Kind.LIMIT,
                        entry,
                        "limit " + Math.round(before) + " -> " + Math.round(limit.getAsDouble()),
                        List.of());
            }
        }
    }

    private void goes(Topic topic, Instant time) {
        Optional<TopicEntry> entry = book.of(topic);
        if (entry.isPresent() && entry.get().there()) {
            if (isListener(entry.get())) {
                mark(time, Mark.Kind.GONE, entry.get(), "no longer listens", List.of());
            }
            book.put(entry.get().gone(time.toEpochMilli()));
            limits.remove(topic);
        }
    }

    private static boolean isListener(TopicEntry entry) {
        return entry.topic().kind() == Topic.Kind.LISTENER;
    }

    private void mark(
            Instant time, Mark.Kind kind, TopicEntry of, String text, List<Owner> before) {
        diary.add(new Mark(time, kind, of.id(), text, before));
    }

    /**
     * Makes coarser blocks and forgets what is too old.
     *
     * @param now the second up to which everything is written
     */
    void tidy(long now) {
        archive.rollUp(now);
        archive.expire(now);
        archive.oldest()
                .ifPresent(second -> {
                    book.forgetBefore(second * 1_000);
                    diary.forgetBefore(second * 1_000);
                });
    }

    /**
     * Makes room, the oldest first: the file must not become larger than this. Half of it may be
     * used; the rest is what the store needs to put parts of the file together.
     */
    void keepWithin(long mostBytes) {
        double beyond = vault.liveBytes() - (double) mostBytes / PERCENT * FULL_PERCENT;
        if (beyond > 0) {
            long _ = archive.removeOldest((long) beyond + mostBytes / PERCENT * MAKE_ROOM_PERCENT);
            vault.commit();
        }
    }

    /** Uses freed parts of the file anew. */
    void compact(long mostBytes) {
        boolean large = vault.bytes() > mostBytes / PERCENT * LARGE_PERCENT;
        int bytes = (int) Math.min(MOST_AT_ONCE_BYTES, mostBytes / PERCENT * MAKE_ROOM_PERCENT);
        vault.compact(large ? TIGHT_PERCENT : LOOSE_PERCENT, bytes);
        if (vault.bytes() > mostBytes / PERCENT * SQUEEZE_PERCENT) {
            vault.squeeze();
        }
    }

    /** Writes what is open. */
    void end() {
        open.end();
    }
}
