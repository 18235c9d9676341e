package dev.raingauge.monitor.history;

import dev.raingauge.monitor.history.Vault.Shelf;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Blocks by tier, period and topic. Coarser blocks are made of finer ones once their time is over;
 * until then they are put together whenever they are asked for. What is written is never changed.
 */
final class Archive {
    private static final int TOPIC_BITS = 24;
    private static final long FIRST_TIER_KEY = 100;
    private static final long BEGIN_KEY = 2;
    static final int MOST_TOPIC = (1 << TOPIC_BITS) - 1;

    /** What is being measured, and is not yet written. */
    @FunctionalInterface
    interface Open {
        /** The steps of this topic in the open period of seconds; empty for any other. */
        Optional<Block> block(int topic, long period);
    }

    private final Vault vault;
    private final Open open;
    private final Map<Tier, Long> rolledUpTo = new HashMap<>();

    /** When the first block ever began; 0 before that. */
    private long begin;

    Archive(Vault vault, Open open) {
        this.vault = vault;
        this.open = open;
        for (Tier tier : Tier.values()) {
            rolledUpTo.put(tier, readMeta(metaKey(tier)));
        }
        begin = readMeta(BEGIN_KEY);
    }

    private void writeMeta(long key, long value) {
        var body = new Packer();
        body.number(value);
        vault.write(Shelf.META, key, body.bytes());
    }

    private long readMeta(long key) {
        try {
            Optional<byte[]> body = vault.read(Shelf.META, key);
            return body.isPresent() ? new Unpacker(body.get(), 0).number() : 0;
        } catch (CorruptBlockException e) {
            return 0;
        }
    }

    private static long metaKey(Tier tier) {
        return FIRST_TIER_KEY + tier.stepSeconds();
    }

    private static long key(long period, int topic) {
        return period << TOPIC_BITS | topic;
    }

    void write(Tier tier, long period, int topic, Block block) {
        if (begin == 0) {
            begin = tier.start(period);
            writeMeta(BEGIN_KEY, begin);
        }
        vault.write(Shelf.of(tier), key(period, topic), block.packed());
    }

    /** What was written, or what can be put together of finer blocks. */
    Optional<Block> block(Tier tier, long period, int topic) {
        Optional<Block> stored = stored(tier, period, topic);
        if (stored.isPresent()) {
            return stored;
        }
        if (tier == Tier.SECONDS) {
            return open.block(topic, period);
        }
        boolean settled = period < rolledUpTo.getOrDefault(tier, 0L);
        return settled ? Optional.empty() : combined(tier, period, topic);
    }

