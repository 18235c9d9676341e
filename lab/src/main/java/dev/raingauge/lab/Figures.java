package dev.raingauge.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel itself says of a namespace at one moment, through {@code nstat} and {@code ss}: a
 * second opinion, independent of our own readers.
 *
 * @param counters every counter of {@code nstat -asz}
 * @param sockets every socket of {@code ss -anmO -t -u -x}
 */
public record Figures(Map<String, Long> counters, List<Line> sockets) {
    /** Of a namespace in which nothing has happened yet. */
    public static final Figures NONE = new Figures(Map.of(), List.of());

    private static final String BOTH = "nstat -asz; echo; ss -anHmO -t -u -x";
    private static final Pattern COUNTER = Pattern.compile("(\\w+)\\s+(\\d+)\\s+\\S+");
    private static final Pattern SOCKET =
            Pattern.compile(
                    "(\\S+)\\s+(\\S+)\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)(?: (\\d+))?\\s+(\\S+).*");
    private static final Pattern DROPS = Pattern.compile("skmem:\\(.*,d(\\d+)\\)");

    public Figures {
        counters = Map.copyOf(counters);
        sockets = List.copyOf(sockets);
    }

    /**
     * One line of {@code ss}.
     *
     * @param kind {@code tcp}, {@code udp}, {@code u_str}, {@code u_dgr}
     * @param state as {@code ss} writes it: {@code LISTEN}, {@code SYN-RECV}
     * @param receiveQueue of a listener, the connections that wait
     * @param sendQueue of a listener, the limit of its queue
     * @param text the whole line
     */
    public record Line(
            String kind,
            String state,
            long receiveQueue,
            long sendQueue,
            String local,
            String remote,
            String text) {

        /** What was dropped at this socket; empty where {@code ss} does not say. */
        public OptionalLong drops() {
            Matcher drops = DROPS.matcher(text);
            return drops.find()
                    ? OptionalLong.of(Long.parseLong(drops.group(1)))
                    : OptionalLong.empty();
        }

        public boolean isListener() {
            return state.equals("LISTEN");
        }
    }

    /** Reads them now. */
    public static Figures of(LabNamespace namespace) throws IOException {
        return parse(namespace.run("sh", "-c", BOTH));
    }

    static Figures parse(String text) {
        Map<String, Long> counters = new LinkedHashMap<>();
        List<Line> sockets = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher counter = COUNTER.matcher(line);
            Matcher socket = SOCKET.matcher(line);
            if (counter.matches()) {
                counters.put(counter.group(1), Long.valueOf(counter.group(2)));
            } else if (socket.matches()) {
                sockets.add(
                        new Line(
                                socket.group(1),
                                socket.group(2),
                                Long.parseLong(socket.group(3)),
                                Long.parseLong(socket.group(4)),
                                socket.group(5),
                                socket.group(7),
                                line.strip().replaceAll("\\s+", " ")));
            }
        }
        return new Figures(counters, sockets);
    }

    /** Empty where this kernel has no such counter. */
    public OptionalLong counter(String name) {
        Long value = counters.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** How much a counter grew since; 0 where this kernel has no such counter. */
    public long growth(Figures before, String name) {
        return counter(name).orElse(0) - before.counter(name).orElse(0);
    }

    /**
     * The sockets at a local address, in a state.
     *
     * @param local {@code *} for any
     */
    public List<Line> at(String local, String state) {
        return sockets.stream()
                .filter(line -> local.equals("*") || line.local().equals(local))
                .filter(line -> line.state().equals(state))
                .toList();
    }
}
