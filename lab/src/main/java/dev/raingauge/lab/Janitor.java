package dev.raingauge.lab;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clears away what a Java process made in the lab, even when that process was killed.
 *
 * <p>A small shell holds the reading end of a pipe. Whatever ends this process, SIGKILL included,
 * ends the pipe; then the shell ends the lab's processes in our namespaces and removes the
 * namespaces. It ignores the signals of a terminal, so that Ctrl-C does not end it before its work.
 */
final class Janitor {
    static final Path NAMESPACES = Path.of("/run/netns");
    static final String PREFIX = "rg-lab-";

    /**
     * Removes every namespace whose name begins with {@code $1}. Only processes of the lab are
     * ended: whoever looks into the namespace with a shell of their own keeps it.
     */
    private static final String CLEAR =
            """
            for f in /run/netns/"$1"*; do
              [ -e "$f" ] || continue
              n=${f##*/}
              for p in $(ip netns pids "$n" 2>/dev/null); do
                grep -qaF dev.raingauge.lab "/proc/$p/cmdline" 2>/dev/null && kill -9 "$p"
              done
              ip netns del "$n" 2>/dev/null || rm -f "$f"
            done
            exit 0
            """;

    private static final String WAIT =
            """
            trap '' INT TERM HUP
            cat >/dev/null
            """;

    private static final Pattern OWNED = Pattern.compile("rg-lab-(\\d{1,18})-.*");

    /** At most this many leftovers are looked at in one sweep. */
    private static final int MOST_LEFTOVERS = 1_000;

    private static @Nullable Process watcher;

    private Janitor() {}

    /** What the names of this process's namespaces begin with. */
    static String ownPrefix() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }

    /** Starts watching this process, once. */
    static synchronized void watch() throws IOException {
        if (watcher == null || !watcher.isAlive()) {
            watcher =
                    new ProcessBuilder("sh", "-c", WAIT + CLEAR, "rg-lab-janitor", ownPrefix())
                            .redirectInput(Redirect.PIPE)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
        }
    }

    /** Removes one namespace and ends the lab's processes in it. */
    static void clear(String name) throws IOException {
        Command.run("sh", "-c", CLEAR, "rg-lab-clear", name);
    }

    /** Removes the namespaces of processes that are gone. */
    static void sweep() throws IOException {
        if (!Files.isDirectory(NAMESPACES)) {
            return;
        }
        List<Long> owners;
        try (Stream<Path> files = Files.list(NAMESPACES)) {
            owners =
                    files.map(file -> file.getFileName().toString())
                            .map(OWNED::matcher)
                            .filter(Matcher::matches)
                            .map(owned -> Long.valueOf(owned.group(1)))
                            .distinct()
                            .limit(MOST_LEFTOVERS)
                            .toList();
        }
        for (long owner : owners) {
            if (ProcessHandle.of(owner).isEmpty()) {
                clear(PREFIX + owner + "-");
            }
        }
    }
}
