package dev.raingauge.lab.act;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a server of the lab is told to do. It travels to the server's process as one argument, its
 * {@link #text}.
 *
 * @param address {@code 10.0.0.1:80}, {@code [::1]:80} or {@code @abstract}
 * @param kind what is listened for
 * @param backlog asked of {@code listen(2)}; the kernel may cap it
 * @param rhythm when connections are accepted, or datagrams read
 * @param conduct what becomes of an accepted connection
 * @param deferSeconds TCP_DEFER_ACCEPT; 0 for none
 * @param reusePort SO_REUSEPORT
 * @param spareDescriptors the process lowers its own limit until it can open only so many more; -1
 *     leaves the limit alone
 */
public record ServerPlan(
        String address,
        SocketKind kind,
        int backlog,
        Rhythm rhythm,
        Conduct conduct,
        int deferSeconds,
        boolean reusePort,
        int spareDescriptors) {

    /** The kind of socket. */
    public enum SocketKind {
        STREAM,
        DATAGRAM
    }

    /**
     * When the server accepts.
     *
     * @param most so many at once; 0 for a server that never does
     * @param pauseMillis so long it sleeps between; 0 for a server that is always there
     */
    public record Rhythm(int most, int pauseMillis) {
        public static final Rhythm NEVER = new Rhythm(0, 20);
        public static final Rhythm ALWAYS = new Rhythm(1_000, 0);

        String text() {
            return most + "/" + pauseMillis;
        }

        static Rhythm parse(String text) {
            int slash = text.indexOf('/');
            return new Rhythm(
                    Integer.parseInt(text.substring(0, slash)),
                    Integer.parseInt(text.substring(slash + 1)));
        }
    }

    /** What becomes of an accepted connection. */
    public enum Conduct {
        /** Each request is answered at once; the connection is closed when the client closes. */
        ANSWER,
        /** The same, but half a second later. */
        ANSWER_LATE,
        /** Nothing is ever read, written or closed. */
        HOLD,
        /** The server closes first. */
        HANG_UP,
        /** As {@link #ANSWER}, and for each connection a socket is made and forgotten. */
        LEAK
    }

    /** A server that does everything right. */
    public static ServerPlan healthy(String address) {
        return new ServerPlan(
                address, SocketKind.STREAM, 511, Rhythm.ALWAYS, Conduct.ANSWER, 0, false, -1);
    }

    public ServerPlan backlog(int asked) {
        return with(Map.of("backlog", Integer.toString(asked)));
    }

    public ServerPlan accepting(Rhythm other) {
        return with(Map.of("rhythm", other.text()));
    }

    public ServerPlan conduct(Conduct other) {
        return with(Map.of("conduct", other.name()));
    }

    public ServerPlan deferring(int seconds) {
        return with(Map.of("defer", Integer.toString(seconds)));
    }

    public ServerPlan reusingPort() {
        return with(Map.of("reuse", "true"));
    }

    public ServerPlan datagrams() {
        return with(Map.of("kind", SocketKind.DATAGRAM.name()));
    }

    public ServerPlan spareDescriptors(int spare) {
        return with(Map.of("spare", Integer.toString(spare)));
    }

    private Map<String, String> fields() {
        return Map.of(
                "address", address,
                "kind", kind.name(),
                "backlog", Integer.toString(backlog),
                "rhythm", rhythm.text(),
                "conduct", conduct.name(),
                "defer", Integer.toString(deferSeconds),
                "reuse", Boolean.toString(reusePort),
                "spare", Integer.toString(spareDescriptors));
    }

    private ServerPlan with(Map<String, String> changed) {
        var all = new HashMap<>(fields());
        all.putAll(changed);
        return of(all);
    }

    private static ServerPlan of(Map<String, String> fields) {
        return new ServerPlan(
                field(fields, "address"),
                SocketKind.valueOf(field(fields, "kind")),
                Integer.parseInt(field(fields, "backlog")),
                Rhythm.parse(field(fields, "rhythm")),
                Conduct.valueOf(field(fields, "conduct")),
                Integer.parseInt(field(fields, "defer")),
                Boolean.parseBoolean(field(fields, "reuse")),
                Integer.parseInt(field(fields, "spare")));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a server's plan lacks " + name + ": " + fields);
        }
        return value;
    }

    /** One word; {@link #parse} reads it. */
    public String text() {
        List<String> words = new ArrayList<>();
        fields().forEach((name, value) -> words.add(name + "=" + value));
        return String.join(",", words.stream().sorted().toList());
    }

    /** Reads what {@link #text} wrote. */
    public static ServerPlan parse(String text) {
        return of(
                List.of(text.split(",", -1)).stream()
                        .collect(
                                Collectors.toMap(
                                        word -> word.substring(0, word.indexOf('=')),
                                        word -> word.substring(word.indexOf('=') + 1))));
    }
}
