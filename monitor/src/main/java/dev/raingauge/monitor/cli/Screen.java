package dev.raingauge.monitor.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * What shows the output: a terminal, or a pipe or file.
 *
 * @param terminal whether it is a terminal
 * @param unicode whether it shows more than ASCII
 * @param colours whether it may be coloured
 */
record Screen(boolean terminal, boolean unicode, boolean colours, Map<String, String> environment) {
    private static final int NARROWEST = 40;
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_LINES = 24;

    /** That of this process's standard output. */
    static Screen of(Map<String, String> environment) {
        boolean terminal = isTerminal(1);
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean colourless = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(
                terminal, unicode(environment), terminal && !dumb && !colourless, environment);
    }

    /** The first of these three that is set decides, as in {@code man 7 locale}. */
    private static boolean unicode(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String plain = value.replace("-", "").toLowerCase(Locale.ROOT);
                return plain.endsWith("utf8") || plain.contains("utf8@");
            }
        }
        return false;
    }

    /** How much a terminal shows. */
    record Size(int columns, int lines) {}

    /** Columns that a line may have; empty where there is no such bound: in a pipe or file. */
    OptionalInt width() {
        return terminal ? OptionalInt.of(size().columns()) : OptionalInt.empty();
    }

    /**
     * Asked anew each time, for the window may have changed. Without the C library's ioctl(2) at
     * hand, {@code stty} is what tells.
     */
    Size size() {
        String answer = stty();
        int space = answer.indexOf(' ');
        int lines = space < 0 ? 0 : number(answer.substring(0, space));
        int columns = space < 0 ? 0 : number(answer.substring(space + 1).strip());
        if (columns == 0) {
            columns = number(environment.getOrDefault("COLUMNS", ""));
        }
        return new Size(
                columns == 0 ? USUAL_COLUMNS : Math.max(NARROWEST, columns),
                lines == 0 ? USUAL_LINES : lines);
    }

    /** {@code 24 80}; empty where there is no terminal, or no stty. */
    private static String stty() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String answer =
                    new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII);
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
            }
            return answer;
        } catch (IOException noTerminalOrNoStty) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether standard output is one: then failing to write means that its reader has gone. */
    static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Told by the name of what the descriptor is open on, which needs no call into C. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
