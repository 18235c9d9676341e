package dev.raingauge.lab.scenario;

import dev.raingauge.lab.Figures;
import java.util.List;

/** Something in the kernel's own figures that shows a scenario is under way. */
public sealed interface Sign {
    /** Whether it can be seen. */
    boolean seen(Figures before, Figures now);

    /** In words, with the numbers: {@code TcpExtListenOverflows 0 -> 36}. */
    String says(Figures before, Figures now);

    /** A counter grew by {@code atLeast}. */
    record Grows(String counter, long atLeast) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            return now.growth(before, counter) >= atLeast;
        }

        @Override
        public String says(Figures before, Figures now) {
            return change(counter, before, now);
        }
    }

    /** A counter did not move, though one might think so. */
    record Still(String counter) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            return now.growth(before, counter) == 0;
        }

        @Override
        public String says(Figures before, Figures now) {
            return change(counter, before, now);
        }
    }

    /** A listener of this address holds more than its limit. */
    record QueueFull(String address) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            return listeners(address, now).stream()
                    .anyMatch(line -> line.receiveQueue() > line.sendQueue());
        }

        @Override
        public String says(Figures before, Figures now) {
            return queues(address, now);
        }
    }

    /** All listeners of this address together hold at least so many, but none is full. */
    record Queued(String address, long atLeast) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            List<Figures.Line> lines = listeners(address, now);
            return lines.stream().mapToLong(Figures.Line::receiveQueue).sum() >= atLeast
                    && lines.stream().allMatch(line -> line.receiveQueue() <= line.sendQueue());
        }

        @Override
        public String says(Figures before, Figures now) {
            return queues(address, now);
        }
    }

    /** A listener's own drops grew by {@code atLeast}. */
    record DropsGrow(String address, long atLeast) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            return drops(address, now) - drops(address, before) >= atLeast;
        }

        @Override
        public String says(Figures before, Figures now) {
            return "drops of %s %d -> %d"
                    .formatted(address, drops(address, before), drops(address, now));
        }
    }

    /** Two counters that the same event raises grew by the same. */
    record SameGrowth(String one, String other) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            return now.growth(before, one) == now.growth(before, other);
        }

        @Override
        public String says(Figures before, Figures now) {
            return change(one, before, now) + ", " + change(other, before, now);
        }
    }

    /**
     * A listener's own drops grew {@code least} to {@code most} times as much as a counter. The two
     * are read one after the other, so this may have to be looked for more than once.
     */
    record DropsPer(String address, String counter, int least, int most) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            long drops = drops(address, now) - drops(address, before);
            long growth = now.growth(before, counter);
            return drops >= least * growth && drops <= most * growth;
        }

        @Override
        public String says(Figures before, Figures now) {
            return new DropsGrow(address, 0).says(before, now)
                    + ", "
                    + change(counter, before, now);
        }
    }

    /** Nothing was dropped at a listener. */
    record NoDrops(String address) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            return drops(address, now) == drops(address, before);
        }

        @Override
        public String says(Figures before, Figures now) {
            return new DropsGrow(address, 0).says(before, now);
        }
    }

    /** At least so many sockets at a local address are in a state, named as {@code ss} does. */
    record InState(String state, String local, long atLeast) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            return now.at(local, state).size() >= atLeast;
        }

        @Override
        public String says(Figures before, Figures now) {
            return "%s at %s: %d".formatted(state, local, now.at(local, state).size());
        }
    }

    /** A socket at a local address holds so many bytes that its owner has not read. */
    record Unread(String local, long atLeast) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            return bytes(now) >= atLeast;
        }

        @Override
        public String says(Figures before, Figures now) {
            return "unread bytes at %s: %d".formatted(local, bytes(now));
        }

        private long bytes(Figures now) {
            return now.sockets().stream()
                    .filter(line -> line.local().equals(local) && !line.isListener())
                    .mapToLong(Figures.Line::receiveQueue)
                    .max()
                    .orElse(0);
        }
    }

    /** A socket holds so many bytes that the other side has not taken. */
    record Unsent(String remote, long atLeast) implements Sign {
        @Override
        public boolean seen(Figures before, Figures now) {
            return bytes(now) >= atLeast;
        }

        @Override
        public String says(Figures before, Figures now) {
            return "unsent bytes to %s: %d".formatted(remote, bytes(now));
        }

        private long bytes(Figures now) {
            return now.sockets().stream()
                    .filter(line -> line.remote().equals(remote))
                    .mapToLong(Figures.Line::sendQueue)
                    .max()
                    .orElse(0);
        }
    }

    private static String change(String counter, Figures before, Figures now) {
        return "%s %d -> %d"
                .formatted(
                        counter, before.counter(counter).orElse(0), now.counter(counter).orElse(0));
    }

    private static List<Figures.Line> listeners(String address, Figures figures) {
        return figures.sockets().stream()
                .filter(line -> line.isListener() && line.local().equals(address))
                .toList();
    }

    private static String queues(String address, Figures figures) {
        return String.join(
                ", ",
                listeners(address, figures).stream()
                        .map(line ->
                                "queue of %s: %d of %d"
                                        .formatted(address, line.receiveQueue(), line.sendQueue()))
                        .toList());
    }

    private static long drops(String address, Figures figures) {
        return listeners(address, figures).stream().mapToLong(line -> line.drops().orElse(0)).sum();
    }
}
