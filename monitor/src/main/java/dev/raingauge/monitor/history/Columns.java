package dev.raingauge.monitor.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every figure that is kept. Numbers are on disk: lists only grow at their ends. */
public final class Columns {
    private static final int FIRST_STATE = 20;
    private static final int FIRST_SOCKET_FIGURE = 31;
    private static final int FIRST_LIMIT = 60;
    private static final int FIRST_COUNTER = 100;
    private static final int MILLI = 1_000;

    public static final Column DEPTH = connections(1, "acceptQueueDepth");
    public static final Column LIMIT = connections(2, "acceptQueueLimit");
    public static final Column SYN_QUEUE = connections(3, "synQueue");
    public static final Column ACTIVE = connections(4, "active");
    public static final Column CLOSE_WAIT = connections(5, "closeWait");
    public static final Column DROPS = new Column(6, "drops", "packets/s", 10, true);
    public static final Column LONGEST_WAIT = seconds(7, "longestWaitSeconds");
    public static final Column WAIT_P50 = seconds(8, "waitP50");
    public static final Column WAIT_P95 = seconds(9, "waitP95");

    /** Not yet accepted. */
    public static final Column WAITING = hidden(10, "waiting");

    /** The sockets' own drop counters. */
    public static final Column DROPS_COUNTED = hidden(11, "dropsCounted");

    /** 1 if a queue was full, 0 if none was. */
    public static final Column FULL = hidden(12, "full");

    /** Names of the figures of a namespace's sockets, in the order of their numbers. */
    private static final List<String> SOCKET_FIGURES =
            List.of(
                    "socketsUsed",
                    "inUse",
                    "orphan",
                    "timeWait",
                    "allocated",
                    "memoryBytes",
                    "udpInUse",
                    "udpMemoryBytes",
                    "unixInUse",
                    "unixListening",
                    "unixStream",
                    "unixDatagram",
                    "unixSeqpacket",
                    "fromProcfs");

    private static final List<String> STATES =
            List.of(
                    "established",
                    "syn_sent",
                    "syn_recv",
                    "fin_wait1",
                    "fin_wait2",
                    "time_wait",
                    "close",
                    "close_wait",
                    "last_ack",
                    "listen",
                    "closing");

    private static final List<String> COUNTERS =
            List.of(
                    "TcpExtListenOverflows",
                    "TcpExtListenDrops",
                    "TcpExtTCPReqQFullDrop",
                    "TcpExtTCPReqQFullDoCookies",
                    "TcpExtSyncookiesSent",
                    "TcpExtSyncookiesRecv",
                    "TcpExtSyncookiesFailed",
                    "TcpExtTCPDeferAcceptDrop",
                    "TcpExtEmbryonicRsts",
                    "TcpPassiveOpens",
                    "TcpExtTCPFastOpenListenOverflow",
                    "TcpExtTCPFastOpenPassive",
                    "TcpExtTCPFastOpenPassiveFail",
                    "TcpExtTCPMigrateReqSuccess",
                    "TcpExtTCPMigrateReqFailure",
                    "TcpExtTCPACKSkippedSynRecv",
                    "TcpActiveOpens",
                    "TcpAttemptFails",
                    "TcpExtTCPSynRetrans",
                    "TcpExtPAWSActive",
                    "TcpEstabResets",
                    "TcpOutRsts",
                    "TcpExtTCPAbortOnData",
                    "TcpExtTCPAbortOnClose",
                    "TcpExtTCPAbortOnMemory",
                    "TcpExtTCPAbortOnTimeout",
                    "TcpExtTCPAbortOnLinger",
                    "TcpExtTCPAbortFailed",
                    "TcpExtTCPTimeWaitOverflow",
                    "TcpExtTW",
                    "TcpExtTWRecycled",
                    "TcpRetransSegs",
                    "TcpExtTCPTimeouts",
                    "TcpExtTCPBacklogDrop",
                    "TcpExtTCPRcvQDrop",
                    "UdpRcvbufErrors");

    private static final List<Column> LIMITS =
            List.of(
                    new Column(FIRST_LIMIT, "orphans", "sockets", 1, true),
                    new Column(FIRST_LIMIT + 1, "orphansLimit", "sockets", 1, true),
                    new Column(FIRST_LIMIT + 2, "tcpMemory", "bytes", 1, true),
                    new Column(FIRST_LIMIT + 3, "tcpMemoryLimit", "bytes", 1, true),
                    new Column(FIRST_LIMIT + 4, "timeWait", "sockets", 1, true),
                    new Column(FIRST_LIMIT + 5, "timeWaitLimit", "sockets", 1, true),
                    new Column(FIRST_LIMIT + 6, "descriptors", "descriptors", 1, true),
                    new Column(FIRST_LIMIT + 7, "descriptorsLimit", "descriptors", 1, true),
                    new Column(FIRST_LIMIT + 8, "openFiles", "files", 1, true));

    private static final Map<Integer, Column> BY_NUMBER = new HashMap<>();
    private static final Map<String, Column> STATE_BY_NAME = new HashMap<>();
    private static final Map<String, Column> COUNTER_BY_NAME = new HashMap<>();

    static {
        List.of(
                        DEPTH,
                        LIMIT,
                        SYN_QUEUE,
                        ACTIVE,
                        CLOSE_WAIT,
                        DROPS,
                        LONGEST_WAIT,
                        WAIT_P50,
                        WAIT_P95,
                        WAITING,
                        DROPS_COUNTED,
                        FULL)
                .forEach(column -> BY_NUMBER.put(column.number(), column));
        LIMITS.forEach(column -> BY_NUMBER.put(column.number(), column));
        int number = FIRST_STATE;
        for (String state : STATES) {
            add(STATE_BY_NAME, new Column(number++, state, "sockets", 1, true));
        }
        number = FIRST_SOCKET_FIGURE;
        for (String figure : SOCKET_FIGURES) {
            add(STATE_BY_NAME, hidden(number++, figure));
        }
        number = FIRST_COUNTER;
        for (String counter : COUNTERS) {
            add(COUNTER_BY_NAME, new Column(number++, counter, "/s", 10, true));
        }
    }

    private Columns() {}

    private static void add(Map<String, Column> byName, Column column) {
        byName.put(column.name(), column);
        BY_NUMBER.put(column.number(), column);
    }

    private static Column connections(int number, String name) {
        return new Column(number, name, "connections", 1, true);
    }

    private static Column seconds(int number, String name) {
        return new Column(number, name, "seconds", MILLI, true);
    }

    private static Column hidden(int number, String name) {
        return new Column(number, name, "", 1, false);
    }

    /** A TCP state by its label, or another figure of a namespace's sockets. */
    public static Column ofSockets(String name) {
        return Objects.requireNonNull(STATE_BY_NAME.get(name), name);
    }

    public static Column limit(String name) {
        return LIMITS.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name.toLowerCase(Locale.ROOT)));
    }

    /** Those counters of the kernel that are kept. */
    public static List<Column> counters() {
        List<Column> all = new ArrayList<>();
        COUNTERS.forEach(name -> all.add(Objects.requireNonNull(COUNTER_BY_NAME.get(name))));
        return all;
    }

    /** Empty for one that a newer version has written. */
    static Optional<Column> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