    private Optional<Block> stored(Tier tier, long period, int topic) {
        Optional<byte[]> bytes = vault.read(Shelf.of(tier), key(period, topic));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            Block block = Block.unpack(bytes.get());
            if (block.steps() == tier.steps()) {
                return Optional.of(block);
            }
        } catch (CorruptBlockException e) {
            // Counted below.
        }
        vault.reportDamage();
        return Optional.empty();
    }

    private Optional<Block> combined(Tier tier, long period, int topic) {
        Tier finer = tier.finer().orElseThrow();
        int factor = tier.stepSeconds() / finer.stepSeconds();
        long first = finer.period(tier.start(period));
        int parts = tier.blockSeconds() / finer.blockSeconds();
        Map<Integer, Steps> columns = new TreeMap<>();
        for (int part = 0; part < parts; part++) {
            Optional<Block> block = block(finer, first + part, topic);
            if (block.isPresent()) {
                int at = part * finer.steps() / factor;
                block.get()
                        .columns()
                        .forEach((number, steps) ->
                                columns.computeIfAbsent(number, _ -> new Steps(tier.steps()))
                                        .takeCoarser(at, steps, factor));
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Block(tier.steps(), columns));
    }

    /**
     * Writes the coarser blocks of the periods that are over.
     *
     * @param now seconds since 1970; what is over by then is complete in the finer tier
     */
    void rollUp(long now) {
        for (Tier tier : Tier.values()) {
            if (tier.finer().isPresent()) {
                rollUp(tier, tier.finer().get(), now);
            }
        }
    }

    private void rollUp(Tier tier, Tier finer, long now) {
        long end = tier.period(now);
        long period = rolledUpTo.getOrDefault(tier, 0L);
        if (period >= end) {
            return;
        }
        while (period < end) {
            // Where nothing was measured for days, there is nothing to be looked through.
            Optional<Long> next =
                    vault.atLeast(Shelf.of(finer), key(finer.period(tier.start(period)), 0));
            if (next.isEmpty()) {
                break;
            }
            period = Math.max(period, tier.period(finer.start(next.get() >> TOPIC_BITS)));
            if (period >= end) {
                break;
            }
            for (int topic : topics(tier, finer, period)) {
                if (stored(tier, period, topic).isEmpty()) {
                    Optional<Block> block = combined(tier, period, topic);
                    if (block.isPresent()) {
                        write(tier, period, topic, block.get());
                    }
                }
            }
            period++;
        }
        rolledUpTo.put(tier, end);
        writeMeta(metaKey(tier), end);
    }

    private Set<Integer> topics(Tier tier, Tier finer, long period) {
        Set<Integer> topics = new HashSet<>();
        long end = key(finer.period(tier.start(period + 1)), 0);
        Optional<Long> key =
                vault.atLeast(Shelf.of(finer), key(finer.period(tier.start(period)), 0));
        while (key.isPresent() && key.get() < end) {
            topics.add((int) (key.get() & MOST_TOPIC));
            key = vault.atLeast(Shelf.of(finer), key.get() + 1);
        }
        return topics;
    }

    /** Removes what is older than its tier keeps it. */
    void expire(long now) {
        for (Tier tier : Tier.values()) {
            long bound = key(tier.period(now - tier.kept().toSeconds()), 0);
            Optional<Long> key = vault.atLeast(Shelf.of(tier), 0);
            while (key.isPresent() && key.get() < bound) {
                long _ = vault.remove(Shelf.of(tier), key.get());
                key = vault.atLeast(Shelf.of(tier), key.get() + 1);
            }
        }
    }

    /**
     * Removes old blocks, at least so many bytes of them if there are: the oldest of the tier that
     * has most beyond its share. What no coarser block was made of yet goes only when nothing else
     * is left.
     */
    long removeOldest(long bytes) {
        long removed = 0;
        while (removed < bytes) {
            Optional<Tier> next = greediest(true).or(() -> greediest(false));
            if (next.isEmpty()) {
                return removed;
            }
            removed += removeFirstPeriod(next.get());
        }
        return removed;
    }

    private Optional<Tier> greediest(boolean onlySettled) {
        Optional<Tier> greediest = Optional.empty();
        double most = 0;
        for (Tier tier : Tier.values()) {
            double beyond = vault.estimate(Shelf.of(tier)) / tier.share();
            if (beyond > most && (!onlySettled || hasSettled(tier))) {
                most = beyond;
                greediest = Optional.of(tier);
            }
        }
        return greediest;
    }

    /** Whether the oldest block of a tier has gone into a coarser one. */
    private boolean hasSettled(Tier tier) {
        Optional<Tier> coarser = tier.coarser();
        if (coarser.isEmpty()) {
            return true;
        }
        long oldest =
                vault.atLeast(Shelf.of(tier), 0)
                        .map(key -> tier.start(key >> TOPIC_BITS))
                        .orElse(Long.MAX_VALUE);
        return coarser.get().period(oldest) < rolledUpTo.getOrDefault(coarser.get(), 0L);
    }

    private long removeFirstPeriod(Tier tier) {
        long removed = 0;
        Shelf shelf = Shelf.of(tier);
        Optional<Long> key = vault.atLeast(shelf, 0);
        long period = key.map(first -> first >> TOPIC_BITS).orElse(0L);
        while (key.isPresent() && key.get() >> TOPIC_BITS == period) {
            removed += Math.max(1, vault.remove(shelf, key.get()));
            key = vault.atLeast(shelf, key.get() + 1);
        }
        return removed;
    }

    /**
     * Takes over what another one holds. Coarser blocks only from before its finest ones: the rest
     * are made here, together with what is here already.
     *
     * @param ids the numbers of its topics here
     */
    void takeFrom(Archive other, Map<Integer, Integer> ids) {
        long finerBegin = Long.MAX_VALUE;
        for (Tier tier : Tier.values()) {
            for (Optional<Long> key = other.vault.atLeast(Shelf.of(tier), 0);
                    key.isPresent();
                    key = other.vault.atLeast(Shelf.of(tier), key.get() + 1)) {
                long period = key.get() >> TOPIC_BITS;
                int topic = (int) (key.get() & MOST_TOPIC);
                Integer id = ids.get(topic);
                if (id != null && tier.start(period) < finerBegin) {
                    other.stored(tier, period, topic)
                            .ifPresent(block -> write(tier, period, id, block));
                }
            }
            finerBegin = Math.min(finerBegin, other.oldest(tier).orElse(Long.MAX_VALUE));
        }
    }

    /** The beginning of the oldest block of a tier, in seconds since 1970. */
    Optional<Long> oldest(Tier tier) {
        return vault.atLeast(Shelf.of(tier), 0).map(key -> tier.start(key >> TOPIC_BITS));
    }

    /** Since when something may be there, in seconds since 1970; empty where nothing is. */
    Optional<Long> begin() {
        return oldest().map(oldest -> Math.max(oldest, begin));
    }

    /** The beginning of the oldest block of any tier. */
    Optional<Long> oldest() {
        return Stream.of(Tier.values())
                .flatMap(tier -> oldest(tier).stream())
                .min(Comparator.naturalOrder());
    }
}
