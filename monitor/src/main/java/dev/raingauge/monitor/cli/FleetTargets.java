package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.fleet.TargetFile;
import dev.raingauge.monitor.view.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code fleet targets}: adds hosts to a file from which Prometheus discovers its targets. */
final class FleetTargets {
    private static final String PORT = "--port";
    private static final String LABEL = "--label";
    private static final String USUAL_PORT = "10077";
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_HOSTS = 100_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9_.-]+)?");
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private FleetTargets() {}

    static void declare(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder(PORT)
                        .paramLabel("PORT")
                        .type(String.class)
                        .description("targets: the port of hosts without one (default 10077).")
                        .build());
        spec.addOption(
                OptionSpec.builder(LABEL)
                        .paramLabel("NAME=VALUE")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .description("targets: a label of these hosts; may be repeated.")
                        .build());
    }

    /** Where hosts are asked about, nothing is written. */
    static void refuseOptions(ParseResult given) throws Failure {
        for (String option : List.of(PORT, LABEL)) {
            if (given.hasMatchedOption(option)) {
                throw Failure.wrongUsage(option + " goes with: raingauge fleet targets FILE.json");
            }
        }
    }

    static int run(ParseResult given, List<String> words, Surroundings around)
            throws IOException, Failure {
        if (words.isEmpty()) {
            throw Failure.wrongUsage("which file? raingauge fleet targets FILE.json [HOST...]");
        }
        int port = port(given.matchedOptionValue(PORT, USUAL_PORT));
        Map<String, String> labels = labels(given.matchedOptionValue(LABEL, List.of()));
        Path file = file(words.getFirst());
        List<String> hosts = words.subList(1, words.size());
        var targets = new TreeSet<String>();
        for (String host : hosts.isEmpty() ? standardInput() : hosts) {
            targets.add(target(host, port));
        }
        if (targets.isEmpty()) {
            throw Failure.of("no host was named; nothing is written");
        }
        TargetFile before = read(file);
        TargetFile after = before.with(targets, labels);
        if (!after.equals(before)) {
            write(file, after.json());
        }
        around.print(said(file, before, after, targets, labels));
        return 0;
    }

    private static String said(
            Path file,
            TargetFile before,
            TargetFile after,
            Set<String> targets,
            Map<String, String> labels) {
        long there = targets.stream().filter(before.targets(labels)::contains).count();
        long moved = targets.stream().filter(before.targets()::contains).count() - there;
        long added = targets.size() - there - moved;
        return "%s: %d added, %d got other labels, %d were there; %d in all\n"
                .formatted(
                        Printable.of(file.toString()), added, moved, there, after.targets().size());
    }

    private static int port(String text) throws Failure {
        if (!text.matches("[0-9]{1,5}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > 65_535) {
            throw Failure.wrongUsage("--port=" + Printable.of(text) + ": a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> labels(List<String> given) throws Failure {
        var labels = new TreeMap<String, String>();
        for (String one : given) {
            int at = one.indexOf('=');
            String name = at < 0 ? "" : one.substring(0, at);
            if (!LABEL_NAME.matcher(name).matches() || name.startsWith("__")) {
                throw Failure.wrongUsage("--label=" + Printable.of(one) + ": write NAME=VALUE");
            }
            labels.put(name, one.substring(at + 1));
        }
        return labels;
    }

    private static Path file(String text) throws Failure {
        Path file;
        try {
            file = Path.of(text);
        } catch (InvalidPathException e) {
            throw Failure.wrongUsage(Printable.of(text) + ": no name of a file");
        }
        if (!text.endsWith(".json")) {
            throw Failure.wrongUsage(
                    Printable.of(text)
                            + ": Prometheus reads JSON only from a file whose name ends with .json");
        }
        return file;
    }

    private static List<String> standardInput() throws IOException, Failure {
        var hosts = new ArrayList<String>();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String host = line.strip();
            if (!host.isEmpty() && !host.startsWith("#")) {
                hosts.add(host);
            }
            if (hosts.size() > MOST_HOSTS) {
                throw Failure.of("more than " + MOST_HOSTS + " hosts; use several files");
            }
        }
        return hosts;
    }

    /** {@code HOST:PORT}, with brackets around IPv6. */
    static String target(String host, int port) throws Failure {
        int bracket = host.lastIndexOf(']');
        int colon = host.lastIndexOf(':');
        boolean bare = bracket < 0 && colon != host.indexOf(':');
        boolean ported = !bare && colon > bracket;
        String name = ported ? host.substring(0, colon) : host;
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        boolean v6 = bare || bracketed;
        String inner = bracketed ? name.substring(1, name.length() - 1) : name;
        if (!(v6 ? V6 : NAME).matcher(inner).matches()) {
            throw Failure.wrongUsage("'" + Printable.of(host) + "' is no name of a host");
        }
        int at = ported ? port(host.substring(colon + 1)) : port;
        return (v6 ? "[" + inner + "]" : inner) + ":" + at;
    }

    private static TargetFile read(Path file) throws IOException, Failure {
        if (!Files.exists(file)) {
            return TargetFile.empty();
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw Failure.of(Printable.of(file.toString()) + ": longer than 16 MiB");
            }
            return TargetFile.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Failure.of(
                    "%s is left as it is: %s"
                            .formatted(
                                    Printable.of(file.toString()),
                                    Printable.of("" + e.getMessage())));
        }
    }

    /** At once or not at all: Prometheus reads it whenever it changes. */
    private static void write(Path file, String text) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Set<PosixFilePermission> permissions =
                Files.exists(real)
                        ? Files.getPosixFilePermissions(real)
                        : PosixFilePermissions.fromString("rw-r--r--");
        Path fresh = Files.createTempFile(real.getParent(), ".targets", ".new");
        try {
            try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.setPosixFilePermissions(fresh, permissions);
            Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
