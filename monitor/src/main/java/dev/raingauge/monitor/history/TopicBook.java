package dev.raingauge.monitor.history;

import dev.raingauge.monitor.history.Vault.Shelf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every topic that the store has blocks of, by name and by number. Bounded. */
final class TopicBook {
    /** Those that went away first are forgotten first. */
    static final int MOST = 20_000;

    private final Vault vault;
    private final Map<Topic, TopicEntry> byTopic = new HashMap<>();
    private int next = 1;

    TopicBook(Vault vault) {
        this.vault = vault;
        Optional<Long> key = vault.atLeast(Shelf.TOPICS, 0);
        while (key.isPresent()) {
            int id = (int) (long) key.get();
            Optional<byte[]> body = vault.read(Shelf.TOPICS, id);
            if (body.isPresent()) {
                try {
                    TopicEntry entry = Records.topic(id, body.get());
                    byTopic.put(entry.topic(), entry);
                } catch (CorruptBlockException e) {
                    vault.reportDamage();
                }
            }
            next = Math.max(next, id + 1);
            key = vault.atLeast(Shelf.TOPICS, key.get() + 1);
        }
    }

    Optional<TopicEntry> of(Topic topic) {
        return Optional.ofNullable(byTopic.get(topic));
    }

    Collection<TopicEntry> all() {
        return List.copyOf(byTopic.values());
    }

    TopicEntry add(Topic topic, long namespaceId, long at) {
        if (byTopic.size() >= MOST || next > Archive.MOST_TOPIC) {
            forgetLongestGone();
        }
        var entry = new TopicEntry(freeNumber(), topic, namespaceId, List.of(), at, true);
        put(entry);
        return entry;
    }

    /** After 16 million topics the numbers begin anew; those of old blocks are long gone. */
    private int freeNumber() {
        if (next > Archive.MOST_TOPIC) {
            next = 1;
        }
        while (vault.read(Shelf.TOPICS, next).isPresent()) {
            next++;
        }
        return next++;
    }

    /** Takes over what another one knows; returns the numbers here by those there. */
    Map<Integer, Integer> takeFrom(TopicBook other) {
        Map<Integer, Integer> ids = new HashMap<>();
        for (TopicEntry theirs : other.all()) {
            int id =
                    of(theirs.topic())
                            .orElseGet(() ->
                                    add(theirs.topic(), theirs.namespaceId(), theirs.lastSeen()))
                            .id();
            put(theirs.numbered(id));
            ids.put(theirs.id(), id);
        }
        return ids;
    }

    void put(TopicEntry entry) {
        byTopic.put(entry.topic(), entry);
        vault.write(Shelf.TOPICS, entry.id(), Records.of(entry));
    }

    private void forgetLongestGone() {
        List<TopicEntry> gone = new ArrayList<>();
        for (TopicEntry entry : byTopic.values()) {
            if (!entry.there()) {
                gone.add(entry);
            }
        }
        gone.sort(Comparator.comparingLong(TopicEntry::lastSeen));
        gone.stream().limit(MOST / 10).forEach(this::forget);
    }

    /** Forgets those of which nothing can be left. */
    void forgetBefore(long millis) {
        for (TopicEntry entry : all()) {
            if (!entry.there() && entry.lastSeen() < millis) {
                forget(entry);
            }
        }
    }

    private void forget(TopicEntry entry) {
        byTopic.remove(entry.topic());
        long _ = vault.remove(Shelf.TOPICS, entry.id());
    }
}
