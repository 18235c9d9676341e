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

    private final Vault vault;
    private final Map<Long, KeptFinding> lasting = new HashMap<>();

    Diary(Vault vault) {
        this.vault = vault;
    }

    /** Ends what lasted when the program was killed. */
    void endWhatLasted(Instant lastLook) {
        Optional<Long> key = vault.atLeast(Shelf.FINDINGS, Long.MIN_VALUE);
        while (key.isPresent()) {
            long at = key.get();
            finding(at)
                    .filter(one -> one.end().isEmpty())
                    .ifPresent(one -> {
                        Instant end = one.begin().isAfter(lastLook) ? one.begin() : lastLook;
                        vault.write(Shelf.FINDINGS, at, Records.of(one.endedAt(end)));
                    });
            key = vault.atLeast(Shelf.FINDINGS, at + 1);
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
                    && !lasting.containsKey(oldest.get())) {
                long _ = vault.remove(shelf, oldest.get());
                oldest = vault.atLeast(shelf, Long.MIN_VALUE);
            }
        }
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
