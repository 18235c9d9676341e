package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.history.History;
import dev.raingauge.monitor.history.VaultException;
import dev.raingauge.monitor.view.Printable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where {@code serve} keeps its history, and how much of it.
 *
 * @param directory empty: in memory only
 * @param mostBytes what its files may take
 */
record DataOption(Optional<Path> directory, long mostBytes) {
    private static final String NONE = "none";
    private static final String USUAL_LIMIT = "256M";
    private static final long LEAST_BYTES = 1L << 20;
    private static final String OF_THE_HOST = "/var/lib/raingauge";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})([KMG])(i?B)?");

    static void declare(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("--data")
                        .paramLabel("DIR|none")
                        .type(String.class)
                        .description(
                                "Where the history is kept; none: in memory only. Default: "
                                        + OF_THE_HOST
                                        + " where that can be written, else"
                                        + " ~/.local/share/raingauge.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--data-limit")
                        .paramLabel("SIZE")
                        .type(String.class)
                        .description(
                                "What the history may take: the oldest goes first. Default: "
                                        + USUAL_LIMIT
                                        + ".")
                        .build());
    }

    static DataOption of(ParseResult given, Map<String, String> environment) throws Failure {
        String limit = given.matchedOptionValue("--data-limit", USUAL_LIMIT);
        Optional<String> data = Optional.ofNullable(given.matchedOptionValue("--data", null));
        if (data.equals(Optional.of(NONE))) {
            return new DataOption(Optional.empty(), bytes(limit));
        }
        try {
            return new DataOption(
                    Optional.of(
                            data.map(Path::of)
                                    .orElseGet(() -> usual(environment, Path.of(OF_THE_HOST)))),
                    bytes(limit));
        } catch (InvalidPathException e) {
            throw Failure.wrongUsage(
                    "--data=" + Printable.of(data.orElse("")) + ": no name of a directory");
        }
    }

    /**
     * That of the host where it can be written or made, else that of the user.
     *
     * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG</a>
     */
    static Path usual(Map<String, String> environment, Path ofTheHost) {
        Path parent = ofTheHost.toAbsolutePath().getParent();
        boolean canBeMade = !Files.exists(ofTheHost) && parent != null && Files.isWritable(parent);
        if (Files.isWritable(ofTheHost) || canBeMade) {
            return ofTheHost;
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return data.startsWith("/")
                ? Path.of(data, "raingauge")
                : Path.of(environment.getOrDefault("HOME", "."), ".local/share/raingauge");
    }

    private static long bytes(String text) throws Failure {
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            int shift =
                    switch (size.group(2)) {
                        case "K" -> 10;
                        case "M" -> 20;
                        default -> 30;
                    };
            long bytes = Long.parseLong(size.group(1)) << shift;
            if (bytes >= LEAST_BYTES) {
                return bytes;
            }
        }
        throw Failure.wrongUsage(
                "--data-limit="
                        + Printable.of(text)
                        + ": must be a size of at least 1M, like 256M or 2G");
    }

    /** Opens it; one that cannot be used is kept in memory instead. */
    History open(Instant now) throws Failure {
        if (directory.isEmpty()) {
            return History.inMemory(now);
        }
        try {
            return History.open(directory.get(), mostBytes, now);
        } catch (VaultException e) {
            throw Failure.of(Printable.of(String.valueOf(e.getMessage())));
        }
    }

    /** Says where the history is, and what is wrong with it. */
    void tell(History history, Surroundings around) {
        if (directory.isPresent() && history.isPersistent()) {
            around.complain(
                    "raingauge serve: history in " + Printable.of(directory.get().toString()));
        }
        history.gaps()
                .forEach(
                        gap -> around.complain("raingauge serve: " + Printable.of(gap.toString())));
    }
}
