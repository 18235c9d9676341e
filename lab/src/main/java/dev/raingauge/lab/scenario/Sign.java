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
