package dev.raingauge.monitor.history;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/**
 * The store: maps of numbers to sealed bytes, in a file or in memory. The only class that holds an
 * {@code MVStore}. One thread writes; any may read.
 *
 * <p>Writing throws what the store throws ({@code MVStoreException}) when the disk is full; the
 * store is closed then.
 */
final class Vault implements AutoCloseable {
    /** The version of everything that is written here. */
    static final int FORMAT = 1;

    /** What an entry costs in memory besides its bytes, about. */
    private static final int ENTRY_BYTES = 64;

    /** Space that became free is used again at once: each commit is on disk before the next. */
    private static final int RETENTION_MILLIS = 0;

    private static final int SAMPLE = 30;
    private static final int LONGEST_SQUEEZE_MILLIS = 2_000;

    /** What is kept where. The names are on disk. */
    enum Shelf {
        SECONDS,
        TENS,
        MINUTES,
        TOPICS,
        MARKS,
        FINDINGS,
        META;

        static Shelf of(Tier tier) {
            return switch (tier) {
                case SECONDS -> SECONDS;
                case TENS -> TENS;
                case MINUTES -> MINUTES;
            };
        }
    }

    private final MVStore store;
    private final Map<Shelf, MVMap<Long, byte[]>> shelves = new EnumMap<>(Shelf.class);
    private final AtomicLong damaged = new AtomicLong();
    private long bytesInMemory;

    /** Takes the store over. */
    Vault(MVStore store) {
        this.store = store;
        store.setRetentionTime(RETENTION_MILLIS);
        store.setVersionsToKeep(0);
        for (Shelf shelf : Shelf.values()) {
            shelves.put(
                    shelf,
                    store.openMap(
                            shelf.name(),
                            new MVMap.Builder<Long, byte[]>()
                                    .keyType(LongDataType.INSTANCE)
                                    .valueType(ByteArrayDataType.INSTANCE)));
        }
    }

    static Vault inMemory() {
        return new Vault(new MVStore.Builder().autoCommitDisabled().open());
    }

    boolean isPersistent() {
        return store.isPersistent();
    }

    /** How many values were damaged and left out so far. */
    long damaged() {
        return damaged.get();
    }

    private MVMap<Long, byte[]> map(Shelf shelf) {
        return Objects.requireNonNull(shelves.get(shelf));
    }

    /** Empty where there is none, and where it is damaged. */
    Optional<byte[]> read(Shelf shelf, long key) {
        byte[] sealed;
        try {
            sealed = map(shelf).get(key);
            return sealed == null
                    ? Optional.empty()
                    : Optional.of(Sealed.open(shelf.name(), key, sealed));
        } catch (CorruptBlockException | RuntimeException unreadable) {
            // The library throws whatever its own broken page leads it to.
            damaged.incrementAndGet();
            return Optional.empty();
        }
    }

    /** Counts a value that had the right checksum and no sense. */
    void reportDamage() {
        damaged.incrementAndGet();
    }

    void write(Shelf shelf, long key, byte[] body) {
        byte[] before = map(shelf).put(key, Sealed.seal(shelf.name(), key, body));
        bytesInMemory += body.length + ENTRY_BYTES;
        bytesInMemory -= before == null ? 0 : before.length + ENTRY_BYTES;
    }

    /** Returns the bytes that were removed. */
    long remove(Shelf shelf, long key) {
        byte[] before = map(shelf).remove(key);
        if (before == null) {
            return 0;
        }
        bytesInMemory -= before.length + ENTRY_BYTES;
        return before.length;
    }

    /** The first key that is at least this one. */
    Optional<Long> atLeast(Shelf shelf, long key) {
        return Optional.ofNullable(map(shelf).ceilingKey(key));
    }

    /** The last key that is at most this one. */
    Optional<Long> atMost(Shelf shelf, long key) {
        return Optional.ofNullable(map(shelf).floorKey(key));
    }

    long count(Shelf shelf) {
        return map(shelf).sizeAsLong();
    }

    /** About how many bytes a shelf holds: by its oldest entries. */
    double estimate(Shelf shelf) {
        long count = count(shelf);
        long bytes = 0;
        int sampled = 0;
        Optional<Long> key = atLeast(shelf, 0);
        while (key.isPresent() && sampled < SAMPLE) {
            bytes += read(shelf, key.get()).map(body -> body.length).orElse(0) + ENTRY_BYTES / 4;
            sampled++;
            key = atLeast(shelf, key.get() + 1);
        }
        return sampled == 0 ? 0 : (double) bytes / sampled * count;
    }

    /** What it takes: the file, or about what it holds in memory. */
    long bytes() {
        return store.isPersistent() ? store.getFileStore().size() : bytesInMemory;
    }

    /** What is in it, without what the file takes besides. */
    double liveBytes() {
        if (!store.isPersistent()) {
            return (double) bytesInMemory;
        }
        double live = 0;
        for (Shelf shelf : Shelf.values()) {
            live += estimate(shelf);
        }
        return live;
    }

    /** From here on a killed program, or a host that lost its power, finds everything again. */
    void commit() {
        store.commit();
        if (store.isPersistent()) {
            store.sync();
        }
    }

    /** Puts together what is left of mostly freed parts of the file, at most so many bytes. */
    void compact(int belowPercent, int bytes) {
        if (store.isPersistent()) {
            boolean _ = store.compact(belowPercent, bytes);
        }
    }

    /** Makes the file as small as it can be in a moment. */
    void squeeze() {
        if (store.isPersistent()) {
            store.compactFile(LONGEST_SQUEEZE_MILLIS);
        }
    }

    @Override
    public void close() {
        store.close();
    }

    /** Lets go of the file without writing. */
    void abandon() {
        store.closeImmediately();
    }
}
