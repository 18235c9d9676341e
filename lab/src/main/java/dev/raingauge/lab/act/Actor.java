package dev.raingauge.lab.act;

import dev.raingauge.lab.act.ServerPlan.Rhythm;
import dev.raingauge.sockdiag.sys.DescriptorLimit;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.sys.SyscallException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The process of the lab's servers: a process of its own, because an owner, a stopped process and a
 * descriptor limit can be shown only with one.
 *
 * <p>Arguments: its name, then one plan per server. It says {@code ready} on standard output, then
 * obeys lines {@code NUMBER RHYTHM}, and ends at the end of standard input or after a quarter of an
 * hour: nothing of it outlives its parent.
 */
public final class Actor {
    static final String READY = "ready";
    private static final int MOST_MINUTES = 15;
    private static final int MOST_OPEN = 65_536;

    private Actor() {}

    public static void main(String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().start(Actor::endInTime);
        nameItself(arguments[0]);
        List<Server> servers = new ArrayList<>();
        for (String plan : List.of(arguments).subList(1, arguments.length)) {
            servers.add(Server.open(ServerPlan.parse(plan)));
        }
        for (Server server : servers) {
            Thread.ofPlatform().daemon().start(() -> run(server));
        }
        var orders = new InputStreamReader(System.in, StandardCharsets.US_ASCII);
        try (var lines = new BufferedReader(orders)) {
            ServerPlan first = ServerPlan.parse(arguments[1]);
            limitDescriptors(first.spareDescriptors());
            System.out.println(READY);
            System.out.flush();
            String line = lines.readLine();
            while (line != null) {
                int space = line.indexOf(' ');
                int number = Integer.parseInt(line.substring(0, space));
                servers.get(number).rhythm(Rhythm.parse(line.substring(space + 1)));
                line = lines.readLine();
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void run(Server server) {
        try {
            server.serve();
        } catch (IOException e) {
            System.err.println(e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private static void endInTime() {
        try {
            Thread.sleep(MOST_MINUTES * 60_000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    /** So that lists of processes show more than another {@code java}. */
    private static void nameItself(String name) throws IOException {
        Files.writeString(Path.of("/proc/self/comm"), name);
    }

    /**
     * Leaves exactly {@code spare} numbers free. A new descriptor gets the lowest free number, so
     * the limit is the number after the last spare one.
     */
    private static void limitDescriptors(int spare) throws IOException {
        if (spare < 0) {
            return;
        }
        Set<Integer> taken = taken();
        int free = 0;
        int limit = 0;
        while (free < spare && limit < MOST_OPEN) {
            if (!taken.contains(limit)) {
                free++;
            }
            limit++;
        }
        // What accept(2) will fail with is loaded now: loading a class takes a descriptor.
        var _ = new SyscallException("accept", Errno.EMFILE, "");
        DescriptorLimit.lowerTo(limit);
    }

    private static Set<Integer> taken() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            Set<Integer> numbers = new TreeSet<>();
            files.forEach(file -> numbers.add(Integer.valueOf(file.getFileName().toString())));
            return numbers;
        }
    }
}
