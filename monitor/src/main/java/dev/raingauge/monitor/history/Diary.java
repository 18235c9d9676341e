package dev.raingauge.monitor.history;

import dev.raingauge.monitor.history.Vault.Shelf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Marks and findings in the order of their time. Bounded: the oldest are forgotten first. */
final class Diary {
    static final int MOST_MARKS = 20_000;
    static final int MOST_FINDINGS = 5_000;

    /** So many in one millisecond have keys of their own. */
    private static final long PER_MILLI = 1_000;

    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");

    private final Vault vault;
    private final Map<Long, KeptFinding> lasting = new HashMap<>();

    Diary(Vault vault) {
        this.vault = vault;
    }

    /** Ends what lasted when the program was killed. */
    void endWhatLasted(Instant lastLook) {
        unended()
                .forEach((key, one) ->
                        vault.write(Shelf.FINDINGS, key, Records.of(endedAbout(one, lastLook))));
    }

    private Map<Long, KeptFinding> unended() {
        Map<Long, KeptFinding> unended = new HashMap<>();
        for (Optional<Long> key = vault.atLeast(Shelf.FINDINGS, Long.MIN_VALUE);
                key.isPresent();
                key = vault.atLeast(Shelf.FINDINGS, key.get() + 1)) {
            long at = key.get();
            finding(at).filter(one -> one.end().isEmpty()).ifPresent(one -> unended.put(at, one));
        }
        return unended;
    }

    /** It ended at some time after the last look, or has only just begun. */
    private static KeptFinding endedAbout(KeptFinding finding, Instant lastLook) {
        return finding.endedAt(finding.begin().isAfter(lastLook) ? finding.begin() : lastLook);
    }

    /**
     * Takes over what another one noted. What lasts here and is not known there has ended in
     * between.
     *
     * @param ids the numbers of its topics here
     * @param lastLook until when this one was kept
     */
    void takeFrom(Diary other, Map<Integer, Integer> ids, Instant lastLook) {
        lasting.putAll(unended());
        List<KeptFinding> theirs = other.findings(Instant.EPOCH, FAR_FUTURE);
        theirs.forEach(this::note);
        for (KeptFinding finding : List.copyOf(lasting.values())) {
            if (theirs.stream().noneMatch(finding::isSameAs)) {
                note(endedAbout(finding, lastLook));
            }
        }
        for (Mark mark : other.marks(Instant.EPOCH, FAR_FUTURE)) {
            if (mark.topic() == Mark.EVERYTHING) {
                add(mark);
            } else if (ids.containsKey(mark.topic())) {
                add(mark.about(ids.get(mark.topic())));
            }
        }
    }

    void add(Mark mark) {
        vault.write(
                Shelf.MARKS, freeKey(Shelf.MARKS, mark.time().toEpochMilli()), Records.of(mark));
        trim(Shelf.MARKS, MOST_MARKS);
    }

    /** Notes a finding as it is now; one that has ended is not changed any more. */
    void note(KeptFinding finding) {
        Optional<Long> known =
                lasting.entrySet().stream()
                        .filter(entry -> entry.getValue().isSameAs(finding))
                        .map(Map.Entry::getKey)
                        .findFirst();
        long key =
                known.isPresent()
                        ? known.get()
                        : freeKey(Shelf.FINDINGS, finding.begin().toEpochMilli());
        vault.write(Shelf.FINDINGS, key, Records.of(finding));
        if (finding.end().isPresent()) {
            lasting.remove(key);
        } else {
            lasting.put(key, finding);
        }
        trim(Shelf.FINDINGS, MOST_FINDINGS);
    }

    private long freeKey(Shelf shelf, long millis) {
        long key = millis * PER_MILLI;
        while (vault.atLeast(shelf, key).equals(Optional.of(key))) {
            key++;
        }
        return key;
    }

    private void trim(Shelf shelf, int most) {
        while (vault.count(shelf) > most) {
            long oldest = vault.atLeast(shelf, Long.MIN_VALUE).orElseThrow();
            lasting.remove(oldest);
            long _ = vault.remove(shelf, oldest);
        }
    }

    /** Forgets what is older than every block. */
    void forgetBefore(long millis) {
        for (Shelf shelf : List.of(Shelf.MARKS, Shelf.FINDINGS)) {
            Optional<Long> oldest = vault.atLeast(shelf, Long.MIN_VALUE);
            while (oldest.isPresent()
                    && oldest.get() < millis * PER_MILLI
                    && !(shelf == Shelf.FINDINGS && lastedAt(oldest.get(), millis))) {
                long _ = vault.remove(shelf, oldest.get());
                oldest = vault.atLeast(shelf, Long.MIN_VALUE);
            }
        }
    }

    private boolean lastedAt(long key, long millis) {
        return lasting.containsKey(key)
                || finding(key)
                        .flatMap(KeptFinding::end)
                        .filter(end -> end.toEpochMilli() >= millis)
                        .isPresent();
    }

    /** The marks of this time, oldest first. */
    List<Mark> marks(Instant from, Instant to) {
        List<Mark> found = new ArrayList<>();
        long end = (to.toEpochMilli() + 1) * PER_MILLI;
        Optional<Long> key = vault.atLeast(Shelf.MARKS, from.toEpochMilli() * PER_MILLI);
        while (key.isPresent() && key.get() < end) {
            vault.read(Shelf.MARKS, key.get())
                    .ifPresent(bytes -> {
                        try {
                            found.add(Records.mark(bytes));
                        } catch (CorruptBlockException e) {
                            vault.reportDamage();
                        }
                    });
            key = vault.atLeast(Shelf.MARKS, key.get() + 1);
        }
        return found;
    }

    /** The findings that lasted at some moment of this time, the one that began first first. */
    List<KeptFinding> findings(Instant from, Instant to) {
        List<KeptFinding> found = new ArrayList<>();
        long end = (to.toEpochMilli() + 1) * PER_MILLI;
        Optional<Long> key = vault.atLeast(Shelf.FINDINGS, Long.MIN_VALUE);
        while (key.isPresent() && key.get() < end) {
            finding(key.get()).filter(one -> one.touches(from, to)).ifPresent(found::add);
            key = vault.atLeast(Shelf.FINDINGS, key.get() + 1);
        }
        return found;
    }

    private Optional<KeptFinding> finding(long key) {
        Optional<byte[]> bytes = vault.read(Shelf.FINDINGS, key);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Records.finding(bytes.get()));
        } catch (CorruptBlockException e) {
            vault.reportDamage();
            return Optional.empty();
        }
    }
}
