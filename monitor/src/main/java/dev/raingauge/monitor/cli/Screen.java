package dev.raingauge.monitor.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int USUAL = 80;

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
                String plain = value.replace("-", "").toLowerCase(java.util.Locale.ROOT);
                return plain.endsWith("utf8") || plain.contains("utf8@");
            }
        }
        return false;
    }

    /**
     * Columns that a line may have; empty where there is no such bound: in a pipe or file. Asked
     * anew each time, for the window may have changed.
     */
    OptionalInt width() {
        if (!terminal) {
            return OptionalInt.empty();
        }
        int columns = sizeOfTerminal();
        if (columns == 0) {
            columns = number(environment.getOrDefault("COLUMNS", ""));
        }
        return OptionalInt.of(columns == 0 ? USUAL : Math.max(NARROWEST, columns));
    }

    /** Without the C library's ioctl(2) at hand, {@code stty} is what tells; 0 if it does not. */
    private static int sizeOfTerminal() {
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
            int space = answer.indexOf(' ');
            return space < 0 ? 0 : number(answer.substring(space + 1).strip());
        } catch (IOException noTerminalOrNoStty) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
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
