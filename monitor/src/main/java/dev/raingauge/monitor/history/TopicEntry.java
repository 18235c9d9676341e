package dev.raingauge.monitor.history;

import java.util.List;

/**
 * A topic as the store knows it.
 *
 * @param id its number in the keys of blocks
 * @param namespaceId which namespace of that name it was last
 * @param owners who holds it now, or held it last
 * @param lastSeen milliseconds since 1970; only kept up to date when it goes
 * @param there whether it was there when this was written
 */
record TopicEntry(
        int id, Topic topic, long namespaceId, List<Owner> owners, long lastSeen, boolean there) {
    TopicEntry {
        owners = List.copyOf(owners);
    }

    TopicEntry present(long namespace, List<Owner> holders, long at) {
        return new TopicEntry(id, topic, namespace, holders, at, true);
    }

    TopicEntry numbered(int number) {
        return new TopicEntry(number, topic, namespaceId, owners, lastSeen, there);
    }

    TopicEntry gone(long at) {
        return new TopicEntry(id, topic, namespaceId, owners, at, false);
    }
}
